"""Leases by the database's clock, with a fence that every transaction of the leased work checks (D7)."""

from services.chassis.storage.rows import Rows
from services.chassis.storage.sql import Sql


class LeaseLost(Exception):
    """Another holds it now: what this one did since is not to be kept."""


_TAKE = Sql(
    """
    UPDATE leases SET holder = ?, fence = fence + 1, until = NOW_SECONDS + ?
    WHERE name = ? AND until <= NOW_SECONDS RETURNING fence
    """
)
_FIRST = Sql(
    """
    INSERT INTO leases (name, holder, fence, until) VALUES (?, ?, 1, NOW_SECONDS + ?)
    ON CONFLICT DO NOTHING RETURNING fence
    """
)
_MINE = "WHERE name = ? AND fence = ? AND until > NOW_SECONDS"
_RENEW = Sql(f"UPDATE leases SET until = NOW_SECONDS + ? {_MINE}")
_GIVE_BACK = Sql(f"UPDATE leases SET until = NOW_SECONDS {_MINE}")
_FREE_ALL = Sql("UPDATE leases SET until = 0")
_FENCE = "SELECT fence FROM leases WHERE name = ?"
# A new holder waits for this lock, a renewal does not.
_CHECK = Sql(_FENCE, postgresql=_FENCE + " FOR KEY SHARE")


class Lease:
    """Short transactions of the chassis's own work, but `check_fence`: it is part of the leased work's."""

    @staticmethod
    def acquire(rows: Rows, name: str, holder: str, for_seconds: float) -> int | None:
        """The fence of the new holding; None while any other lasts."""
        fence = rows.run(_TAKE, holder, for_seconds, name).scalar
        if fence is None:
            fence = rows.run(_FIRST, name, holder, for_seconds).scalar
        return None if fence is None else int(fence)

    @staticmethod
    def renew(rows: Rows, name: str, fence: int, for_seconds: float) -> bool:
        """False when it has run out or is another's."""
        return rows.run(_RENEW, for_seconds, name, fence).rowcount == 1

    @staticmethod
    def give_back(rows: Rows, name: str, fence: int) -> None:
        """Free for the next at once."""
        rows.run(_GIVE_BACK, name, fence)

    @staticmethod
    def free_all(rows: Rows) -> None:
        """While nobody runs who could hold one."""
        rows.run(_FREE_ALL)

    @staticmethod
    def check_fence(rows: Rows, name: str, fence: int) -> None:
        """LeaseLost unless this holding is the last one; it stays so until the transaction ends."""
        if rows.run(_CHECK, name).scalar != fence:
            raise LeaseLost(name)
