"""The same command again: the same answer, one effect (D14)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.chassis.errors import IdTaken, KeyReused
from services.chassis.storage import idempotency
from services.chassis.storage.call import AlreadyAnswered
from services.chassis.storage.database import Database
from services.chassis.storage.session import TransactionFailed
from services.chassis.storage.tables import idempotency as answers
from tests.chassis.storage.builders import (
    ELSEWHERE,
    LI_NA,
    NOW,
    THERE,
    WANG,
    a_call,
    a_claim,
    carry_out,
    gardens_of,
    kept,
    lay_ground,
)


@pytest.fixture
def ground(database: Database) -> Database:
    lay_ground(database)
    lay_ground(database, THERE)
    return database


def test_a_repeated_command_gets_the_first_ones_answer(ground):
    carry_out(ground)

    with pytest.raises(AlreadyAnswered) as again:
        carry_out(ground, answer=b"another")

    assert again.value.answer == b'{"id":"garden-1"}'
    assert kept(ground)["audit"] == 1


def test_the_answer_is_kept_sealed_for_its_row(ground):
    carry_out(ground)

    with ground.look() as look:
        row = look.one(select(answers.c.answer))

    assert row == {"answer": b'sealed|d1|person:li-na/plant_garden/key-1|{"id":"garden-1"}'}


def test_a_key_with_another_command_is_refused(ground):
    carry_out(ground)

    with pytest.raises(KeyReused):
        carry_out(ground, key=a_claim(hash=b"another"))


@pytest.mark.parametrize("other", [{"method": "move_garden"}, {"principal": WANG.name}, {"key": "key-2"}])
def test_a_key_counts_for_one_principal_and_one_method(ground, other):
    carry_out(ground)

    call = a_call(ground, key=a_claim(**other))
    with call.begin(LI_NA):
        pass
    call.commit(b"{}")

    assert kept(ground)["idempotency"] == 2


def test_a_key_counts_in_one_district(ground):
    carry_out(ground)

    carry_out(ground, ELSEWHERE)

    assert gardens_of(ground, THERE) == ["garden-1"]


def test_a_refused_command_keeps_no_answer(ground):
    call = a_call(ground, key=a_claim())
    with call.begin(LI_NA):
        pass
    call.rollback()

    carry_out(ground)

    assert gardens_of(ground) == ["garden-1"]


def test_an_answer_is_kept_for_a_day(ground):
    carry_out(ground)

    with pytest.raises(AlreadyAnswered):
        carry_out(ground, now=NOW + timedelta(hours=24) - timedelta(seconds=1))


def test_after_a_day_the_key_is_free(ground):
    carry_out(ground)
    tomorrow = NOW + timedelta(hours=24)

    call = a_call(ground, key=a_claim(hash=b"another"), now=tomorrow)
    with call.begin(LI_NA):
        pass
    call.commit(b"{}")

    assert kept(ground)["idempotency"] == 1


@pytest.mark.parametrize(("age", "left"), [(timedelta(hours=24), 1), (timedelta(hours=24, seconds=1), 0)])
def test_the_sweep_forgets_answers_older_than_a_day(ground, age, left):
    carry_out(ground)

    with ground.work() as work:
        idempotency.sweep(work, NOW + age)

    assert kept(ground)["idempotency"] == left


def test_the_same_id_and_content_under_another_key_answers_as_the_first_did(ground):
    carry_out(ground, key=a_claim(body_id="garden-1"))

    with pytest.raises(AlreadyAnswered) as again:
        carry_out(ground, key=a_claim(key="key-2", body_id="garden-1"))

    assert again.value.answer == b'{"id":"garden-1"}'


def test_an_id_with_other_content_is_taken(ground):
    carry_out(ground, key=a_claim(body_id="garden-1"))

    with pytest.raises(IdTaken) as refused:
        carry_out(ground, key=a_claim(key="key-2", hash=b"another", body_id="garden-1"))

    assert refused.value.values == {"id": "garden-1"}


def test_another_principals_id_is_taken_and_its_answer_not_told(ground):
    carry_out(ground, key=a_claim(body_id="garden-1"))

    with pytest.raises(IdTaken):
        carry_out(ground, WANG, key=a_claim(key="key-2", principal=WANG.name, body_id="garden-1"))


def test_one_key_under_two_ids_is_reused(ground):
    carry_out(ground, key=a_claim(body_id="garden-1"))

    with pytest.raises(KeyReused):
        carry_out(ground, key=a_claim(hash=b"another", body_id="garden-2"))


def test_commands_of_one_id_in_two_methods_do_not_meet(ground):
    carry_out(ground, key=a_claim(body_id="garden-1"))

    call = a_call(ground, key=a_claim(key="key-2", method="move_garden", hash=b"another", body_id="garden-1"))
    with call.begin(LI_NA):
        pass
    call.commit(b"{}")

    assert kept(ground)["idempotency"] == 2


def test_without_keys_nothing_can_be_kept_in_clear(addresses, ground):
    bare = Database(addresses, "shop")

    with pytest.raises(TransactionFailed):
        carry_out(bare)
    bare.close()

    assert gardens_of(ground) == []
