"""How many dwellings each community has, and how many of them lie in no grid."""

from alembic import op
from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, text

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table

revision = "0013_coverage"
down_revision = "0012_divisions"

metadata = MetaData()

# What the references lead to; made by the scripts before.
tenant_table("areas", metadata, Column("id", Key, primary_key=True))

COVERAGE = tenant_table(
    "coverage",
    metadata,
    Column("community_id", Key, primary_key=True),
    Column("dwellings", Integer, nullable=False),
    Column("uncovered", Integer, nullable=False),
    ForeignKeyConstraint(["district", "community_id"], ["areas.district", "areas.id"]),
)
COUNTED = """
    INSERT INTO coverage (district, community_id, dwellings, uncovered)
    SELECT buildings.district, buildings.community_id, count(*), count(*) - count(dwellings.area_id)
    FROM buildings JOIN dwellings
      ON dwellings.district = buildings.district AND dwellings.building_id = buildings.id
    GROUP BY buildings.district, buildings.community_id
"""


def upgrade() -> None:
    create_tenant_table(op, COVERAGE)
    op.execute(COUNTED)
    its = ["district", "building_id", "unit", "floor", "room"]
    uncovered = text("area_id IS NULL")
    op.create_index(
        "dwellings_uncovered", "dwellings", its, postgresql_where=uncovered, sqlite_where=uncovered
    )
