"""How often the gateway lets one person, one platform key and one address ask (docs/decisions/limits.md)."""

import re
from dataclasses import dataclass, field, fields
from urllib.parse import urlsplit

from services.chassis.errors import SettingsInvalid, SettingsProblem

RATE = re.compile(r"(?:[1-9]\d{0,6}/[1-9]\d{0,4})?", re.ASCII)


@dataclass(frozen=True)
class PersonRates:
    """So many requests in so many seconds, `1200/60`; empty for as often as they like.

    `heavy` is what begins a job, sends a file or is answered with one.
    """

    reading: str = "1200/60"
    writing: str = "300/60"
    heavy: str = "60/60"


@dataclass(frozen=True)
class KeyRates:
    """Of a platform key, and of an operator."""

    reading: str = "6000/60"
    writing: str = "3000/60"
    heavy: str = "120/60"


@dataclass(frozen=True)
class AddressRates:
    """A whole office may stand behind one address. `refused_token`: how many of its tokens are looked at."""

    reading: str = "12000/60"
    writing: str = "6000/60"
    heavy: str = "600/60"
    refused_token: str = "300/60"


@dataclass(frozen=True)
class RateSettings:
    """`store` is a server with Redis's protocol that all gateways share, `redis://[user:password@]host[:port][/db]`,
    or `rediss://` for TLS; without one each of the `gateways` lets its part through. `store_ca_file` is an
    authority of the house's own.
    """

    person: PersonRates = PersonRates()
    key: KeyRates = KeyRates()
    address: AddressRates = AddressRates()
    store: str = ""
    store_ca_file: str = ""
    gateways: int = field(default=1, metadata={"least": 1, "most": 1000})


UNLIMITED = RateSettings(PersonRates("", "", ""), KeyRates("", "", ""), AddressRates("", "", "", ""))


def refuse_bad_rates(rates: RateSettings) -> None:
    """Raises SettingsInvalid."""
    for whose in ("person", "key", "address"):
        given = getattr(rates, whose)
        for name in (each.name for each in fields(given)):
            if not RATE.fullmatch(getattr(given, name)):
                raise SettingsInvalid(field=f"rates.{whose}.{name}", problem=SettingsProblem.WRONG_TYPE)
    if rates.store and not _is_address(rates.store):
        raise SettingsInvalid(field="rates.store", problem=SettingsProblem.WRONG_TYPE)


def _is_address(store: str) -> bool:
    try:
        parts = urlsplit(store)
        is_whole = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and re.fullmatch(r"(?:/\d{0,4})?", parts.path) is not None
