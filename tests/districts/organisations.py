"""Organisations of a large district: what their rows look like, and what is asked of them."""

from collections.abc import Mapping
from typing import Any


def shapes(id: str) -> dict[str, dict[str, str]]:
    """`id` spells one of a number."""
    kind = """'[{"key": "canteen", "name_zh": "z", "name_en": "e", "above": null,
        "area_kinds": [], "grouping_kinds": []}]'"""
    return {
        "organisation_kinds": {
            "valid_from": "'2020-01-01'::date + n",
            "kinds": kind,
            "capacities": """'[{"key": "member", "name_zh": "z", "name_en": "e"}]'""",
        },
        "organisations": {
            "kind": "'kind_' || n % 14",
            "parent_id": f"CASE WHEN n > 1 THEN {id.format(number='n / 20 + 1')} END",
            "grouping_id": f"CASE WHEN n % 4 = 0 THEN {id.format(number='n / 2 + 4')} END",
            "founded_on": "'2020-01-01'",
            "closed_on": "CASE WHEN n % 4 = 3 THEN '2026-01-01'::date END",
        },
        "organisation_members": {
            "organisation_id": id.format(number="(n - 1) / 4 * 4 + 1"),
            "capacity": "(ARRAY['member', 'secretary'])[n % 2 + 1]",
            "valid_from": "'2020-01-01'",
            "valid_to": "NULL",
        },
    }


def asked(row: str, community_id: str, area_id: str, other: str) -> dict[str, Mapping[str, Any]]:
    """A value for each field."""
    return {
        "get_organisation": {"organisation_id": row},
        "get_organisation_kinds": {},
        "list_organisations": {
            "area_id": community_id,
            "grouping_id": other,
            "kind": "kind_7",
            "parent_id": other,
            "closed": False,
        },
        "list_organisation_members": {"organisation_id": row, "on": "2026-03-05"},
        "find_organisations": {"area_id": area_id, "dwelling_id": row},
        "count_organisations": {"area_id": community_id},
        "report_organisation_coverage": {
            "area_id": community_id,
            "kind": "kind_7",
            "area_kind": "micro",
            "grouping_kind": "courtyard",
        },
    }
