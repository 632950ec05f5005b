"""A register comes in: trial, good rows and bad, the same once more, two at a time, undone."""

import io
from typing import Any

import openpyxl
import pytest

from tests.house import House
from tests.journeys.district import District, Row, etag_of
from tests.journeys.meals import FOLLOWS_WITHIN, checked, enrolled, founded
from tests.journeys.registers import Community, a_person, as_csv, counts
from tests.processes import wait_until

PEOPLE = [a_person(number) for number in range(20)]
WRONG = a_person(3, 姓名="江三", 身份证号="990101194001040011")


@pytest.fixture
def community(district: District) -> Community:
    return Community.built(district)


def test_a_register_becomes_people_who_are_found(community: Community):
    ended = community.imported(as_csv(PEOPLE))
    assert (ended["state"], counts(ended)) == ("ended", (20, 0, 0, 0))
    assert (ended["job"]["state"], ended["job"]["done"], ended["job"]["total"]) == ("done", 20, 20)
    assert len(community.residents()) == 20
    found = community.officer.do("/v1/residents/search", {"document_number": PEOPLE[7]["身份证号"]})
    assert [(each["name"], each["area_id"]) for each in found["items"]] == [
        ("江7", community.district.ids["lane"])
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.long("production")
def test_a_text_is_read_in_the_encodings_that_offices_use(community: Community, encoding: str):
    assert counts(community.imported(as_csv(PEOPLE[:3], encoding))) == (3, 0, 0, 0)


@pytest.mark.long("production")
def test_a_trial_counts_and_enters_nobody(community: Community):
    ended = community.imported(as_csv([*PEOPLE[:3], WRONG]), is_trial=True)
    assert (counts(ended), ended["is_trial"]) == ((3, 0, 0, 1), True)
    assert community.residents() == []


def test_the_same_file_once_more_changes_nothing(community: Community):
    community.imported(as_csv(PEOPLE))
    before = community.residents()
    assert counts(community.imported(as_csv(PEOPLE))) == (0, 0, 20, 0)
    assert community.residents() == before


def sheet(community: Community, ended: Row, language: str) -> list[list[Any]]:
    path = f"/v1/register-imports/{ended['id']}/bad-rows"
    answer = community.officer.ask("GET", path, language=language)
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Disposition"].startswith("attachment")
    opened = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert opened is not None
    return [list(row) for row in opened.iter_rows(values_only=True)]


@pytest.mark.parametrize(("language", "reason"), [("zh-CN", "第 3 行"), ("en", "Row 3")])
@pytest.mark.long("production")
def test_good_rows_go_in_and_bad_ones_come_back_in_the_importer_s_language(
    community: Community, language: str, reason: str
):
    people = [PEOPLE[0], WRONG, PEOPLE[1]]
    body = {"community_id": community.id, "file": community.sent(as_csv(people)), "file_name": "a.csv"}
    begun = community.officer.ask("POST", "/v1/register-imports", body, language=language).json()
    ended = community.ended(begun)
    assert (counts(ended), ended["has_sheet"]) == ((2, 0, 0, 1), True)
    _, row = sheet(community, ended, language)
    assert str(row[0]).startswith(reason)
    assert row[1:6] == ["安居苑", "1栋", "1", "104", "江三"]


def test_an_e_mail_comes_in_and_is_shown_by_its_ends_or_for_a_reason(community: Community):
    people = [
        a_person(0, 电子邮箱="zhang@example.org"),
        a_person(1, 电子邮箱="zhang"),
        a_person(2, 电子邮箱="li@example.org\r\nBcc: wang@example.org"),
        a_person(3),
    ]
    ended = community.imported(as_csv(people))
    assert counts(ended) == (2, 0, 0, 2)
    reasons = [str(row[0]) for row in sheet(community, ended, "en")[1:]]
    assert ["not an e-mail address" in reason for reason in reasons] == [True, True]
    shown = {each["email_masked"]: each["id"] for each in community.residents()}
    assert shown.keys() == {"z***@example.org", None}
    reveal = f"/v1/residents/{shown['z***@example.org']}/reveal"
    clear = community.officer.do(reveal, {"what": ["email"], "reason": "核对邮箱地址"})
    assert clear["email"] == "zhang@example.org"


@pytest.mark.long("production")
def test_where_every_row_is_good_there_is_no_sheet(community: Community):
    ended = community.imported(as_csv(PEOPLE[:1]))
    refusal = community.officer.refused("GET", f"/v1/register-imports/{ended['id']}/bad-rows")
    assert (refusal.status, refusal.code) == (404, "NoBadRows")


def test_two_imports_of_one_community_queue(community: Community):
    first, second = (community.begun(as_csv(PEOPLE)) for _ in range(2))
    one, other = community.ended(first), community.ended(second)
    assert one["job"]["ended_at"] <= other["job"]["started_at"]
    assert (counts(one), counts(other)) == ((20, 0, 0, 0), (0, 0, 20, 0))


@pytest.mark.long("production")
def test_imports_are_listed_newest_first(community: Community):
    ids = [community.imported(as_csv(PEOPLE[:1]), is_trial=True)["id"] for _ in range(3)]
    listed = community.officer.all("/v1/register-imports", community_id=community.id, limit=2)
    assert [each["id"] for each in listed] == ids[::-1]


def undone(community: Community, ended: Row) -> Row:
    path = f"/v1/register-imports/{ended['id']}/undo"
    return community.ended(community.officer.do(path, {}, match=etag_of(ended["version"])))


def test_a_whole_import_is_undone(community: Community):
    community.imported(as_csv(PEOPLE[:5]))
    ended = community.imported(as_csv([*PEOPLE, a_person(0, 联系电话="03002000001")]))
    assert undone(community, ended)["state"] == "undone"
    assert len(community.residents()) == 5
    again = community.officer.refused(
        "POST", f"/v1/register-imports/{ended['id']}/undo", {}, match=etag_of(ended["version"] + 2)
    )
    assert (again.status, again.code) == (409, "NothingToUndo")


def test_what_was_built_on_is_not_undone(community: Community):
    ended = community.imported(as_csv(PEOPLE))
    community.imported(as_csv([a_person(0, 联系电话="03002000001")]))
    refusal = community.officer.refused(
        "POST", f"/v1/register-imports/{ended['id']}/undo", {}, match=etag_of(ended["version"])
    )
    assert (refusal.status, refusal.code) == (409, "ImportBuiltUpon")
    assert len(community.residents()) == 20


def test_what_another_service_has_built_on_is_not_undone(community: Community):
    """The job asks; the import can be undone once more when nobody holds it any more, and not before."""
    district = community.district
    wait_until(lambda: founded(district), "the ground is in care's mirror", FOLLOWS_WITHIN)
    ended = community.imported(as_csv(PEOPLE))
    [diner] = community.officer.do("/v1/residents/search", {"document_number": PEOPLE[4]["身份证号"]})[
        "items"
    ]
    wait_until(
        lambda: checked(district, diner["id"])["allowed"], "the diner is in care's mirror", FOLLOWS_WITHIN
    )
    enrolled(district, diner["id"])
    broken = undone(community, ended)
    assert (broken["state"], broken["job"]["state"]) == ("failed", "failed")
    assert broken["error"] == broken["job"]["error"]
    assert broken["error"]["code"] == "ImportBuiltUpon"
    assert broken["job"]["error"]["values"]["resident_id"] == diner["id"]
    assert len(community.residents()) == 20
    assert undone(community, broken)["job"]["state"] == "failed"


@pytest.mark.long("production")
def test_the_terminal_imports_and_keeps_the_bad_rows(house: House, community: Community, tmp_path):
    file = tmp_path / "花名册.csv"
    file.write_bytes(as_csv(PEOPLE))
    asked = ["import-register", str(file), "--community", community.id, "--url", house.url, "--token"]
    said = house.command(*asked, community.district.operator.token, configured=False)
    assert "new: 20" in said
    file.write_bytes(as_csv([WRONG]))
    with pytest.raises(RuntimeError, match="refused: 1"):
        house.command(*asked, community.district.operator.token, configured=False)
    assert (tmp_path / "花名册-bad-rows.xlsx").exists()
    nowhere = ["import-register", str(file), "--community", "x", "--url", house.url, "--token"]
    with pytest.raises(RuntimeError, match=r"FieldsInvalid: .*; community_id: "):
        house.command(*nowhere, community.district.operator.token, configured=False)


def test_an_import_survives_the_death_of_its_child_and_of_its_service(breakable: House, witness):
    community = Community.built(District.founded(witness))
    everybody = [a_person(number) for number in range(500)]
    begun = community.begun(as_csv(everybody * 8))
    job = f"/v1/jobs/{begun['job_id']}"
    wait_until(lambda: community.officer.read(job)["done"] > 0, "a step is kept", 30)
    breakable.kill("members")
    breakable.run("members")
    ended = community.ended(begun)
    assert counts(ended) == (500, 0, 0, 3500)
    assert len({each["id"] for each in community.residents()}) == 500
