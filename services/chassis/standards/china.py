"""Where the country lies, in WGS84 degrees: what is said to lie elsewhere was mistyped, or turned round."""

WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
"""With its seas; who changes the order of longitude and latitude falls out of it."""


def is_in_china(lon: float, lat: float) -> bool:
    return WEST <= lon <= EAST and SOUTH <= lat <= NORTH
