"""What the rows of a large district look like where a column's type and keys do not say it.

Rows are numbered from 1. Areas are a tree in which each has twenty below it: 1 is the county, 2–21 are
townships, 22–421 communities, 422–8421 grids, the rest micro-grids. Rows lie in micro-grids, one in each,
and follow each other all over the district.
"""

import json

from services.grids.levels.domain.scheme import USUAL
from tests.districts import organisations, work

HERE, THERE = "d1", "d2"
ROWS, ROWS_THERE = 100_000, 10_000
FIRST_MICRO = 8422
MICROS, MICROS_THERE = ROWS - FIRST_MICRO + 1, ROWS_THERE - FIRST_MICRO + 1
MANY_DISTRICTS = 5000
FEW = {
    "districts": 1,
    "code_schemes": 20,
    "level_schemes": 20,
    "moves": 1,
    "grouping_kinds": 20,
    "trees": 1,
    "data_keys": 5,
    "mirror_states": 5,
    "meal_editions": 20,
    "post_roles": 20,
    "platform_keys": 20,
    "place_kinds": 20,
    "organisation_kinds": 20,
    "candidate_tag_lists": 20,
    "place_counts": 20,
    "city_apps": 20,
    "tally_beginnings": 1,
}
"""Tables of which a district has some rows however many people it has: there are many districts instead."""

COMMUNITY, MICRO_INSIDE, ROW_INSIDE = 100, 39622, 70605
"""A community, a micro-grid in it, and a row that lies there."""
COURTYARD = 900_044
"""A grouping of four dwellings, in one of which whoever is in that row lives."""
SPLIT = 1982
"""A grid with areas and a dwelling of its own."""
TOWNSHIP = (COMMUNITY - 2) // 20 + 1

LEVELS = [vars(level) | {"optional": level.kind == "general_total"} for level in USUAL.levels]
"""The usual ones; a base grid may stand in a community."""

ID = "'00000000-0000-7000-8000-' || lpad(({number})::text, 12, '0')"
MICRO = f"{FIRST_MICRO} + (n * 7919) % micros"
LEVEL = "CASE WHEN n = 1 THEN 1 WHEN n < 22 THEN 2 WHEN n < 422 THEN 3 WHEN n < 8422 THEN 4 ELSE 5 END"
COMMUNITY_OF = """
    CASE WHEN n < 22 THEN NULL WHEN n < 422 THEN n
      WHEN n < 8422 THEN (n - 2) / 20 + 1 ELSE ((n - 2) / 20 - 1) / 20 + 1 END
"""


