"""A district's practice district (练习区), told by its id alone.

So every service and every channel can tell without asking, and there is no state that could be lost or late.
"""

SUFFIX = "-practice"
"""Of the district's own id; no other district is given an id that ends so."""


def practice_of(district: str) -> str:
    return district + SUFFIX


def is_practice(district: str) -> bool:
    return district.endswith(SUFFIX)


def home_of(district: str) -> str:
    """Whose practice district it is; any other district is its own."""
    return district.removesuffix(SUFFIX)
