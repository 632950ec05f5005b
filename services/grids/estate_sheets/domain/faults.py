"""What may be wrong with a row of an estate's sheet."""

from enum import StrEnum


class EstateFault(StrEnum):
    """Each has a sentence in every language (`terms.EstateFault.…`)."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    TOO_MANY_DWELLINGS = "too_many_dwellings"
    NOT_A_ROOM = "not_a_room"
    NO_SUCH_ROOM = "no_such_room"
    NOT_A_RANGE = "not_a_range"
    RANGE_REVERSED = "range_reversed"
    NO_SUCH_UNIT = "no_such_unit"
    UNIT_TWICE = "unit_twice"
    UNKNOWN_GRID = "unknown_grid"
    GRID_NAME_TWICE = "grid_name_twice"
    SPLITS_GROUP = "splits_group"
    TWICE_IN_FILE = "twice_in_file"
    OTHER_PLAN = "other_plan"
    STANDS_ELSEWHERE = "stands_elsewhere"
