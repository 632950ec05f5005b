"""A closing reaches its raiser by mail, once; who is dead or has moved out is never written to."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from services.chassis.ids import new_id
from services.chassis.practice import practice_of
from tests.days import today
from tests.house import House
from tests.journeys.district import District, Row, etag_of
from tests.journeys.kept import files_with, places_of, rows_of
from tests.journeys.meals import ENDS
from tests.journeys.people import Register, register_of
from tests.mail.post import Mail, Post
from tests.processes import wait_until

ENDED = ("sent", "failed", "not_sent", "practised")
ENDS_WITHIN = 60.0
TIMEOUT = 4.0


@pytest.fixture(scope="module")
def post(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Post]:
    with Post(tmp_path_factory.mktemp("post"), "starttls") as post:
        yield post


@pytest.fixture(scope="module")
def environ(post: Post) -> dict[str, str]:
    return post.environ(timeout=TIMEOUT, waits=" ".join(["1"] * 60))


@pytest.fixture(scope="module")
def mailing(house: House, environ: dict[str, str]) -> Iterator[House]:
    """The house, as long as its letters go by mail."""
    house.end(sender_of(house))
    house.run(sender_of(house), wait=True, **environ)
    yield house
    house.end(sender_of(house))
    house.run(sender_of(house))


@pytest.fixture(scope="module")
def register(mailing: House) -> Iterator[Register]:
    with register_of(mailing) as register:
        yield register


@pytest.fixture
def here(mailing: House, district: District) -> District:
    district.appoint("lane")
    return district


@pytest.fixture
def local() -> str:
    """Somebody's name before example.org."""
    return f"z{secrets.token_hex(6)}"


@pytest.fixture
def zhang(here: District, register: Register, local: str) -> str:
    [resident_id] = register.settle(here, email=f"{local}@example.org")
    return resident_id


def sender_of(house: House) -> str:
    return "up" if house.profile == "embedded" else "notify"


def closed_for(here: District, raiser_id: str) -> Row:
    return here.closed(here.register(raiser_id=raiser_id))


def message_about(here: District, case: Row) -> Row:
    """The one message, when it has ended."""
    wait_until(
        lambda: [each["state"] in ENDED for each in here.messages(case)] == [True],
        "the message has ended",
        ENDS_WITHIN,
    )
    [message] = here.messages(case)
    read: Row = here.officer.read(f"/v1/messages/{message['id']}")
    return read


def mails_to(post: Post, local: str) -> list[Mail]:
    return post.to(f"{local}@example.org")


def is_under_its_id(mail: Mail, message: Row) -> bool:
    return mail.id == f"<{message['id']}@chenghua.example.test>"


def test_the_raiser_gets_one_mail_under_the_messages_id(here: District, post: Post, zhang: str, local: str):
    case = closed_for(here, zhang)
    message = message_about(here, case)
    assert (message["state"], message["reason"], message["tries"]) == ("sent", None, 1)
    assert message["possibly_twice"] is False
    [mail] = mails_to(post, local)
    assert is_under_its_id(mail, message)
    assert (mail.message["Subject"], mail.said["has_tls"], mail.said["is_known"]) == (
        f"事项 {case['number']} 已办结",
        True,
        True,
    )
    assert mail.text == f"您好，您反映的事项 {case['number']} 已办结。感谢您对社区工作的支持。"


def test_the_address_is_in_no_log_and_in_clear_in_no_table(
    mailing: House, here: District, zhang: str, local: str
):
    message_about(here, closed_for(here, zhang))
    assert files_with(mailing, local) == []
    assert places_of(mailing, local) == set()


def test_that_an_address_was_asked_for_is_written_down(mailing: House, here: District, zhang: str):
    message_about(here, closed_for(here, zhang))

    def readings() -> list[Row]:
        rows = [row for row in rows_of(mailing, "members", "audit") if row["action"] == "contacts_of"]
        return [row for row in rows if zhang in json.loads(row["ids"])]

    wait_until(lambda: bool(readings()), "the reading is written down", ENDS_WITHIN)
    [row] = readings()
    assert (row["kind"], row["principal"], row["district"]) == ("read", "service:notify", here.id)


def test_nothing_of_a_practice_district_is_mailed(here: District, post: Post, register: Register, local: str):
    there = District.founded(here.officer, practice_of(here.id))
    there.appoint("lane")
    [raiser] = register.settle(there, email=f"{local}@example.org")
    message = message_about(there, closed_for(there, raiser))
    assert (message["state"], message["reason"]) == ("practised", None)
    [same] = register.settle(here, email=f"{local}@example.org")
    assert message_about(here, closed_for(here, same))["state"] == "sent"
    assert len(mails_to(post, local)) == 1


