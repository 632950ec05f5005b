"""A district's own words come before the preset's."""

from typing import Any

import pytest

from services.chassis.errors import StaleVersion
from services.notify.templates.domain.errors import TemplateUnknown, VariableUndeclared
from services.notify.templates.domain.template import TemplateWritten
from services.notify.templates.use_cases.write_template import WriteTemplate, write_template
from tests.notify.fakes import CALLER, FakeWorld


def written(**different: Any) -> WriteTemplate:
    usual: dict[str, Any] = {
        "template_key": "case_closed",
        "language": "en",
        "text": "{number}: {state}",
        "seen_version": 0,
    }
    return WriteTemplate(**usual | different)


def test_the_districts_own_text_takes_the_presets_place():
    world = FakeWorld()

    write_template(written(), world, CALLER)

    newest = world.templates.newest("case_closed", "en")
    assert (newest.edition, newest.text) == ("district-1", "{number}: {state}")
    assert world.events == [TemplateWritten("case_closed", "en", version=1)]


def test_a_second_edition_keeps_the_first():
    world = FakeWorld()
    write_template(written(), world, CALLER)

    write_template(written(text="{number}", seen_version=1), world, CALLER)

    assert world.templates.newest("case_closed", "en").edition == "district-2"
    assert world.templates.edition("case_closed", "en", "district-1").text == "{number}: {state}"


@pytest.mark.parametrize(
    ("different", "error"),
    [
        ({"template_key": "case_opened"}, TemplateUnknown),
        ({"text": "{feedback}"}, VariableUndeclared),
        ({"seen_version": 1}, StaleVersion),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(different, error):
    world = FakeWorld()

    with pytest.raises(error):
        write_template(written(**different), world, CALLER)

    assert world.templates.own == {}
    assert world.events == []
