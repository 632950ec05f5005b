"""Every column that holds an area, and what becomes of it when that area ends."""

from enum import Enum


class Fate(Enum):
    FOLLOWS = "it names the successor from then on"
    ENDS = "its row ends with the area"
    MIRRORS = "it is the ground as another service knows it, and hears of each change"
    HISTORY = "it says what was, and an area that ended still answers to its id"
    GUARDS = "it only guards or counts for the area itself, which nobody asks any more"
    NONE = "it holds no area"


LISTED: dict[str, dict[str, tuple[Fate, str]]] = {
    "care": {
        "areas.parent_id": (Fate.MIRRORS, "AreasMoved"),
        "areas.path": (Fate.MIRRORS, "AreasMoved"),
        "ended_areas.area_id": (Fate.HISTORY, "what ended, for whatever is heard of later"),
        "ended_areas.to_id": (Fate.HISTORY, "and what went on for it then"),
        "meal_editions.canteens": (Fate.FOLLOWS, "AreasReplaced"),
        "meal_editions.prices": (Fate.NONE, "by meal"),
        "residents.area_id": (Fate.MIRRORS, "ResidentsChanged"),
    },
    "grids": {
        "appointments.area_id": (Fate.ENDS, "belongings"),
        "area_change_sides.area_id": (Fate.HISTORY, "the log"),
        "area_changes.primary_id": (Fate.HISTORY, "the log"),
        "area_codes.area_id": (Fate.ENDS, "succeeding"),
        "area_imports.root": (Fate.HISTORY, "into what was imported"),
        "area_shapes.area_id": (Fate.HISTORY, "an outline to be read; the primary's takes it in"),
        "area_sheets.areas": (Fate.NONE, "how many"),
        "area_sheets.root": (Fate.HISTORY, "of what the sheet was made"),
        "area_spans.area_id": (Fate.HISTORY, "as it was then"),
        "area_spans.parent_id": (Fate.HISTORY, "as it was then"),
        "areas.community_id": (Fate.FOLLOWS, "succeeding"),
        "areas.parent_id": (Fate.FOLLOWS, "succeeding"),
        "areas.path": (Fate.FOLLOWS, "succeeding"),
        "buildings.community_id": (Fate.FOLLOWS, "estates"),
        "candidate_tag_lists.tags": (Fate.NONE, "of candidates"),
        "candidates.area_id": (Fate.FOLLOWS, "closed_places"),
        "cases.area_id": (Fate.FOLLOWS, "belongings"),
        "city_apps.apps": (Fate.NONE, "links"),
        "coverage.community_id": (Fate.FOLLOWS, "estates"),
        "division_events.from_codes": (Fate.NONE, "official codes"),
        "division_events.to_codes": (Fate.NONE, "official codes"),
        "dwellings.area_id": (Fate.FOLLOWS, "homes"),
        "estate_imports.community_id": (Fate.HISTORY, "into what was imported"),
        "groupings.community_id": (Fate.FOLLOWS, "belongings"),
        "labels.target_id": (Fate.HISTORY, "an area's label leads to its successors"),
        "level_schemes.levels": (Fate.NONE, "kinds of area"),
        "organisation_kinds.capacities": (Fate.NONE, "of members"),
        "organisation_kinds.kinds": (Fate.NONE, "kinds of organisation"),
        "organisations.area_id": (Fate.FOLLOWS, "belongings"),
        "organisations.parent_id": (Fate.NONE, "an organisation"),
        "place_counts.area_id": (Fate.FOLLOWS, "service_places"),
        "place_kinds.kinds": (Fate.NONE, "kinds of place"),
        "posts.area_id": (Fate.GUARDS, "one appoints there at a time"),
        "registers.community_id": (Fate.GUARDS, "numbers that are never given twice"),
        "service_places.area_id": (Fate.FOLLOWS, "service_places"),
        "service_places.zones": (Fate.NONE, "parts of the place"),
        "service_places.hours": (Fate.NONE, "of the week"),
        "service_places.duties": (Fate.NONE, "of the week"),
        "service_places.operators": (Fate.NONE, "names"),
        "service_places.equipment": (Fate.NONE, "things"),
        "service_places.uses": (Fate.NONE, "kinds of place"),
        "shape_cells.area_id": (Fate.GUARDS, "where its outline lay"),
        "tree_log.area_id": (Fate.HISTORY, "the moves"),
        "tree_log.parent_id": (Fate.HISTORY, "the moves"),
        "tree_log.old_path": (Fate.HISTORY, "the moves"),
        "tree_log.new_path": (Fate.HISTORY, "the moves"),
        "work_counts.area_id": (Fate.HISTORY, "where it was done"),
        "work_entries.area_id": (Fate.HISTORY, "where it was done"),
        "unit_grids.area_id": (Fate.HISTORY, "as it was then"),
    },
    "members": {
        "area_tallies.area_id": (Fate.MIRRORS, "DwellingsMoved"),
        "area_tallies.path": (Fate.MIRRORS, "AreasMoved"),
        "area_tallies.coarse": (Fate.MIRRORS, "AreasMoved"),
        "areas.parent_id": (Fate.MIRRORS, "AreasMoved"),
        "areas.path": (Fate.MIRRORS, "AreasMoved"),
        "ended_areas.area_id": (Fate.HISTORY, "what ended, though the mirror may not know of it yet"),
        "dwelling_places.area_id": (Fate.FOLLOWS, "DwellingsMoved"),
        "grants.area_id": (Fate.ENDS, "AreasReplaced"),
        "households.area_id": (Fate.FOLLOWS, "DwellingsMoved"),
        "platform_keys.area_id": (Fate.ENDS, "AreasReplaced"),
        "platform_keys.roles": (Fate.NONE, "names of roles"),
        "platform_keys.networks": (Fate.NONE, "addresses"),
        "platform_keys.rates": (Fate.NONE, "figures"),
        "register_imports.community_id": (Fate.HISTORY, "into what was imported"),
        "residents.area_id": (Fate.FOLLOWS, "DwellingsMoved"),
        "tally_days.area_id": (Fate.HISTORY, "what was counted at the end of a day"),
        "tally_sums.path": (Fate.MIRRORS, "AreasMoved"),
    },
    "notify": {
        "areas.parent_id": (Fate.MIRRORS, "AreasMoved"),
        "areas.path": (Fate.MIRRORS, "AreasMoved"),
        "messages.area_id": (Fate.HISTORY, "where the matter lay that it speaks of, as a closed case stays"),
        "messages.variables": (Fate.NONE, "what its sentence says"),
    },
}
"""By service, `table.column`. What follows or ends says by which event, in grids by which port."""
