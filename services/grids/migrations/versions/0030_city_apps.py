"""The city's platforms that a district's labels lead on to."""

from alembic import op
from sqlalchemy import JSON, Column, Integer, MetaData

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import tenant_table

revision = "0030_city_apps"
down_revision = "0029_case_actors"

CITY_APPS = tenant_table(
    "city_apps",
    MetaData(),
    Column("number", Integer, primary_key=True),
    Column("apps", JSON, nullable=False),
)


def upgrade() -> None:
    create_tenant_table(op, CITY_APPS)
