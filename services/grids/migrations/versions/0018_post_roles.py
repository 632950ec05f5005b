"""Posts as a district has them: its roles as of days, what an appointment gives and comes with, the month
of birth of people on duty, and who answers above a vacant post."""

from alembic import op
from sqlalchemy import BigInteger, Column, Date, Index, Integer, MetaData, Text, text

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0018_post_roles"
down_revision = "0016_area_changes"

metadata = MetaData()

POST_ROLES = tenant_table(
    "post_roles",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("roles", Text, nullable=False),
)
Index("post_roles_by_day", POST_ROLES.c.district, POST_ROLES.c.valid_from, POST_ROLES.c.number)


def upgrade() -> None:
    create_tenant_table(op, POST_ROLES)
    op.add_column("staff", Column("born", Integer))
    op.add_column("appointments", Column("grants", Key))
    op.add_column("appointments", Column("ex_officio_of", Key))
    # Until now a post gave the role of its own name.
    op.execute("UPDATE appointments SET grants = role")
    op.create_index("appointments_of", "appointments", ["district", "staff_id", "valid_from"])
    op.create_index("appointments_of_role", "appointments", ["district", "role", "valid_from"])
    brought = text("ex_officio_of IS NOT NULL")
    op.create_index(
        "appointments_brought",
        "appointments",
        ["district", "ex_officio_of"],
        postgresql_where=brought,
        sqlite_where=brought,
    )
    op.add_column("cases", Column("above_id", Key))
    assigned = text("assignee_id IS NOT NULL")
    op.create_index(
        "cases_of_assignee",
        "cases",
        ["district", "assignee_id", "state", "id"],
        postgresql_where=assigned,
        sqlite_where=assigned,
    )
