"""A template: declared variables in braces, put in as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.templates.domain.errors import (
    TemplateBroken,
    TemplateUnknown,
    VariableMissing,
    VariableUndeclared,
)
from services.notify.templates.domain.template import Origin, TemplateWritten
from services.notify.templates.presets import presets
from tests.notify.builders import NUMBER, a_template

VALUES = {"number": NUMBER, "state": "closed"}


def test_variables_are_put_in():
    assert a_template().render(VALUES) == f"Case {NUMBER} is closed."


def test_the_subject_has_the_same_variables_and_words():
    template = a_template(subject="{number}: {state}", words={"state": {"closed": "done"}})
    assert template.render_subject(VALUES) == f"{NUMBER}: done"
    with pytest.raises(VariableUndeclared):
        a_template(subject="{holder}")


@pytest.mark.parametrize("preset", presets().all(), ids=lambda preset: f"{preset.key} {preset.language}")
def test_every_preset_has_a_subject(preset):
    assert preset.subject


def test_a_districts_own_text_keeps_the_subject():
    assert a_template(subject="S").rewritten("{number}", version=1)[0].subject == "S"


def test_a_code_is_said_in_the_words_of_the_language():
    template = a_template(text="{number} {state}", words={"state": {"closed": "已办结"}})
    assert template.render(VALUES) == f"{NUMBER} 已办结"


@pytest.mark.parametrize("missing", ["number", "state"])
def test_a_missing_variable_is_refused_by_name(missing):
    values = {name: value for name, value in VALUES.items() if name != missing}

    with pytest.raises(VariableMissing) as refused:
        a_template().render(values)

    assert refused.value.values == {"template_key": "case_closed", "variable": missing}


def test_a_variable_that_is_not_declared_is_refused():
    with pytest.raises(VariableUndeclared) as refused:
        a_template(text="Dear {name}")
    assert refused.value.values == {"template_key": "case_closed", "variable": "name"}


@pytest.mark.parametrize(
    ("text", "position"),
    [("{", 0), ("a } b", 2), ("{number", 0), ("{number!r}", 0), ("{number:>9}", 0), ("{number.real}", 0),
     ("{{number}}", 0), ("{}", 0), ("{0}", 0), ("{Number}", 0)],
)  # fmt: skip
def test_a_brace_that_is_no_variable_is_refused_with_its_place(text, position):
    with pytest.raises(TemplateBroken) as refused:
        a_template(text=text)
    assert refused.value.values == {"position": position}


@given(st.text())
def test_whatever_a_value_holds_comes_out_as_it_went_in(value):
    assert a_template(text="<{number}>").render({"number": value, "state": ""}) == f"<{value}>"


def test_a_district_writes_its_own_edition_and_the_preset_stays():
    preset = a_template()

    own, written = preset.rewritten("{number} done", version=3)

    assert (own.origin, own.edition, own.text) == (Origin.DISTRICT, "district-3", "{number} done")
    assert written == TemplateWritten("case_closed", "en", version=3)
    assert preset.edition == "preset-1"


def test_every_preset_speaks_both_languages_with_the_same_variables():
    keys = {template.key for template in presets().all()}
    for key in keys:
        assert presets().newest(key, "zh_CN").variables == presets().newest(key, "en").variables


def test_the_closing_of_a_case_is_told_by_number_and_state_only():
    assert presets().newest("case_closed", "zh_CN").variables == ("number", "state")
    assert presets().newest("case_closed", "zh_CN").render(VALUES) == (
        f"您好，您反映的事项 {NUMBER} 已办结。感谢您对社区工作的支持。"
    )


@pytest.mark.parametrize(("key", "language"), [("case_opened", "zh_CN"), ("case_closed", "fr")])
def test_a_template_nobody_wrote_is_unknown(key, language):
    with pytest.raises(TemplateUnknown):
        presets().newest(key, language)
