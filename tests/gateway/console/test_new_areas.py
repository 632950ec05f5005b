"""Areas founded one by one, codes given and ended, and somebody on duty who is called otherwise."""

from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, LEVELS, PERSON, Desk, an_area, hidden

PAGE = f"/console/areas/{AREA}"
NEW, CODES = f"{PAGE}/new", f"{PAGE}/codes"
STAFF = f"/console/staff/{PERSON}"
A_CODE = {"scheme": "LOCAL", "code": "510108006004001", "valid_from": "2026-01-01", "valid_to": None}
SOMEBODY = {"id": PERSON, "display_name": "江立春", "duty_phone": "0281", "version": 3}


@pytest.fixture
def ground(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_level_schemes", {"schemes": [{"levels": LEVELS}]})
    services.answer("grids.get_area", an_area(name="第01网格", kind="base", version=7, codes=[A_CODE]))
    services.answer("grids.get_staff", SOMEBODY)
    return desk.sign_in()


def asked(services: FakeServices, rpc: str) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == f"grids.{rpc}"]


def test_an_area_is_founded_below_another_with_its_code_from_its_first_day(
    ground: Desk, services: FakeServices
):
    services.answer("grids.found_areas", {"items": [], "warnings": []})
    typed = {
        "kind": "micro",
        "name": " 01号微网格 ",
        "scheme": "LOCAL",
        "code": "51",
        "effective_on": "2026-02-01",
    }
    form = hidden(ground.get(NEW), NEW) | typed | {"document_number": "成府发〔2026〕7号"}
    done = ground.post(NEW, form)
    assert ground.post(NEW, form).headers["Location"] == done.headers["Location"]
    first, again = asked(services, "found_areas")
    [area] = first["areas"]
    assert area["id"] == again["areas"][0]["id"]
    assert area | {"id": ""} == {
        "id": "", "parent_id": AREA, "kind": "micro", "name": "01号微网格",
        "codes": [{"scheme": "LOCAL", "code": "51", "valid_from": "2026-02-01"}],
    }  # fmt: skip
    assert (first["effective_on"], first["document_number"]) == ("2026-02-01", "成府发〔2026〕7号")
    assert done.headers["Location"] == f"/console/areas/{area['id']}?done=founded"


def test_only_levels_that_may_stand_there_are_offered_and_the_only_one_is_chosen(ground: Desk):
    page = ground.get(NEW).text
    assert '<option value="micro" selected>微网格</option>' in page
    assert 'value="community"' not in page


def test_nothing_is_founded_below_the_last_level(ground: Desk, services: FakeServices):
    services.answer("grids.get_area", an_area(kind="micro"))
    assert "这一级下面没有其他层级。" in ground.get(NEW).text
    assert f'href="{NEW}"' not in ground.get(PAGE).text


@pytest.mark.parametrize(
    ("field", "name"),
    [("areas.0.name", "name"), ("areas.0.codes.0.code", "code"), ("effective_on", "effective_on")],
)
def test_what_is_wrong_with_a_new_area_is_said_beside_it_and_nothing_typed_is_lost(
    ground: Desk, services: FakeServices, field: str, name: str
):
    wrong = [{"field": field, "code": "x", "values": {}, "detail": "这样不行"}]
    services.refuse("grids.found_areas", "invalid", "NameTaken", fields=wrong)
    typed = {"kind": "micro", "name": "河湾微网格", "scheme": "LOCAL", "code": "52"}
    page = ground.post(NEW, hidden(ground.get(NEW), NEW) | typed)
    assert page.status_code == 422
    assert page.text.count("这样不行") == 1
    assert f'name="{name}"' in page.text.partition("这样不行")[0].rpartition("<input")[2]
    assert all(f'value="{said}"' in page.text for said in ("河湾微网格", "LOCAL", "52"))


