"""A body that is no command is refused before anything is looked up, and nothing is done."""

import json
import time
from typing import Any

import pytest

from tests.journeys.district import District
from tests.journeys.somebody import Refusal

LIMIT = 1_048_576
DEEPEST = 32
JSON = {"Content-Type": "application/json"}


def sent(here: District, content: str | bytes, **headers: str) -> Refusal:
    body = content.encode() if isinstance(content, str) else content
    return here.officer.refused("POST", "/v1/cases", content=body, headers=JSON | headers)


def a_voice(here: District, **more: Any) -> dict[str, Any]:
    return {"area_id": here.ids["lane"], "text": "楼道灯不亮"} | more


@pytest.mark.parametrize("content", ["[]", "[{}]", '"text"', "1", "null", "true"])
def test_json_that_is_no_object_is_refused(untouched: District, content: str):
    told = sent(untouched, content)
    assert (told.status, told.code) == (400, "BodyNotObject")


@pytest.mark.parametrize(
    "content",
    ["{", '{"a": 1}}', "{'a': 1}", '{"a": NaN}', '{"a": 01}', b'{"a": "\xed\xa0\x80"}', '{"a": "\\ud800"}',
     b'{"a": "\xff"}', "\ufeff{}", '{"a": 1,}', '{"a": "\n"}'],
)  # fmt: skip
def test_what_is_not_json_is_refused(untouched: District, content: str | bytes):
    told = sent(untouched, content)
    assert (told.status, told.code) == (400, "JsonInvalid")


def test_a_field_that_comes_twice_is_refused(untouched: District):
    told = sent(untouched, json.dumps(a_voice(untouched))[:-1] + ', "text": "另一件事"}')
    assert (told.status, told.code) == (400, "JsonKeyRepeated")


def test_a_hundred_thousand_fields_of_one_name_are_refused_at_once(untouched: District):
    content = "{" + ",".join(['"a":":"'] * 100_000) + "}"
    began = time.monotonic()
    told = sent(untouched, content)
    assert (told.status, told.code) == (400, "JsonKeyRepeated")
    assert time.monotonic() - began < 5


def test_a_body_of_the_limit_is_read_and_one_byte_more_is_refused(untouched: District):
    content = b"{}" + b" " * (LIMIT - 2)
    assert sent(untouched, content).code == "FieldsInvalid"
    told = sent(untouched, content + b" ")
    assert (told.status, told.code, told.values) == (413, "BodyTooLarge", {"limit": LIMIT})


def test_objects_inside_each_other_are_read_to_the_limit_and_no_deeper(untouched: District):
    def nested(depth: int) -> str:
        return '{"a":' * depth + "1" + "}" * depth

    assert sent(untouched, nested(DEEPEST)).code == "FieldsInvalid"
    told = sent(untouched, nested(DEEPEST + 1))
    assert (told.status, told.code, told.values) == (400, "JsonTooDeep", {"limit": DEEPEST})
    assert sent(untouched, "[" * 100_000).status == 400
    assert sent(untouched, '{"a":' + "[" * 200_000 + "]" * 200_000 + "}").code == "JsonTooDeep"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=gbk"]
)
def test_another_content_type_is_refused(untouched: District, kind: str):
    content = json.dumps(a_voice(untouched)).encode()
    told = untouched.officer.refused("POST", "/v1/cases", content=content, headers={"Content-Type": kind})
    assert (told.status, told.code) == (415, "ContentTypeWrong")
    assert told.headers["Accept"] == "application/json"


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"colour": "red"}, {"colour": "unknown"}),
        ({"state": "closed"}, {"state": "unknown"}),
        ({"number": "1"}, {"number": "unknown"}),
        ({"district": "d7k2m9"}, {"district": "unknown"}),
        ({"seen_version": 1}, {"seen_version": "unknown"}),
        ({"text": 5}, {"text": "wrong_type"}),
        ({"text": None}, {"text": "null"}),
        ({"text": {"zh": "灯"}}, {"text": "wrong_type"}),
        ({"text": "", "area_id": 7}, {"area_id": "wrong_type", "text": "too_short"}),
        ({"area_id": ["x"]}, {"area_id": "wrong_type"}),
        ({"raiser_id": False}, {"raiser_id": "wrong_type"}),
        ({"id": ""}, {"id": "not_an_id"}),
    ],
)
def test_a_field_that_does_not_fit_is_refused_by_its_name(untouched: District, more: Any, named: object):
    told = untouched.officer.refused("POST", "/v1/cases", a_voice(untouched, **more))
    assert (told.status, told.code, told.named) == (422, "FieldsInvalid", named)


def test_an_empty_body_names_what_is_missing(untouched: District):
    told = untouched.officer.refused("POST", "/v1/cases", {})
    assert (told.status, told.named) == (422, {"area_id": "required", "text": "required"})
    assert untouched.officer.refused("POST", "/v1/cases").named == told.named


def test_a_command_that_takes_nothing_takes_no_field(untouched: District):
    told = untouched.operator.refused("POST", "/v1/operator/notify/mirrors/recount", {"mirror": "areas"})
    assert (told.status, told.code, told.named) == (422, "FieldsInvalid", {"mirror": "unknown"})
