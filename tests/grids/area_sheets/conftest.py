"""A child that only reads the file."""

from tests.grids.estate_sheets.test_handed_over import child

__all__ = ["child"]
