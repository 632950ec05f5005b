"""Letters by mail, against a mail server that is a process of its own."""

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from services.chassis.settings import SmtpSettings
from services.notify.channels.domain.outcome import OUT, Outcome, in_doubt, later, refused
from services.notify.channels.smtp.mail import LONGEST_SUBJECT, mail_of
from tests.certificates import HOST
from tests.mail.post import SENDER, Post
from tests.notify.builders import NOW
from tests.notify.letters import LETTER, a_letter, sent

AWAY = later("unreachable", is_away=True)


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    with Post(tmp_path) as post:
        yield post


def test_a_letter_arrives_as_it_was_written(post: Post):
    letter = a_letter(subject="事项 510108 已办结", text="您好，\n.\n您反映的事项已办结。")

    assert sent(post.settings(), letter) == [OUT]

    [mail] = post.mails
    assert (mail.said["from"], mail.said["to"]) == (SENDER, ["zhang@example.org"])
    assert mail.text == letter.text
    headers = {name: str(value) for name, value in mail.message.items()}
    assert headers == headers | {
        "From": SENDER,
        "To": "zhang@example.org",
        "Subject": letter.subject,
        "Message-ID": "<message-1@chenghua.example.test>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": "zh-CN",
    }
    assert mail.message["Date"].datetime == NOW
    assert mail.message.get_content_charset() == "utf-8"
    assert mail.content.isascii()


def test_a_letter_is_the_same_mail_at_every_try():
    assert mail_of(LETTER, SENDER) == mail_of(LETTER, SENDER)


def test_some_letters_take_one_connection(post: Post):
    letters = [a_letter(message_id=f"message-{number}") for number in range(3)]

    assert sent(post.settings(), *letters) == [OUT] * 3

    assert len({tuple(mail.said["peer"]) for mail in post.mails}) == 1
    assert [mail.id.split("@")[0] for mail in post.mails] == ["<message-0", "<message-1", "<message-2"]


@pytest.mark.parametrize("where", ["rcpt", "data"])
@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("450 4.2.0 zhang@example.org is busy", later("4xx")),
        ("451 4.7.1 greylisted", later("4xx")),
        ("499 later", later("4xx")),
        ("500 never", refused("5xx")),
        ("550 5.1.1 zhang@example.org is nobody", refused("5xx")),
        ("554 5.7.1 no", refused("5xx")),
    ],
)
def test_a_refusal_is_its_class_and_the_next_letter_goes_on(
    post: Post, where: str, said: str, outcome: Outcome
):
    post.plan(zhang={where: [said]})
    other = a_letter(message_id="message-2", address="li@example.org")

    assert sent(post.settings(), LETTER, other) == [outcome, OUT]

    assert [mail.said["to"] for mail in post.mails] == [["li@example.org"]]


def test_a_server_that_is_about_to_close_is_away(post: Post):
    post.plan(zhang={"rcpt": ["421 4.3.2 closing"]})
    assert sent(post.settings(), LETTER) == [later("4xx", is_away=True)]


def test_where_nobody_listens_the_server_is_away(post: Post):
    post.stop()
    assert sent(post.settings(), LETTER) == [AWAY]
    post.start()
    assert sent(post.settings(), LETTER) == [OUT]


def test_an_answer_that_does_not_come_leaves_the_letter_in_doubt(post: Post):
    post.plan(zhang={"holds": [30.0]})
    assert sent(post.settings(timeout=1.0), LETTER) == [in_doubt("no_answer")]
    assert len(post.mails) == 1


def test_after_a_broken_connection_the_next_letter_takes_another(post: Post):
    post.plan(zhang={"holds": [30.0]})
    other = a_letter(message_id="message-2", address="li@example.org")
    assert sent(post.settings(timeout=1.0), LETTER, other) == [in_doubt("no_answer"), OUT]


def scripted(*lines: bytes) -> int:
    """The port of a server that says these lines one by one, whatever it hears, and hangs up."""
    listening = socket.create_server((HOST, 0))

    def speak() -> None:
        line, _ = listening.accept()
        with line, listening:
            for said in lines:
                line.sendall(said)
                line.recv(65536)

    Thread(target=speak, daemon=True).start()
    return int(listening.getsockname()[1])


HELLO, OK = (b"220 here\r\n", b"250 hello\r\n"), b"250 ok\r\n"


