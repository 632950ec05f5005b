"""The transaction of grids: the one file that knows all rooms' stores, one attribute per port."""

from datetime import date
from functools import cached_property

from services.chassis.storage.rows import Rows
from services.chassis.storage.transaction import Transaction as ChassisTransaction
from services.grids.areas.queries.ground import Ground as AreasGround
from services.grids.areas.queries.lists import AreaLists
from services.grids.areas.queries.views import AreaViews
from services.grids.areas.store.areas import SqlAreas
from services.grids.areas.store.founding import SqlGiven, SqlNewAreas
from services.grids.areas.store.trees import SqlTrees
from services.grids.cases.domain.errors import AreaUnknown
from services.grids.cases.domain.ground import Ground
from services.grids.cases.queries import SqlCaseViews
from services.grids.cases.store import SqlCases, SqlRegister
from services.grids.posts.queries.people import SqlPeopleViews
from services.grids.posts.queries.posts import SqlPostViews, holder_on
from services.grids.posts.store.people import SqlPeople
from services.grids.posts.store.posts import SqlAppointments, SqlPosts


class SqlGrounds:
    """Where a case lies and who holds the post there: areas and posts asked in one statement."""

    def __init__(self, rows: Rows, ground: AreasGround) -> None:
        self.rows, self.ground = rows, ground

    def find(self, area_id: str, on: date) -> Ground:
        holder = holder_on(self.rows, self.ground.area_id, on).label("holder_id")
        found = self.rows.all(self.ground.with_community(area_id, on, holder))
        if not found:
            raise AreaUnknown(area_id=area_id)
        place = found[0]
        return Ground(
            area_id,
            place["kind"],
            place["community_id"] or "",
            place["path"] or "",
            {row["scheme"]: row["code"] for row in found if row["scheme"]},
            place["holder_id"],
        )


class Transaction(ChassisTransaction):
    @cached_property
    def trees(self) -> SqlTrees:
        return SqlTrees(self.rows)

    @cached_property
    def areas(self) -> SqlAreas:
        return SqlAreas(self.rows, self.scope)

    @cached_property
    def given(self) -> SqlGiven:
        return SqlGiven(self.rows)

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
        return SqlAppointments(self.rows, seen=self.area_kinds.seen)

    @cached_property
    def post_views(self) -> SqlPostViews:
        return SqlPostViews(self.rows, places=self.area_kinds)

    @cached_property
    def grounds(self) -> SqlGrounds:
        return SqlGrounds(self.rows, self.area_kinds)

    @cached_property
    def cases(self) -> SqlCases:
        return SqlCases(self.rows, seen=self.area_kinds.seen)

    @cached_property
    def register(self) -> SqlRegister:
        return SqlRegister(self.rows)

    @cached_property
    def case_views(self) -> SqlCaseViews:
        return SqlCaseViews(self.rows, areas=self.area_kinds)
