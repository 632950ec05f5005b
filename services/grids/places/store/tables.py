"""The tables of service places, and a place as a row."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Integer, MetaData

from services.chassis.storage.tenant import Key, tenant_table
from services.grids.places.domain.duty import Duty
from services.grids.places.domain.hours import DayOtherwise, Hours, Span, WeekdaySpan, days_about
from services.grids.places.domain.nearness import Position
from services.grids.places.domain.place import (
    Equipment,
    Fittings,
    Operator,
    Organisation,
    Place,
    Use,
    Zone,
)

metadata = MetaData()

service_places = tenant_table(
    "service_places",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key),
    Column("kind", Key),
    Column("name", Key),
    Column("mobile", Boolean),
    Column("address", Key),
    Column("lon", Integer),  # ten-millionths of a degree, WGS84
    Column("lat", Integer),
    Column("area_m2", Integer),  # hundredths
    Column("capacity", Integer),
    Column("zones", JSON),
    Column("hours", JSON),
    Column("duties", JSON),
    Column("operators", JSON),
    Column("equipment", JSON),
    Column("uses", JSON),
    Column("closed_on", Date),  # null: in use
    Column("version", Integer),
)

place_sharers = tenant_table(
    "place_sharers",
    metadata,
    Column("place_id", Key, primary_key=True),
    Column("organisation_id", Key, primary_key=True),
    Column("name", Key),
)

place_counts = tenant_table(
    "place_counts",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("kind", Key, primary_key=True),
    Column("places", BigInteger),
    Column("area_m2", BigInteger),
    Column("capacity", BigInteger),
)

place_kinds = tenant_table(
    "place_kinds",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date),
    Column("kinds", JSON),
)


def row_of(place: Place) -> dict[str, Any]:
    told = place.fittings
    return {
        "id": place.id,
        "area_id": place.area_id,
        "kind": place.kind,
        "name": place.name,
        "mobile": told.mobile,
        "address": told.address,
        "lon": told.position and told.position.lon,
        "lat": told.position and told.position.lat,
        "area_m2": told.area_m2,
        "capacity": told.capacity,
        "zones": [[zone.name, zone.area_m2] for zone in told.zones],
        "hours": _hours_kept(told.hours),
        "duties": [
            [duty.role, list(duty.weekdays), *_span_kept(duty.span), duty.follows_calendar, duty.staff_id]
            for duty in told.duties
        ],
        "operators": [
            [each.name, each.valid_from.isoformat(), _day_kept(each.valid_to), each.organisation_id]
            for each in told.operators
        ],
        "equipment": [[each.name, each.count] for each in told.equipment],
        "uses": [
            [use.kind, use.name, use.valid_from.isoformat(), _day_kept(use.valid_to), use.after_closing]
            for use in place.uses
        ],
        "closed_on": place.closed_on,
        "version": place.version,
    }


def place_of(row: Mapping[str, Any], sharers: Sequence[Organisation]) -> Place:
    fittings = Fittings(
        row["mobile"],
        row["address"],
        position_of(row),
        row["area_m2"],
        row["capacity"],
        tuple(Zone(*zone) for zone in row["zones"]),
        hours_of(row["hours"]),
        tuple(_duty_of(*duty) for duty in row["duties"]),
        tuple(_operator_of(*each) for each in row["operators"]),
        tuple(Equipment(*each) for each in row["equipment"]),
        tuple(sharers),
    )
    uses = uses_of(row["uses"])
    return Place(
        row["id"], row["area_id"], row["kind"], row["name"], fittings, uses, row["closed_on"], row["version"]
    )


def uses_of(kept: Sequence[Any]) -> tuple[Use, ...]:
    """What was kept before it was kept whether a closing went before says nothing of it."""
    return tuple(
        Use(kind, name, _day(since), _day_of(until), after_closing=any(closed))
        for kind, name, since, until, *closed in kept
    )


def position_of(row: Mapping[str, Any]) -> Position | None:
    return None if row["lon"] is None else Position(row["lon"], row["lat"])


def hours_of(kept: Mapping[str, Any], moment: datetime | None = None) -> Hours:
    """Of the days that are otherwise only those that say something of the moment, if one is named."""
    days = None if moment is None else {day.isoformat() for day in days_about(moment)}
    return Hours(
        tuple(WeekdaySpan(weekday, Span(*span)) for weekday, *span in kept["weekly"]),
        tuple(
            DayOtherwise(_day(day), tuple(Span(*span) for span in spans))
            for day, spans in kept["otherwise"]
            if days is None or day in days
        ),
        kept["follows_calendar"],
    )


def _hours_kept(hours: Hours) -> dict[str, Any]:
    return {
        "weekly": [[each.weekday, *_span_kept(each.span)] for each in hours.weekly],
        "otherwise": [
            [each.day.isoformat(), [_span_kept(span) for span in each.spans]] for each in hours.exceptions
        ],
        "follows_calendar": hours.follows_calendar,
    }


def _duty_of(
    role: str, weekdays: Sequence[int], opens: int, closes: int, follows: bool, who: str | None
) -> Duty:
    return Duty(role, tuple(weekdays), Span(opens, closes), follows, who)


def _operator_of(name: str, since: str, until: str | None, organisation_id: str | None) -> Operator:
    return Operator(name, _day(since), _day_of(until), organisation_id)


def _span_kept(span: Span) -> list[int]:
    return [span.opens, span.closes]


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _day_of(text: str | None) -> date | None:
    return None if text is None else _day(text)


def _day_kept(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
