"""The example service: gardens in areas, tended by members of the public."""

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKeyConstraint, Index, Integer, MetaData, Text

from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()

areas = tenant_table(
    "areas",
    metadata,
    Column("id", Key, primary_key=True),
    Column("path", Key, nullable=False),
    Column("name", Key, nullable=False),
)
Index("areas_path", areas.c.district, areas.c.path)
Index("areas_name", areas.c.district, areas.c.name)

gardens = tenant_table(
    "gardens",
    metadata,
    Column("id", Key, primary_key=True),
    Column("area_id", Key, nullable=False),
    Column("name", Key, nullable=False),
    Column("beds", Integer, nullable=False),
    Column("planted_on", Date),
    Column("seen_at", Moment),
    Column("version", BigInteger, nullable=False),
    ForeignKeyConstraint(["district", "area_id"], ["areas.district", "areas.id"]),
)
Index("gardens_area", gardens.c.district, gardens.c.area_id)

plots = tenant_table(
    "plots",
    metadata,
    Column("id", Key, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
)

lanes = tenant_table(
    "lanes",
    metadata,
    Column("id", Key, primary_key=True),
    Column("path", Key, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("epoch", BigInteger, nullable=False),
    Index("lanes_by_path", "district", "path"),
)
