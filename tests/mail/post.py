"""The mail server of a test: started, planned, stopped, and what it has taken."""

import json
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, Literal, Self

from services.chassis.settings import SmtpSettings
from tests.certificates import HOST, certify
from tests.mail.server import PASSWORD, PLAN, READY, USERNAME
from tests.processes import end, free_port, wait_until

ROOT = Path(__file__).parents[2]
SENDER = "linli@chenghua.example.test"
READY_WITHIN = 20.0

Security = Literal["none", "starttls", "tls"]


@dataclass(frozen=True)
class Mail:
    """`said` is what was told beside it: from, to, has_tls, is_known, peer."""

    said: dict[str, Any]
    content: bytes = field(repr=False)

    @property
    def message(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    @property
    def id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        return str(self.message.get_content()).replace("\r\n", "\n").rstrip("\n")


class Post:
    def __init__(self, folder: Path, security: Security = "none") -> None:
        self.folder, self.security, self.port = folder, security, free_port()
        self._process: subprocess.Popen[bytes] | None = None
        if security != "none":
            certify(folder)
        self.plan()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Self:
        (self.folder / READY).unlink(missing_ok=True)
        words = ("-m", "tests.mail.server", str(self.port), str(self.folder), self.security)
        self._process = subprocess.Popen([sys.executable, "-W", "ignore", *words], cwd=ROOT)
        wait_until((self.folder / READY).exists, "the mail server listens", READY_WITHIN)
        return self

    def stop(self) -> None:
        end(self._process, signal.SIGTERM)

    def plan(self, **answers: dict[str, list[Any]]) -> None:
        """Of local parts at example.org; without a word everything is taken."""
        plan = {f"{local}@example.org": said for local, said in answers.items()}
        half = self.folder / "half-a-plan"
        half.write_text(json.dumps(plan))
        half.rename(self.folder / PLAN)

    @property
    def mails(self) -> list[Mail]:
        """In the order in which they came."""
        return [_mail(path.read_bytes()) for path in sorted(self.folder.glob("*.eml"))]

    def to(self, address: str) -> list[Mail]:
        return [mail for mail in self.mails if mail.said["to"] == [address]]

    def environ(self, **different: Any) -> dict[str, str]:
        """The same settings for a process of a house."""
        given = vars(self.settings(**different))
        return {"LINLI_CHANNEL": "smtp"} | {
            f"LINLI_SMTP__{name.upper()}": str(value) for name, value in given.items()
        }

    def settings(self, **different: Any) -> SmtpSettings:
        usual: dict[str, Any] = {
            "host": HOST,
            "port": self.port,
            "security": self.security,
            "sender": SENDER,
            "timeout": 2.0,
            "waits": "1 1 1",
        }
        if self.security != "none":
            usual["ca_file"] = str(self.folder / "cert.pem")
        if self.security == "starttls":
            usual |= {"username": USERNAME, "password": PASSWORD}
        return SmtpSettings(**usual | different)


def _mail(kept: bytes) -> Mail:
    said, _, content = kept.partition(b"\n")
    return Mail(json.loads(said), content)
