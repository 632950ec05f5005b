"""Members' things with one difference from the usual; every number has the prefix 99, which is nobody's."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

from services.chassis.standards.identity_number import check_digit
from services.members.residents.domain.resident import (
    Document,
    DocumentKind,
    Household,
    ResidencyKind,
    Resident,
)

NOW = datetime(2026, 3, 5, 1, 30, tzinfo=UTC)
TODAY = date(2026, 3, 5)
SEED = UUID("0b7d3c1e-5a42-7f10-9c3d-1e2f3a4b5c6d")


def id_of(name: str) -> str:
    """The same id for the same name."""
    return str(uuid5(SEED, name))


def a_number(birth: date = date(1950, 1, 1), place: int = 1) -> str:
    first = f"990001{birth:%Y%m%d}{place:03d}"
    return first + check_digit(first)


def a_household(name: str = "home", /, **different: Any) -> Household:
    usual: dict[str, Any] = {"id": id_of(name), "dwelling_id": id_of(f"{name} 101"), "area_id": id_of("lane")}
    return Household(**usual | different)


def a_resident(name: str = "张三", /, **different: Any) -> Resident:
    usual: dict[str, Any] = {
        "id": id_of(name),
        "household_id": id_of("home"),
        "area_id": id_of("lane"),
        "name": name,
        "sex": 1,
        "birth_date": date(1950, 1, 1),
        "relation": "02",
        "residency": ResidencyKind.REGISTERED,
        "document": Document(DocumentKind.IDENTITY_NUMBER, a_number()),
        "phone": "13900000000",
        "email": "zhang@example.org",
    }
    return Resident(**usual | different)
