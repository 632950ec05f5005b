"""Who answers, from an area upwards, in one prepared statement; and for a case's own grid alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import (
    ColumnElement,
    FromClause,
    ScalarSelect,
    Select,
    and_,
    case,
    func,
    literal_column,
    select,
)

from services.chassis.storage.prepared import Prepared, here
from services.chassis.storage.rows import Rows
from services.grids.posts.domain.chain import Chain, OnDuty, Standing, answering, chain_of
from services.grids.posts.domain.errors import AreaUnknown, DwellingUnknown
from services.grids.posts.queries.terms import in_term
from services.grids.posts.store.roles import roles_on, scheme_of
from services.grids.posts.store.tables import appointments, post_roles, staff
from services.grids.posts.use_cases.ports import OfDay

COMMA: Any = literal_column("','")
"""Written out: a prepared statement takes no other."""
ON_DUTY = (appointments.c.role, appointments.c.staff_id, staff.c.display_name, staff.c.duty_phone)


class Upward(Protocol):
    """Statements about the way up from an area, each written once, and what they are bound to."""

    def from_area(self, is_over: bool) -> Prepared:
        """`is_over`: the day is, and the way up is that of the day."""

    def from_areas(self, area_ids: Sequence[str]) -> Select[Any]:
        """Today's from several, whoever asks; with `start_id`, and not written once."""

    def from_dwelling(self, is_over: bool) -> Prepared: ...

    @property
    def binds(self) -> Mapping[str, str]: ...


def chain_above(line: FromClause, on: ColumnElement[date]) -> Select[Any]:
    """To be prepared: each area of a line, lowest first, with everybody on duty there that day."""
    theirs = and_(here(appointments), appointments.c.area_id == line.c.id, in_term(on))
    known = and_(staff.c.district == appointments.c.district, staff.c.id == appointments.c.staff_id)
    return select(
        line.c.id,
        line.c.name,
        line.c.kind,
        line.c.height,
        appointments.c.id.label("appointment_id"),
        *ON_DUTY,
        appointments.c.deputises,
        roles_on(here(post_roles), on).label("roles"),
    ).select_from(line.outerjoin(appointments, theirs).outerjoin(staff, known))


class SqlChains:
    def __init__(self, rows: Rows, upward: Upward) -> None:
        self.rows, self.upward = rows, upward

    def of_area(self, area_id: str, day: OfDay) -> Chain:
        found = self.rows.all(
            self.upward.from_area(day.is_over), area_id=area_id, on=day.on, **self.upward.binds
        )
        if not found:
            raise AreaUnknown(area_id=area_id)
        return _chain(found, day.on)

    def of_areas(self, area_ids: Sequence[str], on: date) -> list[Chain]:
        """By the present tree, whoever asks; in one statement."""
        statement = self.upward.from_areas(area_ids)
        found: dict[str, list[dict[str, Any]]] = {area_id: [] for area_id in area_ids}
        for row in self.rows.all(statement, district=self.rows.district, on=on) if area_ids else ():
            found[row["start_id"]].append(row)
        for area_id, line in found.items():
            if not line:
                raise AreaUnknown(area_id=area_id)
        return [_chain(found[area_id], on) for area_id in area_ids]

    def of_dwelling(self, dwelling_id: str, day: OfDay) -> Chain:
        found = self.rows.all(
            self.upward.from_dwelling(day.is_over), dwelling_id=dwelling_id, on=day.on, **self.upward.binds
        )
        if not found:
            raise DwellingUnknown(dwelling_id=dwelling_id)
        return _chain(found, day.on)


def _chain(found: list[dict[str, Any]], on: date) -> Chain:
    """The area that was asked for has height 0."""
    line = {row["id"]: Standing(row["id"], row["name"], row["kind"], row["height"]) for row in found}
    on_duty = [
        OnDuty(
            row["appointment_id"],
            row["id"],
            row["role"],
            row["staff_id"],
            row["display_name"],
            row["duty_phone"],
            bool(row["deputises"]),
        )
        for row in found
        if row["appointment_id"]
    ]
    start = next(place for place in line.values() if place.height == 0)
    return chain_of(start, on, list(line.values()), on_duty, scheme_of(found[0]["roles"]))


def duties_on(area_id: ColumnElement[str], on: ColumnElement[date]) -> ScalarSelect[str]:
    """To be prepared: everybody in the area's posts that day, as one text; null: nobody."""
    is_deputy = case((appointments.c.deputises, "1"), else_="0")
    each = appointments.c.id + " " + is_deputy + " " + appointments.c.staff_id + " " + appointments.c.role
    theirs = (here(appointments), appointments.c.area_id == area_id, in_term(on))
    return select(func.aggregate_strings(each, COMMA)).where(*theirs).scalar_subquery()


def scheme_on(on: ColumnElement[date]) -> ScalarSelect[str]:
    return roles_on(here(post_roles), on)


def who_answers(area_id: str, kind: str, duties: str | None, roles: str | None) -> str | None:
    """Of what the two above gave: the deputy or the holder of the post that is the kind's own."""
    role = scheme_of(roles).main(kind)
    if role is None or duties is None:
        return None
    people = []
    for each in duties.split(","):
        appointment_id, deputises, staff_id, key = each.split(" ", 3)
        if key == role.key:
            people.append(OnDuty(appointment_id, area_id, key, staff_id, "", "", deputises == "1"))
    return next((each.staff_id for each in answering(people)), None)