def one_of(*values: str) -> str:
    """Each as often as the others."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"(ARRAY[{listed}])[n % {len(values)} + 1]"


OF_EVERY_TABLE = {
    "area_id": ID.format(number=MICRO),
    "community_id": ID.format(number="22 + n % 400"),
    "resident_id": ID.format(number="n"),
    "removed": "false",
    "active": "true",
    "epoch": "0",
    "import_version": "NULL",
}
OF_TABLES = {
    "areas": {
        "parent_id": f"CASE WHEN n > 1 THEN {ID.format(number='(n - 2) / 20 + 1')} END",
        "kind": f"(ARRAY['county', 'township', 'community', 'base', 'micro'])[{LEVEL}]",
        "path": "pg_temp.path_of(n)",
        "community_id": ID.format(number=COMMUNITY_OF),
        "valid_to": "NULL",
    },
    "coverage": {"community_id": ID.format(number="n")},
    "area_changes": {"kind": one_of("renamed", "split")},
    "area_change_sides": {"area_id": ID.format(number="n / 4 + 1"), "number": "n", "side": "'to'"},
    "area_spans": {
        "area_id": ID.format(number="n"),
        "valid_from": "'2020-01-01'",
        "valid_to": "NULL",
        "parent_id": f"CASE WHEN n > 1 THEN {ID.format(number='(n - 2) / 20 + 1')} END",
    },
    "area_tallies": {
        "area_id": ID.format(number="n"),
        "path": "pg_temp.path_of(n)",
        "coarse": "'1/' || n || '/'",
    },
    "tally_days": {"area_id": ID.format(number="n"), "day": "'2026-03-05'"},
    "tally_beginnings": {"day": "'2026-01-01'"},
    "tally_sums": {"path": "'1/' || n || '/'"},
    "estate_imports": {"state": "'ended'", "file": "''", "sheet": "''"},
    "estate_refusals": {"wrong": "'[]'"},
    "area_shapes": {
        "area_id": ID.format(number="n"),
        "shape": """'{"type":"Polygon","coordinates":[[[0,0],[180,0],[180,90],[0,90],[0,0]]]}'""",
        "west": f"100.07 + (n - {MICRO_INSIDE}) * 0.001",
        "east": f"100.071 + (n - {MICRO_INSIDE}) * 0.001",
        "south": "30.07",
        "north": "30.071",
    },
    "shape_cells": {
        "area_id": ID.format(number="n"),
        "cell": f"'0:' || (204944 + n - {MICRO_INSIDE}) || ':61584'",
    },
    "area_imports": {
        "root": ID.format(number="22 + n % 400"),
        "state": "'ended'",
        "file": "''",
        "sheet": "''",
    },
    "area_refusals": {"wrong": "'[]'"},
    "area_sheets": {"root": ID.format(number="22 + n % 400"), "format": "'xlsx'", "file": "''"},
    "area_codes": {"scheme": "'LOCAL'", "valid_to": "NULL"},
    "appointments": {
        "area_id": f"""
            CASE WHEN n = 7 AND micros = {MICROS} THEN {ID.format(number=MICRO_INSIDE)}
              ELSE {ID.format(number=MICRO)} END
        """,
        "role": "'micro_grid_worker'",
        "valid_to": "NULL",
        "grants": "'micro_grid_worker'",
        "ex_officio_of": f"CASE WHEN n % 10 = 0 THEN {ID.format(number='n / 10')} END",
    },
    "level_schemes": {
        "valid_from": "CASE n WHEN 1 THEN '2020-01-01'::date ELSE '2100-01-01'::date + n END",
        "levels": f"'{json.dumps(LEVELS)}'",
    },
    "post_roles": {"valid_from": "'2100-01-01'::date + n", "roles": "'[]'"},
    "trees": {"version": str(ROWS)},
    "posts": {"area_id": ID.format(number="n"), "role": "'micro_grid_worker'"},
    "groupings": {"kind": "'courtyard'", "whole": "n % 2 = 1", "closed_on": "NULL"},
    "grouping_units": {
        "kind": "'courtyard'",
        "building_id": ID.format(number="n / 2 + 1"),
        # Whole ones have one unit, so that no grid splits them; others have three.
        "grouping_id": ID.format(number="n / 2 + 1 + CASE (n / 2 + 1) % 2 WHEN 1 THEN n % 2 ELSE 0 END"),
    },
    "grouping_holders": {"grouping_id": ID.format(number="n / 2 + 1"), "valid_to": "NULL"},
    "grouped_dwellings": {
        "grouping_id": ID.format(number="900000 + n / 4"),
        "dwelling_id": ID.format(number="n"),
    },
    "dwellings": {
        "building_id": ID.format(number="n / 2 + 1"),
        # One of a hundred lies in no grid yet, some of them in COMMUNITY.
        "area_id": f"""
            CASE WHEN n = 9 THEN {ID.format(number=SPLIT)}
              WHEN n % 100 <> 54 THEN {ID.format(number=MICRO)} END
        """,
    },
    "unit_grids": {"building_id": ID.format(number="n / 2 + 1"), "unit": "n", "valid_from": "'2020-01-01'"},
    "cases": {"state": one_of("registered", "assigned", "in_hand", "closed")},
    "residents": {
        "status": "'living'",
        "residency": "'registered'",
        "sex": "n % 2 + 1",
        "birth_date": "'1950-01-01'",
        "document_kind": "NULL",
        "document": "NULL",
        "phone": "NULL",
        "email": "NULL",
    },
    "ended_areas": {"area_id": ID.format(number="n"), "to_id": "NULL"},
    "standings": {"status": "'living'"},
    "service_places": {
        "kind": "'kind_' || n % 14",
        "lon": "1041000000 + (n * 7919) % 100000 * 100",
        "lat": "306700000 + (n * 4583) % 100000 * 100",
        "mobile": "false",
        "closed_on": "CASE WHEN n % 4 = 0 THEN '2026-01-01'::date END",
        **dict.fromkeys(("zones", "duties", "operators", "equipment"), "'[]'"),
        "hours": """'{"weekly": [[4, 540, 1020]], "otherwise": [], "follows_calendar": true}'""",
        "uses": """'[["canteen", "name", "2020-01-01", null]]'""",
    },
    "labels": {
        "token": f"'{'A' * 22}' || lpad(n::text, 8, '0')",
        "kind": one_of("unit", "area", "building"),
        "target_id": ID.format(number="CASE n % 3 WHEN 0 THEN n / 2 + 1 ELSE n END"),
        "unit": "CASE n % 3 WHEN 0 THEN n ELSE 0 END",
        "revoked_at": "NULL",
    },
    "place_kinds": {
        "valid_from": "'2020-01-01'::date + n",
        "kinds": """'[{"key": "canteen", "name_zh": "z", "name_en": "e", "may_be_mobile": false}]'""",
    },
    "city_apps": {"apps": """'[{"name_zh": "z", "name_en": "e", "url": "https://a.example"}]'"""},
    **organisations.shapes(ID) | work.shapes(ID),
    "place_counts": {"area_id": ID.format(number=f"{FIRST_MICRO} + n")},
    "register_imports": {"state": "'ended'", "file": "''", "sheet": "''"},
    "register_refusals": {"wrong": "'[]'"},
    "grants": {"role": "'grid_worker'", "source": one_of("hand", "post"), "ended_at": "NULL"},
    "meal_editions": {"valid_from": "'2020-01-01'::date + n", "canteens": "'[]'"},
    "meal_cards": {"closed_on": "CASE WHEN n % 4 = 0 THEN '2026-01-01'::date END", "reason": "NULL"},
    "meal_enrolments": {"ended_on": "NULL", "reason": "NULL"},
    "served_meals": {"on": "'2026-01-01'::date + n % 20", "meal": "'lunch'"},
    "platform_keys": {
        "type": "'live'",
        "roles": """'["platform_cases"]'""",
        "area_id": f"CASE WHEN n % 2 = 0 THEN {ID.format(number=f'{FIRST_MICRO} + (n * 4579) % 90000')} END",
        "networks": "'[]'",
        "rates": "'{}'",
        "ended_at": "NULL",
        "ended_by": "NULL",
        "old_until": "NULL",
    },
    "messages": {
        "subject_kind": one_of("case", "case", "broken_glass"),
        "state": one_of("sent", "sent", "sent", "sent", "failed", "queued"),
        "reason": "NULL",
        "language": "'en'",
        "template_key": "'case_closed'",
        "template_edition": "'preset-1'",
    },
    "templates": {"language": "'en'"},
    "inbox": {"state": one_of("done", "done", "done", "done", "parked", "dead")},
    "audit": {"ids": "'[]'", "kind": "'read'"},
    "audit_blocks": {"rows": "'[]'"},
    "audit_objects": {"id": ID.format(number="n"), "object_id": ID.format(number="n / 20 + 1")},
    "jobs": {
        "state": one_of("done", "done", "done", "done", "done", "waiting"),
        "caller": "'{}'",
        "params": "'{}'",
        "cursor": "NULL",
        "result": "NULL",
        "error": "NULL",
        "asked_by": f"'person:' || {ID.format(number='n / 20 + 1')}",
    },
}


def id_of(number: int) -> str:
    return f"00000000-0000-7000-8000-{number:012}"


PATH = """
    CREATE OR REPLACE FUNCTION pg_temp.path_of(number int) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE path text := number || '/';
    BEGIN
        WHILE number > 1 LOOP number := (number - 2) / 20 + 1; path := number || '/' || path; END LOOP;
        RETURN path;
    END $$
"""
