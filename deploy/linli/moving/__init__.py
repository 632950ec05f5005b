"""One district out of a house, and into another (docs/decisions/moving-districts.md)."""