@pytest.mark.parametrize(
    ("lines", "outcome"),
    [
        ((), AWAY),
        ((b"554 no\r\n",), AWAY),
        ((b"\xff\xfe\r\n",), AWAY),
        (HELLO, AWAY),
        ((*HELLO, b"550 not from you\r\n"), later("sender", is_away=True)),
        ((*HELLO, b"452 4.3.1 full\r\n"), later("4xx", is_away=True)),
        ((*HELLO, OK, b"what?\r\n"), AWAY),
        ((*HELLO, OK, OK, OK), AWAY),
        ((*HELLO, OK, OK, b"354 go on\r\n", b"354 go on\r\n"), in_doubt("no_answer")),
        ((*HELLO, OK), AWAY),
        ((*HELLO, OK, OK), AWAY),
        ((*HELLO, OK, OK, b"354 go on\r\n"), in_doubt("no_answer")),
        ((*HELLO, OK, OK, b"354 go on\r\n", b"what?\r\n"), in_doubt("no_answer")),
        ((*HELLO, OK, OK, b"354 go on\r\n", OK), OUT),
    ],
)
def test_wherever_a_server_hangs_up_it_is_known_whether_the_letter_may_be_out(
    lines: tuple[bytes, ...], outcome: Outcome
):
    settings = SmtpSettings(host=HOST, port=scripted(*lines), security="none", sender=SENDER, timeout=2.0)
    assert sent(settings, LETTER) == [outcome]


def test_a_server_that_says_nothing_is_away_in_time():
    with socket.create_server((HOST, 0)) as silent:
        port = silent.getsockname()[1]
        settings = SmtpSettings(host=HOST, port=port, security="none", sender=SENDER, timeout=1.0)
        assert sent(settings, LETTER) == [AWAY]


@pytest.mark.parametrize(
    "subject",
    [
        "事项\r\nBcc: li@example.org",
        "a\nTo: li@example.org\n\nanother text",
        "a\r\n\r\n.\r\nMAIL FROM:<x@example.org>",
        "a\x00\x0b\x0c\x1c\x85\u2028\u2029b",
        "=?utf-8?q?x=0D=0ABcc:_li@example.org?=",
        "很长" * 500,
        "",
    ],
)
def test_a_subject_ends_no_header_and_begins_none(post: Post, subject: str):
    assert sent(post.settings(), a_letter(subject=subject)) == [OUT]

    [mail] = post.mails
    assert mail.said["to"] == ["zhang@example.org"]
    names = [name.lower() for name in mail.message]
    assert sorted(names) == sorted(set(names))
    assert "bcc" not in names
    shown = str(mail.message["Subject"] or "")
    assert shown.isprintable()
    assert len(shown) <= LONGEST_SUBJECT
    assert mail.text == LETTER.text


@pytest.mark.parametrize(
    "text",
    [
        ".\r\nMAIL FROM:<x@example.org>\r\nRCPT TO:<li@example.org>\r\nDATA\r\n",
        "\r\n.\r\n",
        "To: li@example.org\n\nsomething else",
        "..",
        "一" * 20_000,
    ],
)
def test_a_text_stays_a_text(post: Post, text: str):
    assert sent(post.settings(), a_letter(text=text)) == [OUT]
    [mail] = post.mails
    assert mail.said["to"] == ["zhang@example.org"]
    assert mail.text == text.replace("\r\n", "\n").rstrip("\n")


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "zhang",
        "zhang@example.org\r\nRCPT TO:<li@example.org>",
        "zhang@example.org>\r\nDATA",
        "zhang@example.org, li@example.org",
        "zhang@example.org SIZE=1",
    ],
)
def test_what_is_no_address_is_never_said_to_a_server(post: Post, address: str | None):
    assert sent(post.settings(), a_letter(address=address)) == [refused("address")]
    assert post.mails == []


def test_no_line_of_the_log_has_the_address_the_text_or_what_the_server_said(post: Post, caplog: Any):
    post.plan(zhang={"rcpt": ["550 5.1.1 zhang@example.org is nobody"]})
    caplog.set_level("DEBUG")

    sent(post.settings(), LETTER, a_letter(address="li@example.org"))

    lines = [str(vars(record)) for record in caplog.records if record.name == "linli.notify.channels"]
    assert len(lines) == 2
    for secret in ("@example.org", "nobody", LETTER.text, LETTER.subject):
        assert not any(secret in line for line in lines)
