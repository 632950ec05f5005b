"""What may be wrong with a row of a register."""

from enum import StrEnum


class Fault(StrEnum):
    """What may be wrong with a row; each has a sentence in every language (`terms.Fault.…`)."""

    REQUIRED = "required"
    TOO_LONG = "too_long"
    DIGITS_LOST = "digits_lost"
    UNKNOWN_DWELLING = "unknown_dwelling"
    DWELLING_WITHOUT_GRID = "dwelling_without_grid"
    OUTSIDE_AREAS = "outside_areas"
    ABOLISHED_GRID = "abolished_grid"
    NUMBER_SHAPE = "shape"
    NUMBER_BIRTH_DATE = "birth_date"
    NUMBER_CHECK_DIGIT = "check_digit"
    NOT_A_DATE = "not_a_date"
    DATE_TO_COME = "date_to_come"
    BIRTH_DATE_CONTRADICTS = "birth_date_contradicts"
    SEX_CONTRADICTS = "sex_contradicts"
    UNKNOWN_SEX = "unknown_sex"
    UNKNOWN_RELATION = "unknown_relation"
    UNKNOWN_RESIDENCY = "unknown_residency"
    NOT_A_PHONE = "not_a_phone"
    NOT_AN_EMAIL = "not_an_email"
    TWICE_IN_FILE = "twice_in_file"
    TWO_HEADS = "two_heads"
    REGISTERED_ELSEWHERE = "registered_elsewhere"
    HAS_LEFT = "has_left"
    OTHER_DOCUMENT = "other_document"
    HOUSEHOLD_OPEN = "household_open"
