"""How many live where, kept by differences; counted once for those who are there already."""

from alembic import op
from sqlalchemy import BigInteger, Column, Index, MetaData, text

from services.chassis.storage.migrations import create_tenant_table
from services.chassis.storage.tenant import Key, tenant_table
from services.members.tallies.domain.tally import Count, coarse_of

revision = "0014_tallies"
down_revision = "0013_dwelling_places"

metadata = MetaData()

TALLIES = tenant_table(
    "area_tallies",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("path", Key, nullable=False),
    Column("coarse", Key, nullable=False),
    Column("households", BigInteger, nullable=False),
    Column("residents", BigInteger, nullable=False),
    Index("area_tallies_by_path", "district", "path"),
    Index("area_tallies_by_sum", "district", "coarse"),
)
SUMS = tenant_table(
    "tally_sums",
    metadata,
    Column("path", Key, primary_key=True),
    Column("households", BigInteger, nullable=False),
    Column("residents", BigInteger, nullable=False),
)
COUNTED = """
    SELECT * FROM (
        SELECT lived.district, lived.area_id, coalesce(a.path, '/') AS path,
            (SELECT count(*) FROM households h
                WHERE h.district = lived.district AND h.area_id = lived.area_id) AS households,
            (SELECT count(*) FROM residents r WHERE r.district = lived.district
                AND r.area_id = lived.area_id AND r.status = 'living') AS residents
        FROM (SELECT district, area_id FROM households UNION SELECT district, area_id FROM residents) lived
        LEFT JOIN areas a ON a.district = lived.district AND a.id = lived.area_id
    ) counted WHERE households > 0 OR residents > 0
"""


def upgrade() -> None:
    for table in (TALLIES, SUMS):
        create_tenant_table(op, table)
    connection = op.get_bind()
    counted = [dict(row) for row in connection.execute(text(COUNTED)).mappings()]
    sums: dict[tuple[str, str], Count] = {}
    for row in counted:
        row["coarse"] = coarse_of(row["path"])
        place = (row["district"], row["coarse"])
        sums[place] = sums.get(place, Count()) + Count(row["households"], row["residents"])
    if counted:
        connection.execute(TALLIES.insert(), counted)
        rows = [{"district": here, "path": path, **vars(count)} for (here, path), count in sums.items()]
        connection.execute(SUMS.insert(), rows)
