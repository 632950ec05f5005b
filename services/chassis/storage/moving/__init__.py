"""One district's rows out of a service's database and into another's (docs/decisions/moving-districts.md)."""
