"""Organisations, in trees of their own over the same ground."""

from functools import cached_property

from services.grids.answering import OrganisationWays
from services.grids.groupings.queries import SqlOpenGroupings
from services.grids.organisations.queries.figures import SqlOrganisationFigures
from services.grids.organisations.queries.lists import SqlOrganisationViews
from services.grids.organisations.queries.upward import SqlOrganisationsUpward
from services.grids.organisations.store.kinds import SqlOrganisationKinds
from services.grids.organisations.store.members import SqlOrganisationMembers
from services.grids.organisations.store.organisations import SqlOrganisations
from services.grids.transaction.duties import OfDuties


class OfOrganisations(OfDuties):
    @cached_property
    def organisation_kinds(self) -> SqlOrganisationKinds:
        return SqlOrganisationKinds(self.rows, self.scope)

    @cached_property
    def organisations(self) -> SqlOrganisations:
        return SqlOrganisations(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def organisation_members(self) -> SqlOrganisationMembers:
        return SqlOrganisationMembers(self.rows)

    @cached_property
    def organisation_views(self) -> SqlOrganisationViews:
        return SqlOrganisationViews(self.rows, areas=self.area_kinds)

    @cached_property
    def organisations_upward(self) -> SqlOrganisationsUpward:
        return SqlOrganisationsUpward(self.rows, OrganisationWays(self.scope))

    @cached_property
    def organisation_figures(self) -> SqlOrganisationFigures:
        groupings = SqlOpenGroupings(self.rows, self.area_kinds.below)
        return SqlOrganisationFigures(self.rows, self.area_kinds, groupings)
