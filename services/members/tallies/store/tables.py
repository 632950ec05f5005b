"""The tables of counts: of each area where somebody lives, now and by days, and sums by path beginnings."""

from sqlalchemy import BigInteger, Column, Date, Index, MetaData

from services.chassis.storage.tenant import Key, tenant_table

metadata = MetaData()

# `coarse` is the beginning of the path whose sum this is in.
area_tallies = tenant_table(
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

tally_sums = tenant_table(
    "tally_sums",
    metadata,
    Column("path", Key, primary_key=True),
    Column("households", BigInteger, nullable=False),
    Column("residents", BigInteger, nullable=False),
)

# What an area's own count was at the end of a day on which it changed.
tally_days = tenant_table(
    "tally_days",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("households", BigInteger, nullable=False),
    Column("residents", BigInteger, nullable=False),
)

# The first day of which that is known, of a district where people lived already.
tally_beginnings = tenant_table("tally_beginnings", metadata, Column("day", Date, nullable=False))
