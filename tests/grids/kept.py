"""What a world in memory keeps, and the promises that all its ports share."""

from dataclasses import dataclass, field
from typing import Any

from services.chassis.caller import WHOLE_DISTRICT, Scope
from services.chassis.domain import Event
from services.chassis.errors import StaleVersion
from services.chassis.importing import Refusal
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.domain.area_sheet import AreaSheet
from services.grids.areas.domain.area import Area
from services.grids.areas.domain.change import Change
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.system import System
from services.grids.areas.domain.tree import Tree
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.domain.tags import TagEdition
from services.grids.cases.domain.case import Case
from services.grids.dwellings.domain.building import Building, Dwelling
from services.grids.estate_sheets.domain.estate_import import EstateImport
from services.grids.groupings.domain.grouping import Grouping
from services.grids.groupings.domain.holding import Holding
from services.grids.groupings.domain.kind import GroupingKind
from services.grids.labels.domain.city_apps import CityApps
from services.grids.labels.domain.label import Label
from services.grids.levels.domain.written import WrittenScheme
from services.grids.organisations.domain.kinds import KindEdition as OrganisationKindEdition
from services.grids.organisations.domain.membership import Membership
from services.grids.organisations.domain.organisation import Organisation
from services.grids.places.domain.kinds import KindEdition
from services.grids.places.domain.place import Place
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.roles import RolesEdition
from services.grids.posts.domain.staff import Staff
from services.grids.shapes.domain.shape import Shape
from services.grids.work_log.domain.entry import WorkEntry


@dataclass
class Kept:
    """What is there when nothing is under way."""

    tree: Tree = field(default_factory=Tree)
    areas: dict[str, Area] = field(default_factory=dict)
    changes: dict[int, Change] = field(default_factory=dict)
    tree_log: list[dict[str, Any]] = field(default_factory=list)
    codes: list[AreaCode] = field(default_factory=list)
    buildings: dict[str, Building] = field(default_factory=dict)
    dwellings: dict[str, Dwelling] = field(default_factory=dict)
    grouping_kinds: list[GroupingKind] = field(default_factory=list)
    groupings: dict[str, Grouping] = field(default_factory=dict)
    grouped: dict[tuple[str, str, int], str] = field(default_factory=dict)
    holdings: dict[str, tuple[str, Holding]] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    roles: list[RolesEdition] = field(default_factory=list)
    appointments: dict[str, Appointment] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    registers: dict[tuple[str, int], int] = field(default_factory=dict)
    systems: dict[str, System] = field(default_factory=dict)
    level_schemes: list[WrittenScheme] = field(default_factory=list)
    service_places: dict[str, Place] = field(default_factory=dict)
    place_kinds: list[KindEdition] = field(default_factory=list)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    members: dict[str, tuple[str, Membership]] = field(default_factory=dict)
    organisation_kinds: list[OrganisationKindEdition] = field(default_factory=list)
    work_entries: dict[str, WorkEntry] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    candidate_tags: list[TagEdition] = field(default_factory=list)
    labels: dict[str, Label] = field(default_factory=dict)
    city_apps: list[CityApps] = field(default_factory=list)
    became: dict[str, list[str]] = field(default_factory=dict)
    area_imports: dict[str, AreaImport] = field(default_factory=dict)
    area_refusals: dict[str, list[Refusal]] = field(default_factory=dict)
    estate_imports: dict[str, EstateImport] = field(default_factory=dict)
    area_sheets: dict[str, AreaSheet] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


@dataclass
class State:
    """What is kept, and where the caller may see."""

    scope: Scope = WHOLE_DISTRICT
    kept: Kept = field(default_factory=Kept)

    def sees(self, area_id: str) -> bool:
        area = self.kept.areas.get(area_id)
        if area is None:
            return False
        held = self.scope.area_ids
        return held is None or any(area.path.startswith(self.kept.areas[root].path) for root in held)


@dataclass
class Fake:
    """A port in memory."""

    world: State


def refuse_stale(sent: int, current: int) -> None:
    if sent != current:
        raise StaleVersion(sent_version=sent, current_version=current, current={"version": current})


def paged(items: list[dict[str, Any]], by: str, after: Any, limit: int) -> Any:
    """The rows after `after[0]`, in the order of one unique column."""
    ordered = sorted(items, key=lambda row: str(row[by]))
    if after is not None:
        ordered = [row for row in ordered if str(row[by]) > after[0]]
    shown = ordered[:limit]
    return {"items": shown, "next": [shown[-1][by]] if len(ordered) > limit else None}
