"""A letter as a mail: plain text, in headers that no value breaks out of, the same at every try."""

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from services.notify.channels.domain.letter import Letter

LONGEST_SUBJECT = 200


def mail_of(letter: Letter, sender: str) -> str:
    """ASCII, its lines ended by CRLF. The Message-ID is the message's, so a second one is known as such."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = letter.address
    mail["Subject"] = _in_one_line(letter.subject)
    mail["Date"] = format_datetime(letter.written_at)
    mail["Message-ID"] = message_id_of(letter.message_id, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(letter.text, charset="utf-8", cte="base64")
    mail["Content-Language"] = letter.language.replace("_", "-")
    return mail.as_bytes().decode("ascii")


def message_id_of(message_id: str, sender: str) -> str:
    return f"<{message_id}@{sender.rpartition('@')[2]}>"


def _in_one_line(text: str) -> str:
    """No line, nothing that nobody sees, nothing in code: a value ends no header and begins none."""
    seen = "".join(each if each.isprintable() else " " for each in text.replace("=?", "= ?"))
    return " ".join(seen.split())[:LONGEST_SUBJECT]
