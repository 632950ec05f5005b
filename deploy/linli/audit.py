"""`linli audit verify`: is the audit as it was sealed? Looks into the databases and changes nothing (D12)."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from sqlalchemy import make_url

from deploy.linli.services import SERVICES
from deploy.linli.settings import with_settings
from services.chassis.settings import Settings
from services.chassis.storage.database import Database
from services.chassis.storage.verifying import Walk, districts_of, verify


@dataclass(frozen=True)
class Anchor:
    """A block's hash as it was written down elsewhere."""

    service: str
    district: str
    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.service}:{self.district}:{self.number}:{self.hash}"


class AnchorText(click.ParamType[Anchor]):
    name = "service:district:number:hash"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Anchor:
        service, _, rest = str(value).partition(":")
        district, _, rest = rest.partition(":")
        number, _, hashed = rest.partition(":")
        if service not in SERVICES or not number.isascii() or not number.isdigit() or not hashed:
            return self.fail(f"{value} is no SERVICE:DISTRICT:NUMBER:HASH", param, ctx)
        return Anchor(service, district, int(number), hashed)


@click.group()
def audit() -> None:
    """Look whether the audit is as it was sealed."""


@audit.command("verify")
@click.option("--service", type=click.Choice(list(SERVICES)), help="Of this one alone.")
@click.option("--expect", type=AnchorText(), multiple=True, help="A block as an earlier run printed it.")
@with_settings
def verify_audit(settings: Settings, service: str | None, expect: tuple[Anchor, ...]) -> None:
    """Walk every chain; print the newest block of each, to be written down out of this house's reach."""
    if strangers := [anchor for anchor in expect if service not in (None, anchor.service)]:
        raise click.UsageError(f"{strangers[0]} is not of {service}")
    is_whole = True
    for name in [service] if service else list(SERVICES):
        of_service = [anchor for anchor in expect if anchor.service == name]
        is_whole = _verify_service(settings, name, of_service) and is_whole
    sys.exit(not is_whole)


def _verify_service(settings: Settings, service: str, expect: Iterable[Anchor]) -> bool:
    database = _opened(settings, service)
    try:
        with database.look() as rows:
            found = districts_of(rows)
        wanted: dict[str, dict[int, str]] = {district: {} for district in found}
        for anchor in expect:
            wanted.setdefault(anchor.district, {})[anchor.number] = anchor.hash
        verified = [_verify_district(database, district, wanted[district]) for district in sorted(wanted)]
    finally:
        database.close()
    return all(verified)


def _verify_district(database: Database, district: str, written_down: Mapping[int, str]) -> bool:
    walk, is_whole = Walk(), True
    with database.look(district) as rows:
        for finding in verify(rows, walk, written_down):
            is_whole = False
            row = f" row {finding.row_id}" if finding.row_id else ""
            click.echo(f"BAD  {database.service} {district} block {finding.number}{row}: {finding.what}")
    newest = walk.newest and Anchor(database.service, district, walk.newest.number, walk.newest.hash)
    seen = f"{walk.blocks} blocks, {walk.rows} rows, {walk.waiting} not sealed yet"
    if walk.swept:
        seen += f", {walk.swept} blocks past their keeping"
    click.echo(
        f"{'ok ' if is_whole else 'BAD'}  {database.service} {district}: {seen}; newest {newest or '-'}"
    )
    return is_whole


def _opened(settings: Settings, service: str) -> Database:
    """Never makes a file that is not there."""
    url: Any = make_url(settings.database.app.replace("{service}", service))
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").exists():
        raise click.ClickException(f"{service} has no database yet: `linli migrate`")
    return Database(settings.database, service)
