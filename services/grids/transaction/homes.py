"""Buildings and dwellings, who gives them on, and the sets of units beside the nesting."""

from functools import cached_property

from services.grids.areas.queries.bases import SqlBases
from services.grids.borders import Borders, Houses
from services.grids.dwellings.queries import SqlDwellingViews
from services.grids.dwellings.store import SqlBuildings, SqlCoverage, SqlUnits
from services.grids.grouped_dwellings import SqlGroupedDwellings
from services.grids.groupings.queries import Courtyards, Held, SqlGroupingViews
from services.grids.groupings.store.groupings import (
    SqlGroupedUnits,
    SqlGroupingKinds,
    SqlGroupings,
    SqlWholeGroups,
)
from services.grids.groupings.store.holdings import SqlHoldings
from services.grids.groupings.store.led import SqlLedGroups
from services.grids.transaction.ground import OfGround


class OfHomes(OfGround):
    @cached_property
    def buildings(self) -> SqlBuildings:
        return SqlBuildings(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def units(self) -> SqlUnits:
        return SqlUnits(self.rows)

    @cached_property
    def coverage(self) -> SqlCoverage:
        return SqlCoverage(self.rows)

    @cached_property
    def dwelling_views(self) -> SqlDwellingViews:
        return SqlDwellingViews(
            self.rows, self.area_kinds, Held(self.rows, self.scope), Courtyards(self.rows)
        )

    @cached_property
    def borders(self) -> Borders:
        return Borders(SqlBases(self.rows), self.units, SqlWholeGroups(self.rows), self.area_kinds.below)

    @cached_property
    def houses(self) -> Houses:
        return Houses(self.buildings, self.units)

    @cached_property
    def grouping_kinds(self) -> SqlGroupingKinds:
        return SqlGroupingKinds(self.rows)

    @cached_property
    def groupings(self) -> SqlGroupings:
        return SqlGroupings(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def grouped_units(self) -> SqlGroupedUnits:
        return SqlGroupedUnits(self.rows)

    @cached_property
    def grouped_dwellings(self) -> SqlGroupedDwellings:
        return SqlGroupedDwellings(self.rows)

    @cached_property
    def holdings(self) -> SqlHoldings:
        return SqlHoldings(self.rows)

    @cached_property
    def grouping_views(self) -> SqlGroupingViews:
        return SqlGroupingViews(self.rows, self.scope, self.area_kinds.reached, self.area_kinds)

    @cached_property
    def led_groups(self) -> SqlLedGroups:
        return SqlLedGroups(self.rows, seen=self.area_kinds.reached)
