"""The work of a large district, and candidates for it: what its rows look like, and what is asked of it."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from services.grids.candidates.domain.candidate import Candidate
from services.grids.work_log.domain.duties import DutyClass
from services.grids.work_log.domain.entry import Told, WorkEntry

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
        "candidate_tag_lists": {
            "valid_from": "'2020-01-01'::date + n",
            "tags": """'[{"key": "volunteer", "name_zh": "z", "name_en": "e", "preferred": true}]'""",
        },
        "candidate_tags": {
            "candidate_id": id.format(number="n"),
            "tag": "(ARRAY['volunteer', 'building_leader'])[n % 2 + 1]",
        },
        "work_counts": {"month": "'2000-01-01'::date + n / 3", "duty_class": CLASS},
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
        "get_candidate": {"candidate_id": row},
        "list_candidates": {"area_id": community_id},
        "get_candidate_tags": {},
        "count_work": {"area_id": community_id, "year": 2026},
    }


def looked_up(row: str, version: int, area_id: str, to_id: str) -> tuple[Callable[[Any], object], ...]:
    entry = WorkEntry(row, area_id, Told(DutyClass.HAZARDS, date(2025, 3, 5), row, "text"))
    return (
        lambda tx: tx.work_entries.logged_before(entry),
        lambda tx: tx.work_entries.get(row, version),
        lambda tx: tx.area_kinds.hold(area_id),
        lambda tx: tx.case_views.sees(row),
        lambda tx: tx.area_kinds.behind(row, 100),
        lambda tx: tx.kept_figures.set_right(area_id, to_id),
        lambda tx: tx.kept_figures.wrong(area_id, to_id),
        lambda tx: tx.candidates.entered_before([Candidate(row, area_id, "name", "", ())]),
        lambda tx: tx.candidates.get(row, version),
        lambda tx: tx.closed_places.pass_on([area_id], to_id, date(2026, 3, 5)),
        lambda tx: tx.candidate_tags.get(),
    )
