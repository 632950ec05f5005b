"""Meals, and the mirrors of the ground, of people on duty and of residents, as care began."""

from alembic import op
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    text,
)

from services.chassis.storage.migrations import create_chassis_tables, create_job_table, create_tenant_table
from services.chassis.storage.mirror_tables import area_mirror, staff_mirror
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0001_meals"
down_revision = None

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


def one_at_a_time(name: str, open_while: str) -> Index:
    condition = text(open_while)
    keys = ("district", "resident_id")
    return Index(name, *keys, unique=True, postgresql_where=condition, sqlite_where=condition)


RESIDENTS = tenant_table(
    "residents",
    metadata,
    Column("id", Key, primary_key=True),
    Column("household_id", Key, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("birth_date", Key, nullable=False),
    Column("sex", Integer, nullable=False),
    Column("status", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Index("residents_in", "district", "area_id", "id"),
)
STANDINGS = tenant_table(
    "standings",
    metadata,
    Column("resident_id", Key, primary_key=True),
    Column("status", Key, nullable=False),
    Column("left_on", Date),
    Column("version", BigInteger, nullable=False),
)
EDITIONS = tenant_table(
    "meal_editions",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("minimum_age", Integer, nullable=False),
    Column("prices", JSON, nullable=False),
    Column("canteens", JSON, nullable=False),
)
ENROLMENTS = tenant_table(
    "meal_enrolments",
    metadata,
    Column("id", Key, primary_key=True),
    Column("resident_id", Key, nullable=False),
    Column("enrolled_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("reason", Key),
    Column("version", BigInteger, nullable=False),
    one_at_a_time("meal_enrolments_open", "ended_on IS NULL"),
    Index("meal_enrolments_of", "district", "resident_id"),
)
CARDS = tenant_table(
    "meal_cards",
    metadata,
    Column("id", Key, primary_key=True),
    Column("enrolment_id", Key, nullable=False),
    Column("resident_id", Key, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("reason", Key),
    Column("version", BigInteger, nullable=False),
    one_at_a_time("meal_cards_open", "closed_on IS NULL"),
    Index("meal_cards_of", "district", "resident_id", "id"),
    reference("enrolment_id", "meal_enrolments"),
)
SERVED_MEALS = tenant_table(
    "served_meals",
    metadata,
    Column("card_id", Key, primary_key=True),
    Column("on", Date, primary_key=True),
    Column("meal", Key, primary_key=True),
    Column("price_fen", BigInteger, nullable=False),
    Column("edition", BigInteger, nullable=False),
    Column("served_at", Moment, nullable=False),
    reference("card_id", "meal_cards"),
)
AREAS, STAFF = area_mirror(metadata), staff_mirror(metadata)


def upgrade() -> None:
    create_chassis_tables(op)
    create_job_table(op)
    for table in (AREAS, STAFF, RESIDENTS, STANDINGS, EDITIONS, ENROLMENTS, CARDS, SERVED_MEALS):
        create_tenant_table(op, table)
