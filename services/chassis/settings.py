"""Everything an operator may set: one YAML file, and `LINLI_SECTION__NAME` in the environment over it."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal

from services.chassis.cell_settings import CellSettings, refuse_bad_cells
from services.chassis.errors import SettingsInvalid, SettingsProblem
from services.chassis.given import build, given_in
from services.chassis.proxies import NotANetwork, Proxies
from services.chassis.rate_settings import RateSettings, refuse_bad_rates
from services.chassis.scale_settings import ScaleSettings
from services.chassis.standards.email_address import EmailAddressInvalid, email_address

__all__ = [
    "BlobSettings",
    "BrokerSettings",
    "DatabaseSettings",
    "HttpSettings",
    "KeepingSettings",
    "LimitSettings",
    "ProbeSettings",
    "RateSettings",
    "ScaleSettings",
    "Settings",
    "SettingsInvalid",
    "SmtpSettings",
    "TracingSettings",
    "load_settings",
    "shown",
]

SECRET = {"access_key", "secret_key", "password"}
SECONDS = re.compile(r"\d{1,7}(?:\.\d{1,3})?(?: \d{1,7}(?:\.\d{1,3})?)*", re.ASCII)
HTTP_URL = re.compile(r"https?://[^\s/?#]+(?:/\S*)?", re.ASCII)
PASSWORD_IN_URL = re.compile(r"(//[^:/@]*:).*@|((?:^|[?&])\w*password=)[^&]*")


def between(default: float, least: float, most: float) -> Any:
    return field(default=default, metadata={"least": least, "most": most})


@dataclass(frozen=True)
class BrokerSettings:
    """`heartbeat` and `confirm_timeout` in seconds."""

    uri: str = "embedded://linli"
    heartbeat: int = between(60, 1, 600)
    confirm_timeout: float = between(5.0, 0.1, 60)


@dataclass(frozen=True)
class DatabaseSettings:
    """Addresses for the three roles (D10), with {service} and {data_dir}; times in seconds.

    `backup` is that of a role with REPLICATION, who copies the whole cluster; empty: nobody does.
    """

    app: str = "sqlite:///{data_dir}/{service}.db"
    work: str = "sqlite:///{data_dir}/{service}.db"
    owner: str = "sqlite:///{data_dir}/{service}.db"
    backup: str = ""
    pool: int = between(8, 1, 100)
    pool_wait: float = between(2.0, 0.1, 60)
    statement_timeout: float = between(10.0, 0.1, 3600)


@dataclass(frozen=True)
class HttpSettings:
    """`body_limit` and `upload_limit`, of a file, in bytes; `depth_limit` is how deep JSON may nest.
    `address_connections` may come from one address, `in_flight` requests may wait for services;
    `district_in_flight` of one district, of which one service has `district_in_hand`, the others wait in
    line; 0 is half of `in_flight`, and half of a service's workers.
    `trusted_proxies`: networks whose word on a client's address counts, `10.0.0.0/8 fd00::/8`.
    `hsts`: seconds for which browsers shall use TLS alone; 0 says nothing. Only behind a server with TLS.
    """

    host: str = "127.0.0.1"
    port: int = between(8000, 0, 65535)
    body_limit: int = between(1_048_576, 1024, 104_857_600)
    upload_limit: int = between(52_428_800, 1024, 1_073_741_824)
    depth_limit: int = between(32, 4, 200)
    connections: int = between(1000, 1, 65535)
    address_connections: int = between(250, 1, 65535)
    in_flight: int = between(500, 1, 65535)
    district_in_flight: int = between(0, 0, 65535)
    district_in_hand: int = between(0, 0, 65535)
    trusted_proxies: str = ""
    hsts: int = between(0, 0, 63_072_000)
    public_url: str = ""  # where residents' phones reach it, for QR labels; empty: what a request was sent to


@dataclass(frozen=True)
class BlobSettings:
    """Where files are stored: a folder, with {data_dir}, or an S3-compatible server.

    `addressing` says whether the bucket's name stands in the path or, as some servers ask, before the host's.
    """

    store: Literal["folder", "s3"] = "folder"
    folder: str = "{data_dir}/blobs"
    endpoint: str = ""
    region: str = ""
    bucket: str = ""
    access_key: str = ""
    secret_key: str = field(default="", repr=False)
    addressing: Literal["path", "virtual"] = "path"


@dataclass(frozen=True)
class ProbeSettings:
    """Where /healthz, /readyz and /metrics listen; a service without a port takes any free one."""

    host: str = "127.0.0.1"
    ports: dict[str, int] = field(default_factory=dict, metadata={"least": 0, "most": 65535})


@dataclass(frozen=True)
class LimitSettings:
    """Per process (D18); times in seconds. `parked_waits`: how long a failed event waits, try by try.

    `bulk_p95`: while one answer in twenty takes longer, heavy work waits. `bulk_share`: the part of the time
    that heavy work takes at most while people ask.
    `platform_key_days`: for how long a platform key may be made.
    """

    max_workers: int = between(32, 1, 1000)
    rpc_deadline: float = between(10.0, 0.1, 300)
    stop_within: float = between(4.0, 0.1, 300)
    parked_waits: str = "60 300 1800 10800 43200"
    bulk_p95: float = between(0.1, 0.001, 60)
    bulk_share: float = between(0.25, 0.01, 1)
    platform_key_days: int = between(366, 1, 3660)


@dataclass(frozen=True)
class KeepingSettings:
    """`audit_days`: how long a row of the audit is kept, no less than the law's six months."""

    audit_days: int = between(365, 180, 36_500)


