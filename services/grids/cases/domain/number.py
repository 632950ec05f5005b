"""The number of a case in its community's register (台账编号)."""


def case_number(register: str, year: int, place: int) -> str:
    """`510108006004-2026-000001`: gapless per community and year."""
    return f"{register}-{year}-{place:06d}"
