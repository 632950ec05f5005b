"""What may be wrong with a row of a sheet of areas."""

from enum import StrEnum


class AreaFault(StrEnum):
    """Each has a sentence in every language (`terms.AreaFault.…`)."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    NOT_A_LINE = "not_a_line"
    DIGITS_LOST = "digits_lost"
    TAMPERED = "tampered"
    TWICE_IN_FILE = "twice_in_file"
    UNKNOWN_AREA = "unknown_area"
    UNKNOWN_PARENT = "unknown_parent"
    ABOLISHED = "abolished"
    ROOT_ENDED = "root_ended"
    CHANGED_SINCE = "changed_since"
    UNKNOWN_KIND = "unknown_kind"
    KIND_NOT_THERE = "kind_not_there"
    OTHER_KIND = "other_kind"
    NAME_TAKEN = "name_taken"
    UNKNOWN_SCHEME = "unknown_scheme"
    NOT_A_CODE = "not_a_code"
    CODE_TAKEN = "code_taken"
    OTHER_CODE = "other_code"
    NOT_A_DATE = "not_a_date"
    DAY_TO_COME = "day_to_come"
    BEFORE_PARENT = "before_parent"
    BEFORE_FOUNDING = "before_founding"
    BEFORE_LAST_CHANGE = "before_last_change"
