"""The name of an area is as long in a form as in a request and in a sheet."""

import re
from pathlib import Path

import pytest

import gateway.console
from services.chassis.schema import Name
from services.chassis.standards.lines import LONGEST_LINE

TEMPLATES = Path(gateway.console.__file__).parent / "templates"
NAMED = ("areas/name", "buildings/name", "areas/split", "areas/merge")
SEARCHED = ("areas/search", "choose/area_form", "cases/board", "cases/new")
A_NAME = re.compile(r'<input [^>]*name="name(?:_prefix|\.{{ number }})?"[^>]*?maxlength="(\d+)"')


@pytest.mark.parametrize("form", [*NAMED, *SEARCHED])
def test_a_form_takes_the_longest_name_of_an_area(form: str):
    [most] = A_NAME.findall((TEMPLATES / f"{form}.html").read_text())
    assert int(most) == LONGEST_LINE == Name.most
