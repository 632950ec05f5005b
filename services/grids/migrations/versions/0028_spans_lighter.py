"""A span is written with its area alone, whose own reference says that what it stands under is there.

To ask the same again took an import of areas a twentieth of its time.
"""

from alembic import op
from sqlalchemy import Column, Date, ForeignKeyConstraint, MetaData

from services.chassis.storage.tenant import Key, tenant_table

revision = "0028_spans_lighter"
down_revision = "0027_labels_of_kinds"

contracts = "the reference of a span's parent_id to areas: whoever inserts names an area that is there"

metadata = MetaData()
tenant_table("areas", metadata, Column("id", Key, primary_key=True))
LIGHTER = tenant_table(
    "area_spans_lighter",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("valid_to", Date),
    Column("parent_id", Key),
    Column("name", Key, nullable=False),
    ForeignKeyConstraint(["district", "area_id"], ["areas.district", "areas.id"]),
)
COPIED = """
    INSERT INTO area_spans_lighter (district, area_id, valid_from, valid_to, parent_id, name)
    SELECT district, area_id, valid_from, valid_to, parent_id, name FROM area_spans
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("area_spans_district_parent_id_fkey", "area_spans", type_="foreignkey")
        return
    LIGHTER.create(op.get_bind())
    op.execute(COPIED)
    op.drop_table("area_spans")
    op.rename_table("area_spans_lighter", "area_spans")
    op.create_index("area_spans_below", "area_spans", ["district", "parent_id", "area_id"])
