"""A mail server as a process of its own: keeps what it takes, and answers as a test has planned.

`python -m tests.mail.server PORT FOLDER`: each mail becomes a file of FOLDER before its sender hears that it
is taken; FOLDER/plan.json says what an address is answered, try by try.
"""

import asyncio
import json
import signal
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session

PLAN, READY = "plan.json", "ready"
USERNAME, PASSWORD = "linli", "for-mails-only"


class Keeper:
    """`plan`: {address: {"rcpt": [answer…], "data": [answer…], "holds": [seconds…]}}, one for each try."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tries: dict[tuple[str, str], int] = {}
        self._kept = len(list(folder.glob("*.eml")))

    async def handle_RCPT(  # noqa: N802
        self, _: Any, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        said = self._planned(address, "rcpt")
        if said:
            return str(said)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        [address] = envelope.rcpt_tos
        if said := self._planned(address, "data"):
            return str(said)
        self._keep(session, envelope, server.transport.get_extra_info("sslcontext") is not None)
        await asyncio.sleep(self._planned(address, "holds") or 0)
        return "250 OK"

    def _keep(self, session: Session, envelope: Envelope, has_tls: bool) -> None:
        self._kept += 1
        said = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "has_tls": has_tls}
        said |= {"is_known": bool(session.authenticated), "peer": list(session.peer or ())}
        content = envelope.content
        assert isinstance(content, bytes)
        half = self._folder / "half"
        half.write_bytes(json.dumps(said).encode() + b"\n" + content)
        half.rename(self._folder / f"{self._kept:04d}.eml")

    def _planned(self, address: str, what: str) -> Any:
        plan = json.loads((self._folder / PLAN).read_text()).get(address, {}).get(what, [])
        tries = self._tries.get((address, what), 0)
        self._tries[address, what] = tries + 1
        return plan[tries] if tries < len(plan) else None


def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
    return AuthResult(
        success=(data.login, data.password) == (USERNAME.encode(), PASSWORD.encode()), handled=False
    )


def settings_of(security: str, folder: Path) -> dict[str, Any]:
    if security == "none":
        return {}
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    if security == "tls":
        return {"ssl_context": context}
    return {
        "tls_context": context,
        "require_starttls": True,
        "authenticator": authenticate,
        "auth_required": True,
    }


def main(port: str, folder: str, security: str) -> None:
    where = Path(folder)
    controller = Controller(
        Keeper(where), hostname="127.0.0.1", port=int(port), **settings_of(security, where)
    )
    controller.start()
    (where / READY).touch()
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    controller.stop()


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main(*sys.argv[1:])
