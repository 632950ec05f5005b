"""A database that was brought back to an earlier moment takes up its work (T13)."""

from datetime import datetime

from services.chassis.caller import Caller
from services.chassis.storage import jobs, outbox
from services.chassis.storage.database import Database
from services.chassis.storage.jobs import Jobs
from services.chassis.storage.leases import Lease

WHO = "restored"
FEED, LANE = "feed_mirrors", "mirrors"


def take_up(database: Database) -> int:
    """Every event that is kept goes out once more, and nobody holds anything; how many events.

    Whoever has heard one of them drops it; whoever had heard it only after that moment hears it now.
    """
    with database.work() as rows:
        Lease.free_all(rows)
        jobs.forget_claims(rows)
        return outbox.send_again(rows)


def feed_mirrors(database: Database, district: str, now: datetime) -> str:
    """Ask for it: it is done once the house runs. The job's id."""
    with database.work(district) as rows:
        return Jobs(rows, Caller(district, WHO, "operator"), now).ask(FEED, {}, lane=LANE).id
