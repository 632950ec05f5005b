"""Of each principal the version of their grants, and since when older tokens count no more (D13)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, Column, Index, MetaData

from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql, moment_of
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()
TOLD_FOR = timedelta(hours=2)
"""Longer than any token lives outside the sample: what was called back before has ended by itself."""

revocations = tenant_table(
    "revocations",
    metadata,
    Column("principal", Key, primary_key=True),  # `person:018f…`
    Column("version", BigInteger, nullable=False),
    Column("at", Moment),  # null: never called back
)
Index("revocations_newest", revocations.c.at)

_LOCK = Sql(
    """
    INSERT INTO revocations (district, principal, version) VALUES (?, ?, 0)
    ON CONFLICT (district, principal) DO UPDATE SET version = revocations.version
    """
)
_CALL_BACK = Sql(
    """
    INSERT INTO revocations (district, principal, version, at) VALUES (?, ?, 1, ?)
    ON CONFLICT (district, principal) DO UPDATE SET version = revocations.version + 1, at = excluded.at
    """
)
_VERSION = Sql("SELECT version FROM revocations WHERE district = ? AND principal = ?")
_NEWEST = Sql("SELECT district, principal, version, at FROM revocations WHERE at > ?")


@dataclass(frozen=True, slots=True)
class Revocation:
    """Tokens of the principal that say an older version than `version` are called back."""

    district: str
    principal: str
    version: int
    at: datetime


def lock(rows: Rows, principal: str) -> None:
    """Until the transaction ends nobody else grants them anything."""
    rows.run(_LOCK, rows.district, principal)


def call_back(rows: Rows, principal: str, now: datetime) -> None:
    rows.run(_CALL_BACK, rows.district, principal, now)


def version_of(rows: Rows, principal: str) -> int:
    return int(rows.run(_VERSION, rows.district, principal).scalar or 0)


def newest(rows: Rows, now: datetime) -> list[Revocation]:
    """Of all districts, while there may be tokens that they concern."""
    found = rows.run(_NEWEST, now - TOLD_FOR).rows
    return [Revocation(district, who, version, moment_of(at)) for district, who, version, at in found]
