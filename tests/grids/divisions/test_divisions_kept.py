"""Official divisions on both databases, as the sheets of the room have them."""

from pathlib import Path

import pytest

from services.chassis.settings import DatabaseSettings, Settings
from services.chassis.storage.database import Database
from services.chassis.storage.migrations import migrate, owner_engine
from services.grids.divisions.domain.errors import (
    AsOfTooEarly,
    CodeSchemeMissing,
    DivisionUnknown,
    FigureTwice,
    FigureWithin,
)
from services.grids.migrations.divisions import DATA, SheetUnknown, load
from tests.grids.house import House, statements


def resolve(house: House, code: str, on: str, scheme: str | None = "MCA", **more):
    return house.ask("resolve_division", scheme=scheme, code=code, on=on, **more)


def names(resolved) -> list[tuple[str, str]]:
    return [(each["code"], each["name"]) for each in resolved["divisions"]]


def test_a_code_means_what_it_meant_on_its_day(empty):
    then = resolve(empty, "350403", "2020-12-31")

    assert (names(then), then["events"]) == ([("350403", "三元区")], [])


def test_a_retired_code_is_what_it_became_by_its_event(empty):
    now = resolve(empty, "350403", "2021-12-31")

    assert names(now) == [("350404", "三元区")]
    assert now["then"]["valid_to"] == "2021-02-03"
    [event] = now["events"]
    assert (event["kind"], event["document_no"]) == ("merged", "国函〔2021〕9号")
    assert event["from_codes"] == ["350402", "350403"]


def test_a_county_that_became_a_district_is_followed(empty):
    now = resolve(empty, "350427", "2021-12-31")

    assert names(now) == [("350405", "沙县区")]
    assert [each["document_no"] for each in now["events"]] == ["国函〔2021〕9号"]


@pytest.mark.parametrize("code", ["500112", "500105"])
def test_two_districts_became_one(empty, code):
    now = resolve(empty, code, "2020-12-31", as_of="2026-03-05")

    assert names(now) == [("500157", "两江新区")]
    assert now["events"][0]["document_no"] == "渝府发〔2025〕15号"


@pytest.mark.parametrize(("scheme", "name"), [("NBS2023", "府青路街道"), ("MCA", "双桥子街道")])
def test_one_code_means_two_places_in_two_schemes(empty, scheme, name):
    assert names(resolve(empty, "510108006", "2026-03-05", scheme)) == [("510108006", name)]


def test_twelve_digits_find_what_is_kept_without_zeros(empty):
    assert names(resolve(empty, "510108006000", "2026-03-05", "NBS2023")) == [("510108006", "府青路街道")]


@pytest.mark.parametrize(("code", "kept"), [("510100", "5101"), ("510000", "51"), ("510108000", "510108")])
def test_codes_of_a_standards_length_find_what_is_kept_without_zeros(empty, code, kept):
    then = resolve(empty, code, "2026-03-05", "NBS2023")["then"]

    assert then["code"] == kept
    count = empty.ask("count_divisions", scheme="NBS2023", code=code, on="2026-03-05")
    assert count["division"]["code"] == kept


@pytest.mark.parametrize("code", ["371082", "371082000", "371082000000"])
def test_the_divisions_below_a_code_are_listed_in_any_of_its_spellings(empty, code):
    listed = {"scheme": "NBS2023", "parent_code": code, "limit": 100}

    assert len(empty.ask("list_divisions", **listed, on="2023-06-30")["items"]) == 22
    assert empty.ask("list_divisions", **listed, on="2023-06-29")["items"] == []


@pytest.mark.parametrize(
    ("asked", "refused"),
    [({"scheme": None}, CodeSchemeMissing), ({"scheme": "XYZ"}, DivisionUnknown),
     ({"code": "999999"}, DivisionUnknown), ({"on": "1983-03-31"}, DivisionUnknown),
     ({"as_of": "2020-12-30"}, AsOfTooEarly)],
)  # fmt: skip
def test_what_cannot_be_resolved_is_refused(empty, asked, refused):
    with pytest.raises(refused):
        resolve(empty, **{"code": "350403", "on": "2020-12-31", **asked})


def test_figures_of_two_districts_are_those_of_the_one_that_they_became(empty):
    figures = ["350402:120", "350403:80", "350427:30"]
    then = empty.ask("roll_up_figures", scheme="MCA", figures=figures, on="2020-12-31", as_of="2020-12-31")
    now = empty.ask("roll_up_figures", scheme="MCA", figures=figures, on="2020-12-31", as_of="2022-01-01")

    assert [(each["code"], each["figure"]) for each in then["sums"]] == [
        ("350402", 120), ("350403", 80), ("350427", 30),
    ]  # fmt: skip
    assert [(each["code"], each["figure"]) for each in now["sums"]] == [("350404", 200), ("350405", 30)]
    assert then["total"] == now["total"] == 230


def test_figures_of_any_number_of_codes_take_the_same_questions(empty):
    codes = ["350402", "350403", "350427", "500105", "500112"]
    counts = []
    for number in (1, 5):
        figures = [f"{code}:1" for code in codes[:number]]
        with statements() as sent:
            empty.ask("roll_up_figures", scheme="MCA", figures=figures, on="2020-12-31", as_of="2026-03-05")
        counts.append(len(sent))

    assert counts == [4, 4]


def test_a_code_with_two_figures_is_refused(empty):
    with pytest.raises(FigureTwice):
        empty.ask("roll_up_figures", scheme="MCA", figures=["350402:1", "350402:2"], on="2020-12-31")


