"""A district's own texts as rows, on both databases."""

import pytest

from services.chassis.caller import WHOLE_DISTRICT, Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.notify.templates.domain.errors import TemplateUnknown


def rewrite(within, text, version, scope=WHOLE_DISTRICT):
    with within(scope) as tx:
        own, _ = tx.templates.newest("case_closed", "en").rewritten(text, version)
        tx.templates.add(own)


def test_where_a_district_wrote_nothing_the_preset_holds(within):
    with within() as tx:
        assert tx.templates.newest("case_closed", "en").edition == "preset-1"


def test_the_newest_own_text_comes_first_and_every_edition_is_kept(within):
    rewrite(within, "first {number}", 1)
    rewrite(within, "second {number}", 2)

    with within() as tx:
        assert tx.templates.newest("case_closed", "en").text == "second {number}"
        assert tx.templates.edition("case_closed", "en", "district-1").text == "first {number}"
        assert tx.templates.edition("case_closed", "en", "preset-1").own_version == 0
        assert tx.templates.newest("case_closed", "zh_CN").edition == "preset-1"


def test_who_holds_a_part_of_the_district_writes_no_text_for_all_of_it(within):
    with pytest.raises(PermissionMissing):
        rewrite(within, "mine {number}", 1, Scope(("an-area",)))

    with within() as tx:
        assert tx.templates.newest("case_closed", "en").edition == "preset-1"


@pytest.mark.parametrize("version", [1, 3])
def test_a_text_written_over_an_edition_that_was_not_seen_is_stale(within, version):
    rewrite(within, "first {number}", 1)

    with pytest.raises(StaleVersion) as refused:
        rewrite(within, "second {number}", version)

    assert refused.value.values["current"] == {"text": "first {number}"}
    assert refused.value.values["current_version"] == 1


@pytest.mark.parametrize("edition", ["district-7", "preset-7"])
def test_an_edition_that_never_was_is_unknown(within, edition):
    with pytest.raises(TemplateUnknown), within() as tx:
        tx.templates.edition("case_closed", "en", edition)
