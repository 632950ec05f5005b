"""The ground, its posts and its cases.

The tables stand here as they were first made; the stores name the columns that they use.
"""

from alembic import op
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    UniqueConstraint,
    func,
    text,
)

from services.chassis.storage.migrations import create_chassis_tables, create_tenant_table
from services.chassis.storage.tenant import Key, Moment, tenant_table

revision = "0001_ground"
down_revision = None

metadata = MetaData()


def reference(column: str, table: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["district", column], [f"{table}.district", f"{table}.id"])


trees = tenant_table(
    "trees",
    metadata,
    Column("version", BigInteger, nullable=False),
    Column("next_short", BigInteger, nullable=False),
)

areas = tenant_table(
    "areas",
    metadata,
    Column("id", Key, primary_key=True),
    Column("parent_id", Key),
    Column("kind", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("path", Key, nullable=False),
    Column("community_id", Key),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("district", "path", name="areas_path"),
    reference("parent_id", "areas"),
    reference("community_id", "areas"),
)
Index("areas_children", areas.c.district, areas.c.parent_id, areas.c.name, areas.c.id)
Index("areas_named", areas.c.district, areas.c.name, areas.c.id)
Index(
    "areas_called",
    areas.c.district,
    func.coalesce(areas.c.parent_id, ""),
    areas.c.name,
    unique=True,
    postgresql_where=areas.c.active,
    sqlite_where=areas.c.active,
)

area_codes = tenant_table(
    "area_codes",
    metadata,
    Column("scheme", Key, primary_key=True),
    Column("code", Key, primary_key=True),  # never given twice, so it is the key
    Column("area_id", Key, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    reference("area_id", "areas"),
)
Index("area_codes_of", area_codes.c.district, area_codes.c.area_id)

staff = tenant_table(
    "staff",
    metadata,
    Column("id", Key, primary_key=True),
    Column("display_name", Key, nullable=False),
    Column("duty_phone", Key, nullable=False, server_default=text("''")),
    Column("version", Integer, nullable=False),
)

posts = tenant_table(
    "posts",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("role", Key, primary_key=True),
    Column("version", Integer, nullable=False),
    reference("area_id", "areas"),
)

appointments = tenant_table(
    "appointments",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("role", Key, nullable=False),
    Column("staff_id", Key, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Column("version", Integer, nullable=False),
    reference("area_id", "areas"),
    reference("staff_id", "staff"),
)
Index("appointments_at", appointments.c.district, appointments.c.area_id, appointments.c.valid_from)

cases = tenant_table(
    "cases",
    metadata,
    Column("id", Key, primary_key=True),
    Column("register", Key, nullable=False),
    Column("year", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("area_id", Key, nullable=False),
    Column("text", Key, nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("raiser_id", Key),
    Column("holder_id", Key),
    Column("state", Key, nullable=False),
    Column("assignee_id", Key),
    Column("assigned_at", Moment),
    Column("taken_at", Moment),
    Column("feedback", Key),
    Column("closed_at", Moment),
    Column("version", Integer, nullable=False),
    UniqueConstraint("district", "register", "year", "place", name="cases_number"),
    reference("area_id", "areas"),
    reference("holder_id", "staff"),
    reference("assignee_id", "staff"),
)
Index("cases_at", cases.c.district, cases.c.area_id, cases.c.id)
Index("cases_in_state", cases.c.district, cases.c.state, cases.c.id)

registers = tenant_table(
    "registers",
    metadata,
    Column("community_id", Key, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    reference("community_id", "areas"),
)


def upgrade() -> None:
    create_chassis_tables(op)
    for table in metadata.sorted_tables:
        create_tenant_table(op, table)
