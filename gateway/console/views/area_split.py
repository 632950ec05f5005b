"""An area becomes several: the parts and what each is given, what would move, then it is done."""

from http import HTTPStatus
from typing import Any

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import LONGEST_NUMBER, MORE, Form, empty_rows, whole
from gateway.console.places import place_with
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.area_ended import ended
from gateway.console.views.posts import YES
from gateway.console.views.units import all_of
from gateway.console.visit import Visit
from gateway.console.warrant import FIELDS as WARRANT
from gateway.console.warrant import warrant_of
from services.chassis.ids import new_id

FIELDS = (*WARRANT, "parts", "primary_id", "children", "units", "name")
PARTS = 4
MORE_PARTS = "more_parts"
MOST_PARTS = 50
"""New ones, as many as the API takes of one split."""
UNITS = ("building_id", "first", "last", "part")
EMPTY_ROWS = 3
ITSELF = "itself"


def ask(visit: Visit) -> Answer:
    return _form(visit)


def split(visit: Visit) -> Answer:
    """First it is looked at; `do` says whether it is to be done, or to be written anew."""
    form, path = visit.form, f"/v1/areas/{visit.parameters['area_id']}/split"
    if form.get("do") in ("edit", MORE, MORE_PARTS):
        return _form(visit, is_again=True)
    body = _command(visit)
    try:
        if form.get("do") != "split":
            return _look(visit, visit.api.post(f"{path}/preview", body, key=new_id(), seen=form.get("seen")))
        done = visit.api.post(path, body, key=form.get("key"), seen=form.get("seen"))
    except ApiRefused as refused:
        return _form(visit, Refusal.of(refused, *FIELDS), is_again=True)
    visit.forget()
    goes_on, *new = (each["id"] for each in done["areas"])
    said = [("done", "split"), *(("new", each) for each in new)]
    return visit.redirect(place_with(f"/console/areas/{goes_on}", said))


def _command(visit: Visit) -> Body:
    form, primary = visit.form, visit.form.get("primary") or ITSELF
    units = [
        {
            "building_id": row["building_id"],
            "first": whole(row["first"]),
            "last": whole(row["last"] or row["first"]),
            "part_id": _part_id(visit, row["part"] or primary),
        }
        for row in form.rows(*UNITS)
    ]
    return warrant_of(form) | {
        "parts": [
            {"id": _part_id(visit, str(number)), "name": name} for number, name in _named(form).items()
        ],
        "primary_id": _part_id(visit, primary),
        "children": [
            {"area_id": area_id, "part_id": _part_id(visit, part)} for area_id, part in _given(form)
        ],
        "units": [{name: value for name, value in row.items() if value not in ("", None)} for row in units],
        "keeps_holder": form.get("keeps_holder") == YES,
    }


def _named(form: Form) -> dict[int, str]:
    """Those of the new parts that got a name."""
    names = {number: form.get(f"name.{number}").strip() for number in range(MOST_PARTS)}
    return {number: name for number, name in names.items() if name}


def _parts(form: Form) -> range:
    """Those that the form has room for: where something goes to one, it is there."""
    said = [form.get("primary"), *(row["part"] for row in form.rows(*UNITS)), *dict(_given(form)).values()]
    said += [name.removeprefix("name.") for name, _ in form.fields if name.startswith("name.")]
    asked = max(
        (1 + int(each) for each in said if each.isdecimal() and len(each) < LONGEST_NUMBER), default=0
    )
    more = PARTS if form.get("do") == MORE_PARTS else 0
    return range(min(max(asked, PARTS) + more, MOST_PARTS))


def _given(form: Form) -> list[tuple[str, str]]:
    """What lies below, by id, with the part that it goes to; what stays with the one that goes on is not."""
    children = [(key.partition(".")[2], part) for key, part in form.fields if key.startswith("child.")]
    return [(area_id, part) for area_id, part in children if part]


