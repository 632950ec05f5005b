"""Care's things with one difference from the usual; nobody has a name here."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

NOW = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 5)
SEED = UUID("5c1f0d7e-2b64-7a10-8f3d-6e5d4c3b2a19")


def id_of(name: str) -> str:
    """The same id for the same name."""
    return str(uuid5(SEED, name))


def a_row(name: str = "zhang", /, **different: Any) -> dict[str, Any]:
    """A resident as members tells of them."""
    usual = {
        "id": id_of(name),
        "household_id": id_of("home"),
        "area_id": id_of("lane"),
        "birth_date": "1950-01-01",
        "sex": 1,
        "status": "living",
        "version": 1,
        "removed": False,
        "dwelling_id": id_of("home 101"),
    }
    return usual | different


def an_area(name: str, path: str) -> dict[str, Any]:
    return {
        "id": id_of(name),
        "parent_id": None,
        "path": path,
        "kind": "micro",
        "name": name,
        "active": True,
        "version": 1,
        "removed": False,
    }


def a_programme(**different: Any) -> dict[str, Any]:
    """From 60 on; lunch for 10.00 yuan and dinner for 3.00, at two canteens."""
    usual = {
        "valid_from": "2026-01-01",
        "minimum_age": 60,
        "prices": [{"meal": "lunch", "price_fen": 1000}, {"meal": "dinner", "price_fen": 300}],
        "canteens": [
            {"name": "长者食堂一店", "area_id": id_of("lane")},
            {"name": "长者食堂二店", "area_id": id_of("court")},
        ],
        "seen_version": 0,
    }
    return usual | different
