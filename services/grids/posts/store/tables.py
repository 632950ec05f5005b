"""The tables of posts and staff, and an appointment as a row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    MetaData,
    Text,
    and_,
    false,
    or_,
)

from services.chassis.storage.tenant import Key, tenant_table
from services.grids.posts.domain.appointment import Appointment, NeverHeld, Term

metadata = MetaData()

staff = tenant_table(
    "staff",
    metadata,
    Column("id", Key, primary_key=True),
    Column("display_name", Key),
    Column("duty_phone", Key),
    Column("born", Integer),  # the number of the month of birth; it is counted, and never shown
    Column("version", Integer),
)

post_roles = tenant_table(
    "post_roles",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date),
    Column("roles", Text),  # JSON, taken whole
)

posts = tenant_table(
    "posts",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("role", Key, primary_key=True),
    Column("version", Integer),  # grows with each appointment: who appoints holds the row
)

appointments = tenant_table(
    "appointments",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key),
    Column("role", Key),
    Column("staff_id", Key),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("version", Integer),
    Column("deputises", Boolean, nullable=False, server_default=false()),
    Column("grants", Key),
    Column("ex_officio_of", Key),
)


def lasting(beyond: date | ColumnElement[date], its: FromClause = appointments) -> ColumnElement[bool]:
    """Without those that were withdrawn, which end on their first day."""
    until = its.c.valid_to
    return or_(until.is_(None), and_(until > beyond, until > its.c.valid_from))


def row_of(appointment: Appointment) -> dict[str, Any]:
    return {
        "id": appointment.id,
        "area_id": appointment.area_id,
        "role": appointment.role,
        "staff_id": appointment.staff_id,
        "valid_from": appointment.term.valid_from,
        "valid_to": appointment.term.valid_to,
        "version": appointment.version,
        "deputises": appointment.deputises,
        "grants": appointment.grants,
        "ex_officio_of": appointment.ex_officio_of,
    }


def appointment_of(row: Mapping[str, Any]) -> Appointment:
    kind = NeverHeld if row["valid_to"] == row["valid_from"] else Term
    term = kind(row["valid_from"], row["valid_to"])
    return Appointment(
        row["id"],
        row["area_id"],
        row["role"],
        row["staff_id"],
        term,
        row["version"],
        bool(row["deputises"]),
        row["grants"],
        row["ex_officio_of"],
    )