def _part_id(visit: Visit, part: str) -> str:
    """The same ids when it is looked at and when it is done, as both come from one form."""
    return visit.parameters["area_id"] if part == ITSELF else visit.id_of(f"part/{part}")


def _form(visit: Visit, refusal: Refusal | None = None, is_again: bool = False) -> Answer:
    rows = visit.given.rows(*UNITS)
    empty = empty_rows(visit.form, UNITS, EMPTY_ROWS)
    key = visit.form.get("key") if is_again and refusal is None else visit.key_after(refusal)
    return _page(visit, "areas/split.html", refusal, key, unit_rows=[*rows, *empty])


def _look(visit: Visit, foreseen: Body) -> Answer:
    """With what becomes of whoever holds the post, as the form says it."""
    path = f"/v1/areas/{visit.parameters['area_id']}/holder"
    post = visit.find(path) if visit.may("grids.find_holder") else None
    keeps = "stays" if (visit.form.get("primary") or ITSELF) == ITSELF else visit.form.get("keeps_holder")
    key, holder = visit.form.get("key"), post if post and not post["vacant"] else None
    return _page(
        visit, "areas/split_look.html", None, key, foreseen=foreseen, holder=holder, holding=keeps or "ends"
    )


def _page(visit: Visit, template: str, refusal: Refusal | None, key: str, **values: Any) -> Answer:
    told = visit.api.read(f"/v1/areas/{visit.parameters['area_id']}")
    area, form, visit.keeps = told.body, visit.given, True
    if not area["active"]:
        return ended(visit, area)
    parts = _parts(form)
    line, children = above(visit, area), all_of(visit, f"/v1/areas/{area['id']}/children")
    children = [each for each in children if each["active"]]
    if refusal:
        there = {each["id"] for each in children}
        rows = [area_id if area_id in there else None for area_id, _ in _given(form)]
        refusal = refusal.in_rows("parts", list(_named(form))).in_rows("children", rows)
        refusal = _beside_names(visit, refusal)
    return visit.page(
        template,
        refusal.status if refusal else HTTPStatus.OK,
        title=visit.speech.say("split.title", name=area["name"]),
        area=area,
        above=line,
        children=children,
        buildings=_buildings(visit, area, line),
        names={number: form.get(f"name.{number}") for number in parts},
        parts_said=[_part_said(visit, number) for number in parts],
        is_room=len(parts) < MOST_PARTS,
        given=form,
        sent=[(name, value) for name, value in form.fields if name not in ("key", "forms", "do", "seen")],
        refusal=refusal,
        key=key,
        seen=visit.form.get("seen")
        if template.endswith("look.html")
        else visit.looked_at_after(told.tag, refusal),
        **values,
    )


def _beside_names(visit: Visit, refusal: Refusal) -> Refusal:
    """A name that is taken already, or typed twice, is marked wherever it was typed."""
    name = refusal.problem.get("values", {}).get("name")
    numbers = [number for number, typed in _named(visit.form).items() if typed == name]
    if refusal.problem.get("code") != "PartNameTaken" or not numbers:
        return refusal
    said = visit.speech.say("split.names_meet") if len(numbers) > 1 else refusal.problem["detail"]
    wrong: Body = {"code": "PartNameTaken", "values": {}, "detail": said}
    return refusal.at([wrong | {"field": f"parts.{number}.name"} for number in numbers])


def _part_said(visit: Visit, number: int) -> Body:
    """So that a refusal calls a part what the form calls it."""
    return {"id": _part_id(visit, str(number)), "name": visit.speech.say("split.part", number=number + 1)}


def _buildings(visit: Visit, area: Body, line: list[Body]) -> list[Body]:
    """Those of its community, where it holds dwellings itself."""
    if not visit.levels.level(area["kind"])["holds_dwellings"] or not visit.may("grids.list_buildings"):
        return []
    community = next((each for each in line if visit.levels.level(each["kind"])["is_community"]), None)
    return all_of(visit, "/v1/buildings", community_id=community["id"]) if community else []
