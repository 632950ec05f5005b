"""A code means nothing without its scheme, and has the form that its scheme gives it."""

from typing import Any

import pytest

from tests.journeys.district import District, a_code, an_area
from tests.journeys.somebody import Refusal


def founding(here: District, *codes: dict[str, Any]) -> Refusal:
    area = an_area("micro", here.ids["first"], codes=list(codes))
    return here.officer.refused("POST", "/v1/areas/batch", {"areas": [area]})


@pytest.mark.parametrize(
    ("code", "refused", "field"),
    [
        ({"scheme": None}, "CodeSchemeMissing", "scheme"),
        ({"scheme": "ISO"}, "CodeSchemeUnknown", "scheme"),
        ({"scheme": "gb2260"}, "CodeSchemeUnknown", "scheme"),
        ({"scheme": "GB2260", "code": "5101a8"}, "CodeMalformed", "code"),
        ({"scheme": "GB2260", "code": "５１０１０８"}, "CodeMalformed", "code"),
        ({"scheme": "NBS2023", "code": "51010"}, "CodeMalformed", "code"),
        ({"scheme": "GA", "code": "5101080060040"}, "CodeMalformed", "code"),
        ({"valid_to": "2026-01-01"}, "CodeTermEmpty", "valid_to"),
    ],
)
def test_a_code_that_does_not_hold_is_refused(untouched: District, code: Any, refused: str, field: str):
    told = founding(untouched, a_code(**code))
    assert (told.status, told.code, told.named) == (422, refused, {f"areas.0.codes.0.{field}": refused})


def test_a_code_without_the_word_scheme_is_refused(untouched: District):
    told = founding(untouched, {"code": "1", "valid_from": "2026-01-01"})
    assert (told.status, told.code) == (422, "CodeSchemeMissing")


def test_two_codes_of_a_scheme_at_a_time_are_refused(untouched: District):
    told = founding(untouched, a_code(), a_code())
    assert (told.status, told.code, list(told.named)) == (422, "CodesOverlap", ["areas.0.codes"])


@pytest.mark.parametrize(
    ("query", "status", "code", "field"),
    [
        ("code=1", 422, "CodeSchemeMissing", "scheme"),
        ("code=1&scheme=ISO", 422, "CodeSchemeUnknown", "scheme"),
        ("code=999999&scheme=GB2260", 404, "CodeUnknown", "code"),
    ],
)
def test_a_code_is_resolved_by_its_scheme_alone(
    untouched: District, query: str, status: int, code: str, field: str
):
    told = untouched.officer.refused("GET", f"/v1/areas/resolve?{query}")
    assert (told.status, told.code, told.named) == (status, code, {field: code})
