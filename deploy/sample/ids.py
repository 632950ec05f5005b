"""Who is who in the sample: ids that are the same at every load, so that a second one changes nothing."""

from uuid import UUID, uuid5

DISTRICT = "d7k2m9"
SEED = UUID("5d0f6c52-6a1e-7c35-9a4b-8b5b1c0d9e11")


def area_id(scheme: str, code: str) -> str:
    return str(uuid5(SEED, f"area/{scheme}/{code}"))


def staff_id(number: int) -> str:
    return str(uuid5(SEED, f"staff/{number}"))


def appointment_id(role: str, area: str) -> str:
    return str(uuid5(SEED, f"appointment/{role}/{area}"))


def resident_id(number: int) -> str:
    """An opaque raiser; no such person is kept anywhere."""
    return str(uuid5(SEED, f"resident/{number}"))


def loading_key(what: str) -> str:
    """The Idempotency-Key of one request of the loader."""
    return str(uuid5(SEED, f"load/{what}"))


def building_id(number: int) -> str:
    return str(uuid5(SEED, f"building/{number}"))


def import_id(number: int) -> str:
    """Of the register's first, second … try."""
    return str(uuid5(SEED, f"import/{number}"))