@pytest.mark.parametrize("figures", [["350402:1", "350402000000:2"], ["350402000000:1", "350402:2"]])
def test_a_division_named_in_short_and_in_full_has_two_figures(empty, figures):
    with pytest.raises(FigureTwice) as refused:
        empty.ask("roll_up_figures", scheme="MCA", figures=figures, on="2020-12-31")
    assert refused.value.area_code == figures[1].split(":")[0]


@pytest.mark.parametrize(
    ("figures", "names"),
    [(["3504:1", "350402:2"], ("350402", "3504")), (["350402:1", "3504:2"], ("350402", "3504")),
     (["350000:1", "350427000000:2"], ("350427000000", "350000")),
     (["350402:1", "350403:2", "350427:3"], None), (["3504:1", "50:2"], None)],
)  # fmt: skip
def test_a_division_and_one_that_lies_in_it_are_not_added_up(empty, figures, names):
    asked = {"scheme": "MCA", "figures": figures, "on": "2020-12-31", "as_of": "2020-12-31"}
    if names is None:
        total = sum(int(each.split(":")[1]) for each in figures)
        assert empty.ask("roll_up_figures", **asked)["total"] == total
    else:
        with pytest.raises(FigureWithin) as refused:
            empty.ask("roll_up_figures", **asked)
        assert (refused.value.area_code, refused.value.above) == names
        assert refused.value.about == ("figures",)


def test_the_base_of_rongcheng_is_sixty_one_residents_committees(empty):
    count = empty.ask("count_divisions", scheme="NBS2023", code="371082", on="2026-03-05")
    kinds = {each["kind"]: each["count"] for each in count["counts"]}

    assert (kinds["residents_committee"], kinds["villagers_committee"]) == (61, 778)
    assert kinds["street"] + kinds["town"] == 22
    assert (count["division"]["name"], count["division"]["valid_from"]) == ("荣成市", "2023-06-30")


def test_divisions_are_listed_by_code_as_they_were_that_day(empty):
    def below(on):
        page = empty.ask("list_divisions", scheme="MCA", parent_code="3504", on=on)
        return [each["code"] for each in page["items"]]

    assert below("2020-12-31") == ["350402", "350403", "350427"]
    assert below("2021-02-03") == ["350404", "350405"]


def test_the_provinces_are_right_below_nothing(empty):
    page = empty.ask("list_divisions", scheme="NBS2023", on="2026-03-05", limit=2)

    assert [each["parent_code"] for each in page["items"]] == [None, None]
    assert page["next"]


@pytest.fixture
def connection(tmp_path: Path):
    address = f"sqlite:///{tmp_path}/grids.db"
    settings = Settings(database=DatabaseSettings(app=address, work=address, owner=address))
    migrate("grids", settings)
    with owner_engine(settings, "grids").connect() as connection:
        yield connection


def rows_in(connection):
    tables = ("divisions", "division_events", "division_successions")
    return [connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1, 2, 3").all() for table in tables]


def test_a_sheet_that_is_loaded_again_changes_nothing(connection):
    before = rows_in(connection)
    for file in sorted(DATA.glob("*.csv")):
        load(connection, file)

    assert rows_in(connection) == before


def ask_of(tmp_path: Path, method: str, **asked):
    address = f"sqlite:///{tmp_path}/grids.db"
    database = Database(DatabaseSettings(app=address, work=address, owner=address), "grids")
    try:
        return House(database).ask(method, scheme="NBS2023", **asked)
    finally:
        database.close()


def test_a_newer_list_doubles_no_division(connection, tmp_path):
    newer = (DATA / "divisions_nbs2023.csv").read_text("utf-8").replace("2023-06-30", "2024-06-30")
    (tmp_path / "newer.csv").write_text(newer, "utf-8")
    load(connection, tmp_path / "newer.csv")
    connection.commit()

    for on, since in (("2024-06-29", "2023-06-30"), ("2024-06-30", "2024-06-30")):
        count = ask_of(tmp_path, "count_divisions", code="371082", on=on)
        assert {each["kind"]: each["count"] for each in count["counts"]}["residents_committee"] == 61
        assert count["division"]["valid_from"] == since


def test_pages_lose_no_row_where_two_lists_say_one_code(connection, tmp_path):
    doubled = "UPDATE divisions SET valid_to = NULL WHERE code = '350203001'"
    head = "scheme,code,name,level,parent_code,valid_from,valid_to"
    (tmp_path / "newer.csv").write_text(f"{head}\nNBS2023,350203001,新街道,4,350203,2024-06-30,\n", "utf-8")
    load(connection, tmp_path / "newer.csv")
    connection.exec_driver_sql(doubled)
    connection.commit()

    asked = {"parent_code": "350203", "on": "2026-03-05", "limit": 1}
    page = ask_of(tmp_path, "list_divisions", **asked)
    after = ask_of(tmp_path, "list_divisions", **asked, after=page["next"])
    assert [each["name"] for each in page["items"] + after["items"]] == ["厦港街道", "新街道"]


@pytest.mark.parametrize(
    "sheet",
    [
        "a,b\n1,2\n",
        "",
        "scheme,code,name,level,parent_code,valid_from,valid_to\nMCA,1,x,three,,2020-01-01,\n",
    ],
)
def test_a_sheet_of_another_kind_is_refused(connection, tmp_path, sheet):
    file = tmp_path / "sheet.csv"
    file.write_text(sheet)
    before = rows_in(connection)
    with pytest.raises(SheetUnknown):
        load(connection, file)

    assert rows_in(connection) == before