@dataclass(frozen=True)
class SmtpSettings:
    """The mail server that letters leave by, where `channel` is smtp; without a username nobody logs in.

    `ca_file` is an authority of the house's own. `timeout`: seconds for the way there, and for each letter.
    `waits`: how long a letter waits after each try that the server put off, or that did not reach it.
    """

    host: str = ""
    port: int = between(587, 1, 65535)
    security: Literal["none", "starttls", "tls"] = "starttls"
    certificate: Literal["checked", "unchecked"] = "checked"
    ca_file: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""
    timeout: float = between(10.0, 1, 15)
    waits: str = "60 300 1800 10800 43200 86400"


@dataclass(frozen=True)
class TracingSettings:
    """`endpoint`: where a collector takes OTLP over HTTP, as http://127.0.0.1:4318/v1/traces; without one
    nothing is traced. `sample` is the part of all requests that is."""

    endpoint: str = ""
    sample: float = between(0.1, 0, 1)


@dataclass(frozen=True)
class Settings:
    """`sample` is for trying out: it takes tokens of any length of life."""

    profile: Literal["sample", "production"] = "production"
    data_dir: Path = Path("var/data")
    keys_dir: Path = Path("var/keys")
    broker: BrokerSettings = BrokerSettings()
    database: DatabaseSettings = DatabaseSettings()
    http: HttpSettings = HttpSettings()
    blobs: BlobSettings = BlobSettings()
    probe: ProbeSettings = field(default_factory=ProbeSettings)
    limits: LimitSettings = LimitSettings()
    rates: RateSettings = field(default_factory=RateSettings)
    keeping: KeepingSettings = KeepingSettings()
    scale: ScaleSettings = field(default_factory=ScaleSettings)
    cells: CellSettings = field(default_factory=CellSettings)
    channel: Literal["log", "smtp"] = "log"
    smtp: SmtpSettings = SmtpSettings()
    tracing: TracingSettings = TracingSettings()
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


def load_settings(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Raises SettingsInvalid; `{data_dir}` in database addresses is filled in, `{service}` is not yet."""
    settings = build(Settings, given_in(path, environ, {each.name for each in fields(Settings)}))
    _refuse_gaps(settings.blobs)
    _refuse_networks(settings.http.trusted_proxies)
    refuse_bad_rates(settings.rates)
    refuse_bad_cells(settings.cells)
    urls = {"tracing.endpoint": settings.tracing.endpoint, "http.public_url": settings.http.public_url}
    if wrong := [name for name, url in urls.items() if url and not HTTP_URL.fullmatch(url)]:
        raise SettingsInvalid(field=wrong[0], problem=SettingsProblem.WRONG_TYPE)
    if settings.channel == "smtp":
        _refuse_unsendable(settings.smtp)
    roles, folder = ("app", "work", "owner"), str(settings.data_dir)
    addresses = {role: getattr(settings.database, role).replace("{data_dir}", folder) for role in roles}
    return replace(settings, database=replace(settings.database, **addresses))


def shown(settings: Settings) -> dict[str, Any]:
    """For people to look at: paths as text, passwords of addresses and keys masked."""
    return {name: _masked(value) for name, value in asdict(settings).items()}


def _refuse_gaps(blobs: BlobSettings) -> None:
    """A server needs all that it is reached by."""
    for name in ("endpoint", "region", "bucket", "access_key", "secret_key"):
        if blobs.store == "s3" and not getattr(blobs, name):
            raise SettingsInvalid(field=f"blobs.{name}", problem=SettingsProblem.MISSING)


def _refuse_networks(named: str) -> None:
    try:
        Proxies.parse(named)
    except NotANetwork:
        raise SettingsInvalid(field="http.trusted_proxies", problem=SettingsProblem.WRONG_TYPE) from None


def _refuse_unsendable(smtp: SmtpSettings) -> None:
    for name in ("host", "sender"):
        if not getattr(smtp, name):
            raise SettingsInvalid(field=f"smtp.{name}", problem=SettingsProblem.MISSING)
    try:
        email_address(smtp.sender)
    except EmailAddressInvalid:
        raise SettingsInvalid(field="smtp.sender", problem=SettingsProblem.WRONG_TYPE) from None
    if not SECONDS.fullmatch(smtp.waits):
        raise SettingsInvalid(field="smtp.waits", problem=SettingsProblem.WRONG_TYPE)


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: "***" if name in SECRET and below else _masked(below) for name, below in value.items()}
    if isinstance(value, str):
        return PASSWORD_IN_URL.sub(lambda found: f"{found[1]}***@" if found[1] else f"{found[2]}***", value)
    return str(value) if isinstance(value, Path) else value
