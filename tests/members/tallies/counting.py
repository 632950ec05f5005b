"""What is counted of a district, and counted anew."""

from services.members.tallies.use_cases.recount_people import recount_areas, recount_sums
from tests.members.builders import id_of
from tests.members.house import House


def counts(house: House, area: str) -> tuple[int, int]:
    counted = house.ask("count_people", area_id=id_of(area))
    return counted["households"], counted["residents"]


def differences(house: House) -> int:
    """Of all areas and their sums; they are set right by the way."""
    after: str | None = ""
    found = 0
    while after is not None:
        call = house._call("mirrors.tend", True, "recount_tallies")
        try:
            recounted = recount_areas(after, call.begin, call.caller)
            call.commit(None)
        finally:
            call.rollback()
        after, found = recounted.after, found + recounted.differing
    call = house._call("mirrors.tend", True, "recount_tallies")
    try:
        found += recount_sums(call.begin, call.caller)
        call.commit(None)
    finally:
        call.rollback()
    return found
