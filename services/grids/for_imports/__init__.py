"""What two rooms have to do with each other when sheets are taken in and given out."""
