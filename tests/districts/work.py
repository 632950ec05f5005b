"""The work of a large district: what its rows look like, and what is asked of it."""

from collections.abc import Mapping
from typing import Any

CLASS = "(ARRAY['hazards', 'groundwork', 'emergency'])[n % 3 + 1]"


def shapes(id: str) -> dict[str, dict[str, str]]:
    """`id` spells one of a number."""
    return {
        "work_entries": {
            "duty_class": CLASS,
            "done_on": "'2025-01-01'::date + n % 400",
            "staff_id": id.format(number="n"),
            "case_id": id.format(number="n"),
            "withdrawn": "n % 50 = 0",
        },
        "work_counts": {"month": "'2026-03-01'", "duty_class": CLASS},
    }


def asked(row: str, community_id: str) -> dict[str, Mapping[str, Any]]:
    """A value for each field."""
    return {
        "get_work_entry": {"entry_id": row},
        "list_work": {
            "area_id": community_id,
            "duty_class": "hazards",
            "since": "2025-02-01",
            "until": "2026-01-01",
        },
        "count_work": {"area_id": community_id, "year": 2026},
    }