def test_a_code_is_given_from_a_day_on_to_the_area_that_was_seen(ground: Desk, services: FakeServices):
    services.answer("grids.give_code", an_area() | {"warnings": []})
    typed = {"scheme": "NBS2023", "code": "510108006004", "valid_from": "2026-03-01"}
    done = ground.post(CODES, hidden(ground.get(CODES), CODES) | typed)
    assert asked(services, "give_code") == [typed | {"area_id": AREA, "seen_version": 7}]
    assert done.headers["Location"] == f"{CODES}?done=code_given"


def test_of_a_code_that_looks_wrong_it_is_said_though_it_was_given(ground: Desk, services: FakeServices):
    services.answer("grids.give_code", an_area() | {"warnings": [{"code": "DivisionTwice"}]})
    typed = {"scheme": "NBS2023", "code": "510108006004", "valid_from": "2026-03-01"}
    done = ground.post(CODES, hidden(ground.get(CODES), CODES) | typed)
    assert "这个代码看起来不对" in ground.get(done.headers["Location"]).text


def test_a_code_ends_on_a_day_and_what_is_wrong_is_said_at_that_code(ground: Desk, services: FakeServices):
    end = f"{CODES}/retire"
    form = hidden(ground.get(CODES), end) | {"valid_to": "2025-01-01"}
    wrong = [{"field": "valid_to", "code": "x", "values": {}, "detail": "早于启用"}]
    services.refuse("grids.retire_code", "invalid", "PeriodInvalid", fields=wrong)
    page = ground.post(end, form)
    assert (page.status_code, page.text.count("早于启用")) == (422, 1)
    assert 'value="2025-01-01"' in page.text
    services.answer("grids.retire_code", an_area())
    done = ground.post(end, hidden(page, end) | {"valid_to": "2026-03-01"})
    sent = {"scheme": "LOCAL", "code": "510108006004001", "valid_to": "2026-03-01"}
    assert asked(services, "retire_code")[-1] == sent | {"area_id": AREA, "seen_version": 7}
    assert done.headers["Location"] == f"{CODES}?done=code_retired"


def test_somebody_is_called_otherwise_and_what_was_not_touched_is_not_sent(
    ground: Desk, services: FakeServices
):
    services.answer("grids.change_staff", SOMEBODY)
    change = f"{STAFF}/change"
    assert f'href="{change}"' in ground.get(STAFF).text
    form = hidden(ground.get(change), change)
    done = ground.post(change, form | {"display_name": "江立夏", "duty_phone": "0281"})
    assert asked(services, "change_staff") == [
        {"staff_id": PERSON, "display_name": "江立夏", "seen_version": 3}
    ]
    assert done.headers["Location"] == f"{STAFF}?done=staff_changed"


def test_a_duty_phone_is_taken_away_by_an_empty_field(ground: Desk, services: FakeServices):
    services.answer("grids.change_staff", SOMEBODY)
    change = f"{STAFF}/change"
    ground.post(change, hidden(ground.get(change), change) | {"display_name": "江立春", "duty_phone": ""})
    assert asked(services, "change_staff")[0]["duty_phone"] == ""


def test_a_month_of_birth_is_sent_where_one_is_typed_and_never_shown(ground: Desk, services: FakeServices):
    services.answer("grids.change_staff", SOMEBODY)
    change = f"{STAFF}/change"
    typed = {"display_name": "江立春", "duty_phone": "0281", "birth_month": "1960-05"}
    ground.post(change, hidden(ground.get(change), change) | typed)
    assert asked(services, "change_staff") == [
        {"staff_id": PERSON, "birth_month": "1960-05", "seen_version": 3}
    ]
    assert "1960" not in ground.get(change).text


def test_whoever_changed_somebody_meanwhile_is_not_overwritten(ground: Desk, services: FakeServices):
    change = f"{STAFF}/change"
    form = hidden(ground.get(change), change)
    services.answer("grids.get_staff", SOMEBODY | {"display_name": "江立秋", "version": 4})
    services.refuse("grids.change_staff", "stale", "VersionStale")
    page = ground.post(change, form | {"display_name": "江立夏", "duty_phone": "0281"})
    assert page.status_code == 412
    assert "<td>江立春</td><td>江立秋</td>" in page.text
    assert 'value="江立夏"' in page.text
