"""Work that is longer than a request (architecture §8): who asked, how far it is, how it ended."""

from sqlalchemy import BigInteger, Boolean, Column, Double, Index, Integer, MetaData, Text, text

from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()
UNENDED = text("state IN ('waiting', 'running')")
RUNNING = text("state = 'running'")

jobs = tenant_table(
    "jobs",
    metadata,
    Column("id", Key, primary_key=True),
    Column("kind", Key, nullable=False),
    Column("lane", Key),  # of one lane only the oldest runs; null: beside all others
    Column("state", Key, nullable=False),
    Column("asked_by", Key, nullable=False),
    Column("caller", Text, nullable=False),  # who asked, with the grants that must still stand, as JSON
    Column("params", Text, nullable=False),  # JSON; ids and choices, nothing personal
    Column("cursor", Text),  # JSON: where it goes on; null: at the beginning
    Column("done", BigInteger, nullable=False, server_default=text("0")),
    Column("total", BigInteger),  # null: not known yet
    Column("result", Text),  # JSON
    Column("error", Text),  # JSON: the code of the broken rule and its values
    Column("is_cancelled", Boolean, nullable=False, server_default=text("false")),  # asked for, not yet so
    Column(
        "attempts", Integer, nullable=False, server_default=text("0")
    ),  # begun since the last step, not ended
    Column("holder", Key),
    Column("fence", BigInteger, nullable=False, server_default=text("0")),
    Column("until", Double, nullable=False, server_default=text("0")),  # unix seconds by the database's clock
    Column("created_at", Moment, nullable=False),
    Column("started_at", Moment),
    Column("ended_at", Moment),
    Column("version", BigInteger, nullable=False),
    Index("jobs_newest", "district", "created_at", "id"),
    Index("jobs_of_asker", "district", "asked_by", "created_at", "id"),
)
Index(
    "jobs_one_of_a_lane",
    jobs.c.district,
    jobs.c.lane,
    unique=True,
    postgresql_where=RUNNING,
    sqlite_where=RUNNING,
)
Index("jobs_unended", jobs.c.created_at, jobs.c.id, postgresql_where=UNENDED, sqlite_where=UNENDED)
