"""The ground itself: levels, the tree and its log, codes, official divisions."""

from functools import cached_property

from services.grids.areas.queries.ground import Ground as AreasGround
from services.grids.areas.queries.heirs import SqlHeirs
from services.grids.areas.queries.lists import AreaLists
from services.grids.areas.queries.views import AreaViews
from services.grids.areas.store.areas import SqlAreas
from services.grids.areas.store.codes import SqlCodes, SqlCodeSchemes
from services.grids.areas.store.founding import SqlGiven, SqlNewAreas
from services.grids.divisions.queries import SqlDivisionLists, SqlDivisions
from services.grids.levels.presets import PresetFiles
from services.grids.levels.store.schemes import SqlLevelSchemes
from services.grids.transaction.successions import Successions


class OfGround(Successions):
    @cached_property
    def level_schemes(self) -> SqlLevelSchemes:
        return SqlLevelSchemes(self.rows, self.scope)

    @cached_property
    def level_presets(self) -> PresetFiles:
        return PresetFiles()

    @cached_property
    def areas(self) -> SqlAreas:
        return SqlAreas(self.rows, self.scope)

    @cached_property
    def given(self) -> SqlGiven:
        return SqlGiven(self.rows)

    @cached_property
    def codes(self) -> SqlCodes:
        return SqlCodes(self.rows)

    @cached_property
    def code_schemes(self) -> SqlCodeSchemes:
        return SqlCodeSchemes(self.rows, self.scope)

    @cached_property
    def new_areas(self) -> SqlNewAreas:
        return SqlNewAreas(self.rows)

    @cached_property
    def area_views(self) -> AreaViews:
        return AreaViews(self.rows, self.scope)

    @cached_property
    def area_lists(self) -> AreaLists:
        return AreaLists(self.rows, self.scope)

    @cached_property
    def area_kinds(self) -> AreasGround:
        return AreasGround(self.rows, self.scope)

    @cached_property
    def heirs(self) -> SqlHeirs:
        return SqlHeirs(self.rows)

    @property
    def places(self) -> AreasGround:
        return self.area_kinds

    @cached_property
    def divisions(self) -> SqlDivisions:
        return SqlDivisions(self.rows)

    @cached_property
    def division_lists(self) -> SqlDivisionLists:
        return SqlDivisionLists(self.rows)
