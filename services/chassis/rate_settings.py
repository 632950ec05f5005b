"""How often a person, a platform key, an address, a district may ask (docs/decisions/limits.md)."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
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
class DistrictRates:
    """Of all together who ask in one district, whoever they are."""

    reading: str = "60000/60"
    writing: str = "30000/60"
    heavy: str = "1200/60"


@dataclass(frozen=True)
class RateSettings:
    """`districts` by id, where one is to have other rates than `district`: only those that differ.

    `store` is a server with Redis's protocol that all gateways share, `redis://[user:password@]host[:port][/db]`,
    or `rediss://` for TLS; without one each of the `gateways` lets its part through. `store_ca_file` is an
    authority of the house's own.
    """

    person: PersonRates = PersonRates()
    key: KeyRates = KeyRates()
    address: AddressRates = AddressRates()
    district: DistrictRates = DistrictRates()
    districts: dict[str, dict[str, str]] = field(default_factory=dict)
    store: str = ""
    store_ca_file: str = ""
    gateways: int = field(default=1, metadata={"least": 1, "most": 1000})


UNLIMITED = RateSettings(
    PersonRates("", "", ""), KeyRates("", "", ""), AddressRates("", "", "", ""), DistrictRates("", "", "")
)


def refuse_bad_rates(rates: RateSettings) -> None:
    """Raises SettingsInvalid."""
    for whose in ("person", "key", "address", "district"):
        _refuse_bad(asdict(getattr(rates, whose)), f"rates.{whose}")
    known = {each.name for each in fields(DistrictRates)}
    for district, given in rates.districts.items():
        for name in given:
            if name not in known:
                raise SettingsInvalid(
                    field=f"rates.districts.{district}.{name}", problem=SettingsProblem.UNKNOWN
                )
        _refuse_bad(given, f"rates.districts.{district}")
    if rates.store and not _is_address(rates.store):
        raise SettingsInvalid(field="rates.store", problem=SettingsProblem.WRONG_TYPE)


def _refuse_bad(given: Mapping[str, str], place: str) -> None:
    for name, rate in given.items():
        if not RATE.fullmatch(rate):
            raise SettingsInvalid(field=f"{place}.{name}", problem=SettingsProblem.WRONG_TYPE)


def _is_address(store: str) -> bool:
    try:
        parts = urlsplit(store)
        is_whole = parts.scheme in ("redis", "rediss") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return is_whole and re.fullmatch(r"(?:/\d{0,4})?", parts.path) is not None
