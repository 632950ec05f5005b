"""The transaction of grids: the one place that knows all rooms' stores, one attribute per port."""

from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Subquery

from services.chassis.caller import Scope
from services.chassis.clock import SHANGHAI
from services.chassis.storage.job_ends import SqlJobEnds
from services.grids.answering import Upward
from services.grids.area_sheets.queries import SqlAreaImportViews
from services.grids.area_sheets.store.imports import SqlAreaImports
from services.grids.area_sheets.store.sheets import SqlAreaSheets
from services.grids.area_sheets.store.tables import area_imports, area_sheets
from services.grids.candidates.store.tables import candidates
from services.grids.estate_sheets.queries import SqlEstateImportViews
from services.grids.estate_sheets.store.imports import SqlEstateImports
from services.grids.estate_sheets.store.tables import estate_imports
from services.grids.for_imports.standing_areas import SqlStandingAreas
from services.grids.for_imports.standing_estates import SqlStandingEstates
from services.grids.ground_for_labels import SqlLabelGround, SqlLabelViews
from services.grids.kept_figures import SqlKeptFigures
from services.grids.labels.store import SqlCityApps, SqlLabels
from services.grids.level_use import SqlLevelUse
from services.grids.places.queries.lists import SqlPlaceViews
from services.grids.places.queries.totals import SqlPlaceTotals
from services.grids.places.store.kinds import SqlPlaceKinds
from services.grids.places.store.places import SqlServicePlaces
from services.grids.places.store.working_days import AnnouncedDays
from services.grids.posts.queries.chain import SqlChains
from services.grids.shapes.passing_on import JoinedShapes
from services.grids.shapes.queries import SqlShapeViews
from services.grids.shapes.store.shapes import SqlShapes
from services.grids.transaction.standing import OfOrganisations

SEALED = (area_imports, area_sheets, candidates, estate_imports)
"""Tables with sealed columns."""


class Transaction(OfOrganisations):
    @cached_property
    def working_days(self) -> AnnouncedDays:
        return AnnouncedDays()

    @cached_property
    def service_places(self) -> SqlServicePlaces:
        return SqlServicePlaces(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def place_kinds(self) -> SqlPlaceKinds:
        return SqlPlaceKinds(self.rows, self.scope)

    @cached_property
    def place_views(self) -> SqlPlaceViews:
        return SqlPlaceViews(self.rows, areas=self.area_kinds, working=self.working_days)

    @cached_property
    def place_totals(self) -> SqlPlaceTotals:
        return SqlPlaceTotals(self.rows, areas=self.area_kinds)

    @cached_property
    def kept_figures(self) -> SqlKeptFigures:
        return SqlKeptFigures(self.rows, self.work_entries, self.service_places, self.coverage)

    @cached_property
    def labels(self) -> SqlLabels:
        return SqlLabels(self.rows)

    @cached_property
    def city_apps(self) -> SqlCityApps:
        return SqlCityApps(self.rows, self.scope)

    @cached_property
    def label_ground(self) -> SqlLabelGround:
        return SqlLabelGround(self.rows, self.area_kinds)

    @cached_property
    def label_views(self) -> SqlLabelViews:
        return SqlLabelViews(self.rows, self.area_kinds, SqlChains(self.rows, Upward(Scope(None))))

    @cached_property
    def standing_areas(self) -> SqlStandingAreas:
        today = self.now.astimezone(SHANGHAI).date()
        levels, systems, log = self.level_schemes, self.code_schemes, self.area_log
        others = self.ex_officio, self.groupings
        return SqlStandingAreas(self.rows, self.scope, levels, systems, today, log, *others)

    @cached_property
    def area_imports(self) -> SqlAreaImports:
        return SqlAreaImports(self.rows, self.seals)

    @cached_property
    def area_import_views(self) -> SqlAreaImportViews:
        return SqlAreaImportViews(self.rows)

    @cached_property
    def job_ends(self) -> SqlJobEnds:
        return SqlJobEnds(self.rows)

    @cached_property
    def area_sheets(self) -> SqlAreaSheets:
        return SqlAreaSheets(self.rows, self.seals)

    @cached_property
    def standing_estates(self) -> SqlStandingEstates:
        today = self.now.astimezone(SHANGHAI).date()
        return SqlStandingEstates(self.rows, self.level_schemes, self.borders, self.homes, today)

    @cached_property
    def estate_imports(self) -> SqlEstateImports:
        return SqlEstateImports(self.rows, self.seals)

    @cached_property
    def estate_import_views(self) -> SqlEstateImportViews:
        return SqlEstateImportViews(self.rows)

    @cached_property
    def shapes(self) -> SqlShapes:
        return SqlShapes(
            self.rows,
            seen=lambda area_id: self.area_kinds.find_path(area_id) is not None,
            children=self._children,
            ended=self._ended,
            subtree=self._in_community,
        )

    @cached_property
    def outlines(self) -> JoinedShapes:
        return JoinedShapes(self.shapes)

    @cached_property
    def level_use(self) -> SqlLevelUse:
        return SqlLevelUse(self.rows)

    @cached_property
    def shape_views(self) -> SqlShapeViews:
        return SqlShapeViews(self.rows, seen=self.area_kinds.reached, shown=self._shown)

    def _children(self, area_id: str, limit: int) -> list[str]:
        found = self.area_lists.children(area_id, None, limit)["items"]
        return [row["id"] for row in found if row["active"]]

    def _ended(self, area_id: str) -> tuple[bool, date | None]:
        stood = self.area_kinds.stood([area_id]).get(area_id)
        return (True, stood[2]) if stood else (False, None)

    def _in_community(self, area_id: str) -> Subquery | None:
        _, community_id = self.area_kinds.places([area_id]).get(area_id, (None, None))
        return self.area_kinds.subtree(area_id) if community_id else None

    def _shown(self, area_id: str) -> dict[str, Any] | None:
        return self.area_kinds.find(area_id)
