"""People on both databases: sealed, masked, found, and only by those who may."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.chassis.domain import DomainError
from services.chassis.errors import FieldsInvalid
from services.chassis.standards.identity_number import IdentityNumberInvalid
from services.chassis.standards.phone_number import PhoneNumberInvalid
from services.members.residents.domain.errors import AreaUnknown, HouseholdUnknown, ResidentUnknown
from services.members.residents.domain.resident import Document, DocumentKind
from services.members.residents.store.tables import residents, reveals
from services.members.residents.use_cases.search_residents import SearchUnclear
from tests.members.builders import a_household, a_number, a_resident, id_of
from tests.members.house import House

ZHANG = a_resident("张三")
LI = a_resident(
    "单小红",
    sex=2,
    relation="10",
    birth_date=date(1952, 2, 2),
    document=Document(DocumentKind.IDENTITY_NUMBER, a_number(date(1952, 2, 2), 2)),
    phone=None,
)
FAR = a_resident(
    "张远",
    household_id=id_of("away"),
    area_id=id_of("yard"),
    document=Document(DocumentKind.OTHER, "P1234567"),
    phone="13900000000",
)


@pytest.fixture
def home(house: House) -> House:
    house.settle(a_household(), ZHANG, LI)
    return house.settle(a_household("away", area_id=id_of("yard")), FAR)


def names(page: dict[str, Any]) -> list[str]:
    return [each["name"] for each in page["items"]]


def test_a_resident_is_shown_masked(home: House):
    shown = home.ask("get_resident", resident_id=ZHANG.id)
    assert (shown["name"], shown["document_masked"], shown["phone_masked"]) == (
        "张三", "990001********0015", "139****0000",
    )  # fmt: skip
    assert shown["email_masked"] == "z***@example.org"
    assert (shown["birth_date"], shown["sex"], shown["status"], shown["version"]) == (
        "1950-01-01",
        1,
        "living",
        1,
    )


def test_another_documents_number_is_masked_to_its_ends(home: House):
    assert home.ask("get_resident", resident_id=FAR.id)["document_masked"] == "P******7"


def test_a_platform_sees_the_first_character_of_a_name(home: House):
    assert home.acting("key").ask("get_resident", resident_id=LI.id)["name"] == "单**"


def test_a_township_sees_the_first_character_of_a_name(home: House):
    assert home.as_("township_officer").ask("get_resident", resident_id=LI.id)["name"] == "单**"


def test_where_a_platforms_page_ends_says_no_name(home: House):
    page = home.acting("key").ask("search_residents", name="z", limit=1)
    rest = home.acting("key").ask("search_residents", name="z", limit=1, after=page["next"])
    assert "zhang" not in str(page["next"])
    assert {names(page)[0], names(rest)[0]} == {"张*"}
    assert page["items"][0]["id"] != rest["items"][0]["id"]


def test_a_household_shows_its_members_the_head_first(home: House):
    shown = home.ask("get_household", household_id=id_of("home"))
    assert [each["name"] for each in shown["members"]] == ["张三", "单小红"]
    assert shown["dwelling_id"] == id_of("home 101")


def test_nothing_sealed_lies_in_the_database_in_clear(home: House):
    with home.begun() as tx:
        rows = tx.rows.all(select(residents).where(tx.rows.of(residents)))
    for row in rows:
        assert a_number().encode() not in bytes(row["document"] or b"")
        assert b"13900000000" not in bytes(row["phone"] or b"")
        assert b"zhang@" not in bytes(row["email"])
    assert {row["document_kind"] for row in rows} == {"identity_number", "other"}


@pytest.mark.parametrize("typed", ["张", "zhang", "z", "ZHANG S", "zhangs"])
def test_a_name_is_found_by_how_it_begins(home: House, typed: str):
    assert "张三" in names(home.ask("search_residents", name=typed))


def test_nobody_is_shown_twice_though_several_keys_fit(home: House):
    assert names(home.ask("search_residents", name="z")) == ["张三", "张远"]


def test_both_readings_of_a_surname_find_her(home: House):
    for typed in ("shanxiao", "danxiao", "sxh", "dxh", "单"):
        assert names(home.ask("search_residents", name=typed)) == ["单小红"]


def test_a_search_goes_on_where_it_ended(home: House):
    first = home.ask("search_residents", name="z", limit=1)
    second = home.ask("search_residents", name="z", limit=1, after=first["next"])
    assert (names(first), names(second), second["next"]) == (["张三"], ["张远"], None)


@pytest.mark.parametrize("typed", [a_number(), f" {a_number()[:6]} {a_number()[6:]} "])
def test_a_document_number_finds_its_one_bearer(home: House, typed: str):
    assert names(home.ask("search_residents", document_number=typed)) == ["张三"]


def test_a_number_that_nobody_bears_finds_nobody(home: House):
    assert home.ask("search_residents", document_number=a_number(place=7))["items"] == []


def test_a_phone_finds_everybody_who_gave_it(home: House):
    assert sorted(names(home.ask("search_residents", phone="139-0000-0000"))) == ["张三", "张远"]


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({}, SearchUnclear),
        ({"name": "张", "phone": "13900000000"}, SearchUnclear),
        ({"document_number": "990001195001010014"}, IdentityNumberInvalid),
        ({"phone": "12345"}, PhoneNumberInvalid),
        ({"name": ""}, FieldsInvalid),
        ({"name": "'"}, SearchUnclear),
    ],
)
def test_a_search_that_is_unclear_is_refused(home: House, asked, refusal):
    with pytest.raises(refusal):
        home.ask("search_residents", **asked)


@pytest.mark.parametrize(("field", "value"), [("document_number", "990001195001010014"), ("phone", "12345")])
def test_a_number_that_does_not_fit_is_named_by_its_field(home: House, field: str, value: str):
    with pytest.raises(DomainError) as refused:
        home.ask("search_residents", **{field: value})
    assert refused.value.about == (field,)


def test_everybody_of_an_area_is_listed(home: House):
    assert sorted(names(home.ask("list_residents", area_id=id_of("county")))) == sorted(
        ["张三", "单小红", "张远"]
    )
    assert sorted(names(home.ask("list_residents", area_id=id_of("near")))) == sorted(["张三", "单小红"])
    assert names(home.ask("list_residents", area_id=id_of("court"))) == []


def test_outside_ones_areas_there_is_nobody(home: House):
    worker = home.holding("far")
    with pytest.raises(ResidentUnknown):
        worker.ask("get_resident", resident_id=ZHANG.id)
    with pytest.raises(HouseholdUnknown):
        worker.ask("get_household", household_id=id_of("home"))
    with pytest.raises(AreaUnknown):
        worker.ask("list_residents", area_id=id_of("near"))
    with pytest.raises(ResidentUnknown):
        worker.ask("reveal_resident", resident_id=ZHANG.id, what=["phone"], reason="上门核对信息")
    assert names(worker.ask("search_residents", name="张")) == ["张远"]
    assert names(worker.ask("search_residents", document_number=a_number())) == []
    assert names(worker.ask("search_residents", phone="13900000000")) == ["张远"]


def test_what_is_sealed_is_shown_for_a_reason_that_is_kept(home: House):
    shown = home.ask(
        "reveal_resident",
        resident_id=ZHANG.id,
        what=["document_number", "phone", "email"],
        reason="上门核对信息",
    )
    assert shown == {
        "id": ZHANG.id,
        "document_number": a_number(),
        "phone": "13900000000",
        "email": "zhang@example.org",
    }
    with home.begun() as tx:
        [kept] = tx.rows.all(select(reveals).where(tx.rows.of(reveals)))
    assert (kept["resident_id"], kept["what"], kept["reason"]) == (
        ZHANG.id,
        "document_number,phone,email",
        "上门核对信息",
    )


@pytest.mark.parametrize("wrong", [{"reason": "看看"}, {"what": []}, {"what": ["birth_date"]}])
def test_no_reason_nothing_shown(home: House, wrong):
    asked = {"resident_id": ZHANG.id, "what": ["phone"], "reason": "上门核对信息"}
    with pytest.raises(FieldsInvalid):
        home.ask("reveal_resident", **asked | wrong)


def test_the_feed_has_facts_and_no_names(home: House):
    fed = home.ask("feed_residents", limit=10)["items"]
    assert {each["id"] for each in fed} == {ZHANG.id, LI.id, FAR.id}
    homes = {ZHANG.household_id, LI.household_id}
    assert {each["dwelling_id"] for each in fed if each["household_id"] in homes} == {id_of("home 101")}
    assert set(fed[0]) == {
        "id",
        "household_id",
        "area_id",
        "birth_date",
        "sex",
        "status",
        "version",
        "removed",
        "dwelling_id",
    }


def test_another_district_knows_nobody(home: House):
    there = home.elsewhere()
    assert there.ask("search_residents", document_number=a_number())["items"] == []
    with pytest.raises(ResidentUnknown):
        there.ask("get_resident", resident_id=ZHANG.id)


def test_one_number_is_one_persons(home: House):
    with pytest.raises(Exception, match=r"(?i)unique|duplicate|IntegrityError"):
        home.settle(a_household("third"), a_resident("李四", household_id=id_of("third")))