def test_a_districts_own_words_and_somebodys_name_begin_no_header(
    here: District, post: Post, register: Register, local: str
):
    own = {"text": "Bcc: li@example.org .. {number} =?utf-8?q?=0D=0A?=", "language": "zh_CN"}
    place = "/v1/templates/case_closed"
    answer = here.officer.ask("PUT", place, own, match=etag_of(0))
    assert answer.is_success, answer.text
    [named] = register.settle(here, email=f"{local}@example.org", name="张三\r\nBcc: li@example.org")
    case = closed_for(here, named)
    assert message_about(here, case)["state"] == "sent"
    [mail] = mails_to(post, local)
    assert (mail.message["Bcc"], mail.said["to"]) == (None, [f"{local}@example.org"])
    assert mail.text == own["text"].replace("{number}", case["number"])


@pytest.mark.parametrize("how", ENDS)
def test_who_is_no_more_here_is_never_written_to(
    here: District, post: Post, zhang: str, local: str, how: str
):
    case = here.register(raiser_id=zhang)
    verb, day = ENDS[how]
    here.officer.do(f"/v1/residents/{zhang}/{verb}", {day: today().isoformat()}, match=etag_of(1))
    message = message_about(here, here.closed(case))
    assert (message["state"], message["reason"], message["tries"]) == ("not_sent", how, 0)
    assert mails_to(post, local) == []


def test_who_is_unknown_gave_no_address_or_is_on_duty_gets_none(here: District, register: Register):
    [silent] = register.settle(here)
    cases = {"unknown": closed_for(here, new_id()), "no_address": closed_for(here, silent)}
    for reason, case in cases.items():
        message = message_about(here, case)
        assert (message["state"], message["reason"]) == ("not_sent", reason)
    holder = here.closed(here.register())
    message = message_about(here, holder)
    assert (message["recipient_id"], message["reason"]) == (holder["assignee_id"], "no_address")


def test_a_mail_waits_while_the_server_is_away(here: District, post: Post, zhang: str, local: str):
    post.stop()
    try:
        case = closed_for(here, zhang)
        wait_until(lambda: was_put_off(here, case, "unreachable"), "a try has failed", ENDS_WITHIN)
    finally:
        post.start()
    message = message_about(here, case)
    assert (message["state"], message["reason"], message["possibly_twice"]) == ("sent", None, False)
    assert message["tries"] > 1
    assert len(mails_to(post, local)) == 1


def was_put_off(here: District, case: Row, reason: str) -> bool:
    return [(each["state"], each["reason"]) for each in here.messages(case)] == [("queued", reason)]


def test_what_the_server_puts_off_is_tried_again(here: District, post: Post, zhang: str, local: str):
    post.plan(**{local: {"rcpt": ["450 4.2.0 busy"], "data": ["451 4.3.0 full"]}})
    message = message_about(here, closed_for(here, zhang))
    assert (message["state"], message["tries"], message["possibly_twice"]) == ("sent", 3, False)
    assert len(mails_to(post, local)) == 1


def test_what_the_server_refuses_has_failed(here: District, post: Post, zhang: str, local: str):
    post.plan(**{local: {"rcpt": ["550 5.1.1 nobody"]}})
    message = message_about(here, closed_for(here, zhang))
    assert (message["state"], message["reason"], message["tries"]) == ("failed", "5xx", 1)
    assert mails_to(post, local) == []


def test_while_the_server_holds_a_mail_the_house_answers_and_then_tries_once_more(
    here: District, post: Post, zhang: str, local: str
):
    post.plan(**{local: {"holds": [60.0]}})
    case = closed_for(here, zhang)
    wait_until(lambda: len(mails_to(post, local)) == 1, "the mail is under way", ENDS_WITHIN)
    assert [each["state"] for each in here.messages(case)] == ["sending"]
    message = message_about(here, case)
    assert (message["state"], message["tries"], message["possibly_twice"]) == ("sent", 2, True)
    assert_twice_under_one_id(post, local, message)


def test_a_kill_between_sending_and_marking_leaves_one_message_possibly_twice(
    mailing: House, here: District, post: Post, environ: dict[str, str], zhang: str, local: str
):
    post.plan(**{local: {"holds": [60.0]}})
    case = closed_for(here, zhang)
    wait_until(lambda: len(mails_to(post, local)) == 1, "the mail is under way", ENDS_WITHIN)
    mailing.kill(sender_of(mailing))
    mailing.run(sender_of(mailing), wait=True, **environ)
    message = message_about(here, case)
    assert (message["state"], message["tries"], message["possibly_twice"]) == ("sent", 2, True)
    assert_twice_under_one_id(post, local, message)


def assert_twice_under_one_id(post: Post, local: str, message: Any) -> None:
    first, second = mails_to(post, local)
    assert is_under_its_id(first, message)
    assert first.content == second.content
