"""A sheet of areas: given out by a job, tried and then taken in; of one area or of the whole district."""

from services.chassis.caller import Grant
from tests.gateway.builders import FakeServices, a_token
from tests.gateway.console.desk import AREA, CASE, Desk
from tests.gateway.console.sheets import A_JOB, PAGE, a_sheet, an_import, asked, hidden_in, sent

TOP = "/console/areas/sheet"


def test_a_sheet_of_areas_is_tried_and_then_taken_in_from_the_same_file(ground: Desk, services: FakeServices):
    tried = ground.post(f"{PAGE}/look", hidden_in(sent(ground).text, PAGE))
    assert ">38</dd>" in tried.text
    assert f'href="/console/area-imports/{CASE}/bad-rows"' in tried.text
    done = ground.post(PAGE, hidden_in(tried.text, PAGE) | {"do": "enter"})
    trial, entered = asked(services)
    assert (trial["area_id"], trial["is_trial"], entered["is_trial"]) == (AREA, True, False)
    assert entered["file"] == trial["file"]
    assert done.headers["Location"] == f"/console/area-imports/{CASE}"


def test_a_trial_that_goes_on_is_asked_for_again_also_without_a_script(ground: Desk, services: FakeServices):
    services.answer("grids.begin_area_import", an_import(state="begun"))
    services.answer("grids.get_job", A_JOB | {"state": "running", "kind": "import_areas"})
    tried = sent(ground).text
    assert f'hx-post="{PAGE}/look"' in tried
    assert f'<noscript><button class="btn" type="submit" formaction="{PAGE}/look">' in tried


def test_a_sheet_that_changes_nothing_is_not_offered_to_be_taken_in(ground: Desk, services: FakeServices):
    services.answer("grids.begin_area_import", an_import(new=0, unchanged=38, refused=0, has_sheet=False))
    assert 'value="enter"' not in sent(ground).text


def test_the_whole_district_s_sheet_names_no_area(ground: Desk, services: FakeServices):
    services.answer("grids.begin_area_import", an_import(area_id=None))
    assert f'href="{TOP}"' in ground.get("/console/areas").text
    tried = sent(ground, TOP)
    assert f'action="{TOP}"' in tried.text
    assert "area_id" not in asked(services)[0]


def test_the_whole_district_s_sheet_is_offered_to_whoever_holds_it(desk: Desk, services: FakeServices):
    token = a_token(grants=(Grant("community_secretary", AREA),))
    assert desk.post("/console/sign-in", {"token": token}).status_code == 303
    assert f'href="{TOP}"' not in desk.get("/console/areas").text


def test_a_sheet_is_made_by_a_job_and_fetched_once_it_is_there(ground: Desk, services: FakeServices):
    export = f"{PAGE}/export"
    made = ground.post(export, hidden_in(ground.get(PAGE).text, export) | {"format": "csv"})
    [body] = asked(services, "ask_area_sheet")
    assert (body["area_id"], body["format"]) == (AREA, "csv")
    assert made.headers["Location"] == f"/console/area-sheets/{CASE}"
    there = ground.get(f"/console/area-sheets/{CASE}").text
    assert f'href="/console/area-sheets/{CASE}/file"' in there
    services.answer("grids.get_area_sheet", a_sheet(is_made=False))
    services.answer("grids.get_job", A_JOB | {"state": "running", "kind": "make_area_sheet"})
    going_on = ground.get(f"/console/area-sheets/{CASE}", HX_Request="true").text
    assert f'hx-get="/console/area-sheets/{CASE}"' in going_on
    assert "/file" not in going_on


def test_an_import_shows_how_it_ended(ground: Desk, services: FakeServices):
    services.answer("grids.get_area_import", an_import(is_trial=False, has_sheet=False, renamed=7))
    page = ground.get(f"/console/area-imports/{CASE}").text
    assert ">38</dd>" in page
    assert ">7</dd>" in page
    assert f'href="/console/areas/{AREA}"' in page


def test_a_form_without_a_sheet_says_that_one_is_to_be_chosen(ground: Desk, services: FakeServices):
    told = ground.post(PAGE, hidden_in(ground.get(PAGE).text, PAGE) | {"do": "look"})
    assert told.status_code == 422
    assert "请选择一个 XLSX 或 CSV 文件" in told.text
    assert asked(services) == []
