"""A district is met once per process, before its first write and outside of it."""

import pytest

from services.chassis.storage.database import Database
from tests.chassis.storage.builders import ELSEWHERE, HERE, LI_NA, THERE, a_call, reading


@pytest.fixture
def prepared() -> list[str]:
    return []


@pytest.fixture
def meeting(addresses, prepared):
    database = Database(addresses, "shop")

    def prepare(district):
        with database.work(district):  # on SQLite this waits for any open write transaction
            prepared.append(district)

    database.prepare = prepare
    yield database
    database.close()


def write(database, caller=LI_NA):
    call = a_call(database, caller)
    with call.begin(caller):
        pass
    call.commit(None)


def test_a_district_is_prepared_before_its_first_write_and_never_again(meeting, prepared):
    write(meeting)
    write(meeting)

    assert prepared == [HERE]


def test_each_district_is_prepared(meeting, prepared):
    write(meeting)
    write(meeting, ELSEWHERE)

    assert prepared == [HERE, THERE]
    assert meeting.districts() == [HERE, THERE]


def test_a_reading_prepares_nothing(meeting, prepared):
    with reading(meeting):
        pass

    assert prepared == []


def test_a_district_whose_preparation_failed_is_prepared_by_the_next_write(meeting, prepared):
    prepare, meeting.prepare = meeting.prepare, lambda _: 1 / 0
    with pytest.raises(ZeroDivisionError):
        write(meeting)
    meeting.prepare = prepare

    write(meeting)

    assert prepared == [HERE]


@pytest.mark.parametrize("district", ["d'1", "d1;", "d%1", "d 1", "区", "x" * 65])
def test_a_district_that_is_no_id_is_never_sent(on_postgresql, district):
    database = Database(on_postgresql, "shop")

    with pytest.raises(ValueError, match="district"), database.look(district):
        pass
    database.close()
