"""Posts, who holds them and who might, the cases that they handle, and what they write down of their work."""

from functools import cached_property

from services.chassis.caller import Scope
from services.grids.answering import SqlGrounds, Upward
from services.grids.areas.queries.ground import Ground as AreasGround
from services.grids.candidates.queries import SqlCandidateViews
from services.grids.candidates.seeing import sees_candidates_whole
from services.grids.candidates.store.candidates import SqlCandidates
from services.grids.candidates.store.tags import SqlCandidateTags
from services.grids.cases.queries import SqlCaseViews
from services.grids.cases.store.cases import SqlCases
from services.grids.cases.store.open_work import SqlOpenWork
from services.grids.posts.coming_along import SqlExOfficio
from services.grids.posts.queries.appointments import SqlAppointmentViews
from services.grids.posts.queries.chain import SqlChains
from services.grids.posts.queries.figures import SqlPostFigures
from services.grids.posts.queries.people import SqlPeopleViews
from services.grids.posts.queries.posts import SqlPostViews
from services.grids.posts.store.people import SqlPeople
from services.grids.posts.store.posts import SqlAppointments, SqlPosts
from services.grids.posts.store.roles import SqlRoles
from services.grids.transaction.homes import OfHomes
from services.grids.work_log.queries import SqlWorkFigures, SqlWorkViews
from services.grids.work_log.store.entries import SqlWorkEntries


class OfDuties(OfHomes):
    @cached_property
    def people(self) -> SqlPeople:
        return SqlPeople(self.rows)

    @cached_property
    def people_views(self) -> SqlPeopleViews:
        return SqlPeopleViews(self.rows)

    @cached_property
    def posts(self) -> SqlPosts:
        return SqlPosts(self.rows)

    @cached_property
    def appointments(self) -> SqlAppointments:
        return SqlAppointments(self.rows, seen=self.area_kinds.reached, of_kinds=self.area_kinds.of_kinds)

    @cached_property
    def appointment_views(self) -> SqlAppointmentViews:
        return SqlAppointmentViews(self.rows, places=self.area_kinds, seen=self.area_kinds.reached)

    @cached_property
    def post_views(self) -> SqlPostViews:
        return SqlPostViews(self.rows, places=self.area_kinds)

    @cached_property
    def roles(self) -> SqlRoles:
        return SqlRoles(self.rows, self.scope)

    @cached_property
    def post_figures(self) -> SqlPostFigures:
        return SqlPostFigures(self.rows, places=self.area_kinds)

    @cached_property
    def chains(self) -> SqlChains:
        return SqlChains(self.rows, Upward(self.scope))

    @cached_property
    def ex_officio(self) -> SqlExOfficio:
        return SqlExOfficio(self.rows, self.roles, self.posts)

    @property
    def sees_everything(self) -> bool:
        return self.scope.area_ids is None

    @cached_property
    def open_work(self) -> SqlOpenWork:
        return SqlOpenWork(self.rows, seen=self.area_kinds.reached)

    def reaches(self, area_id: str, scope: Scope) -> bool:
        """Whether an area, ended ones too, lies where another permission is held."""
        return scope.area_ids is None or bool(AreasGround(self.rows, scope).stood([area_id]))

    @cached_property
    def grounds(self) -> SqlGrounds:
        return SqlGrounds(self.rows, self.scope)

    @cached_property
    def cases(self) -> SqlCases:
        return SqlCases(self.rows, areas=self.area_kinds)

    @cached_property
    def case_views(self) -> SqlCaseViews:
        return SqlCaseViews(self.rows, areas=self.area_kinds)

    @cached_property
    def work_entries(self) -> SqlWorkEntries:
        return SqlWorkEntries(self.rows, seen=self.area_kinds.reached)

    @cached_property
    def work_views(self) -> SqlWorkViews:
        return SqlWorkViews(self.rows, areas=self.area_kinds)

    @cached_property
    def work_figures(self) -> SqlWorkFigures:
        return SqlWorkFigures(self.rows, areas=self.area_kinds)

    @cached_property
    def candidates(self) -> SqlCandidates:
        return SqlCandidates(self.rows, self.seals, seen=self.area_kinds.reached)

    @cached_property
    def candidate_views(self) -> SqlCandidateViews:
        return SqlCandidateViews(self.rows, self.seals, areas=self.area_kinds)

    @property
    def sees_candidates_whole(self) -> bool:
        return sees_candidates_whole(self.caller, self.now)

    @cached_property
    def candidate_tags(self) -> SqlCandidateTags:
        return SqlCandidateTags(self.rows, self.scope)
