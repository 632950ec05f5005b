"""An estate's sheet: tried first, looked at with its bad rows, then taken in; its token in no address."""

from html import unescape
from io import BytesIO
from typing import Any

import pytest

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, HIDDEN, Desk, an_area
from tests.gateway.console.sheets import A_JOB, JOB

PAGE = f"/console/areas/{AREA}/estate-sheet"
LOOK = f"{PAGE}/look"
CONTENT = "小区,楼栋\n港云里,3栋\n".encode()


def an_import(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": CASE, "community_id": AREA, "file_name": "小区.csv", "is_trial": True, "state": "ended",
        "job_id": JOB, "asked_by": "person:li-na", "created_at": "2026-03-05T08:30:00+00:00", "new": 38,
        "given": 0, "unchanged": 0, "refused": 2, "has_sheet": True, "version": 2,
    }  # fmt: skip
    return usual | different


@pytest.fixture
def community(desk: Desk, services: FakeServices) -> Desk:
    services.answer("grids.get_area", an_area(kind="community"))
    services.answer("grids.begin_estate_import", an_import(state="begun"))
    services.answer("grids.get_estate_import", an_import())
    services.answer("grids.get_job", A_JOB)
    return desk.sign_in()


def asked(services: FakeServices) -> list[dict[str, Any]]:
    return [call.body for call in services.calls if call.rpc == "grids.begin_estate_import"]


def sent(desk: Desk, content: bytes = CONTENT, name: str = "小区.csv") -> Any:
    form = hidden_of_upload(desk) | {"do": "look", "sheet": (BytesIO(content), name)}
    return desk.client.post(
        PAGE, data=form, content_type="multipart/form-data", headers={"Sec-Fetch-Site": "same-origin"}
    )


def hidden_of_upload(desk: Desk) -> dict[str, str]:
    page = desk.get(PAGE)
    return hidden_in(page.text)


def hidden_in(text: str) -> dict[str, str]:
    inside = text[text.index(f'action="{PAGE}"') :].partition("</form>")[0]
    return {name: unescape(value) for name, value in HIDDEN.findall(inside)}


def test_a_sheet_is_tried_before_anything_is_entered(community: Desk, services: FakeServices):
    told = sent(community)
    assert told.status_code == 200
    [body] = asked(services)
    assert (body["community_id"], body["file_name"], body["is_trial"]) == (AREA, "小区.csv", True)
    assert len(body["file"]) > 64
    assert "Location" not in told.headers


def test_what_a_trial_found_is_shown_and_then_it_is_taken_in(community: Desk, services: FakeServices):
    held = hidden_in(sent(community).text)
    looked = community.post(LOOK, held, HX_Request="true")
    assert ">38</dd>" in looked.text
    assert f'href="/console/estate-imports/{CASE}/bad-rows"' in looked.text
    assert "hx-post" not in looked.text
    done = community.post(PAGE, hidden_in(looked.text) | {"do": "enter"})
    tried, entered = asked(services)
    assert entered["is_trial"] is False
    assert entered["file"] == tried["file"]
    assert entered["id"] != tried["id"]
    assert done.headers["Location"] == f"/console/estate-imports/{CASE}"
    assert tried["file"] not in done.headers["Location"]


def test_a_trial_that_goes_on_is_asked_for_again(community: Desk, services: FakeServices):
    services.answer("grids.get_estate_import", an_import(state="begun"))
    services.answer("grids.get_job", A_JOB | {"state": "running", "done": 7})
    looked = community.post(LOOK, hidden_in(sent(community).text), HX_Request="true").text
    assert f'hx-post="{LOOK}"' in looked
    assert 'value="7" max="40"' in looked
    assert 'value="enter"' not in looked


def test_a_sheet_of_which_every_row_is_wrong_is_not_offered_to_be_taken_in(
    community: Desk, services: FakeServices
):
    services.answer("grids.get_estate_import", an_import(new=0, refused=40))
    looked = community.post(LOOK, hidden_in(sent(community).text), HX_Request="true").text
    assert 'value="enter"' not in looked


def test_a_form_without_a_sheet_says_that_one_is_to_be_chosen(community: Desk, services: FakeServices):
    told = community.post(PAGE, hidden_of_upload(community) | {"do": "look"})
    assert told.status_code == 422
    assert "请选择一个 XLSX 或 CSV 文件" in told.text
    assert asked(services) == []


def test_a_sheet_that_is_too_large_is_refused(
    community: Desk, services: FakeServices, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gateway.console.form.FILE_LIMIT", 2000)
    assert sent(community, b"x" * 2001).status_code == 413
    assert asked(services) == []


def test_a_sheet_of_another_site_is_refused(community: Desk, services: FakeServices):
    form = hidden_of_upload(community) | {"do": "look", "sheet": (BytesIO(CONTENT), "x.csv")}
    told = community.client.post(
        PAGE, data=form, content_type="multipart/form-data", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert told.status_code == 403
    assert asked(services) == []


def test_an_import_shows_how_it_ended(community: Desk, services: FakeServices):
    services.answer("grids.get_estate_import", an_import(is_trial=False, has_sheet=False, refused=0))
    page = community.get(f"/console/estate-imports/{CASE}").text
    assert ">38</dd>" in page
    assert "bad-rows" not in page


def test_figures_of_a_sheet_say_what_they_count(community: Desk, services: FakeServices):
    services.answer("grids.get_estate_import", an_import(is_trial=False))
    told = community.get(f"/console/estate-imports/{CASE}").text
    for word in ("新增楼栋（栋）", "原有楼栋划分单元（栋）", "没有变化（栋）", "有问题的行（行）"):
        assert f"<dt>{word}</dt>" in told
    assert "新增楼栋的单元按表中所写的网格一并划分，不另计。" in told


@pytest.mark.parametrize("is_trial", [True, False])
def test_a_past_trial_does_not_read_as_done(community: Desk, services: FakeServices, is_trial: bool):
    services.answer("grids.get_estate_import", an_import(is_trial=is_trial))
    told = community.get(f"/console/estate-imports/{CASE}").text
    assert ("只是核对，没有改变任何数据。" in told) == is_trial
