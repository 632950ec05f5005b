"""The tables of official divisions: reference data of all districts, which belongs to none (D9)."""

from sqlalchemy import JSON, Column, Date, Integer, MetaData, Table

from services.chassis.storage.tenant import Key

metadata = MetaData()

divisions = Table(
    "divisions",
    metadata,
    Column("scheme", Key, primary_key=True),
    Column("code", Key, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("name", Key, nullable=False),
    Column("level", Integer, nullable=False),
    Column("parent_code", Key),
)

division_events = Table(
    "division_events",
    metadata,
    Column("id", Key, primary_key=True),
    Column("scheme", Key, nullable=False),
    Column("kind", Key, nullable=False),
    Column("day", Date, nullable=False),
    Column("document_no", Key, nullable=False),
    Column("from_codes", JSON, nullable=False),
    Column("to_codes", JSON, nullable=False),
)

division_successions = Table(
    "division_successions",
    metadata,
    Column("scheme", Key, primary_key=True),
    Column("from_code", Key, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("event_id", Key, primary_key=True),
)
