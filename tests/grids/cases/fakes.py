"""The cases' ports in memory."""

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

from services.chassis.errors import IdTaken
from services.grids.cases.domain.case import Case
from services.grids.cases.domain.errors import AreaUnknown, CaseUnknown
from services.grids.cases.domain.events import CaseHanded, CasesHandedOver
from services.grids.cases.domain.ground import Ground
from services.grids.cases.domain.state import CaseState
from services.grids.cases.store.open_work import Handed, Work
from services.grids.posts.use_cases.ports import OfDay
from tests.grids.kept import Fake, paged, refuse_stale
from tests.grids.posts.fake_views import FakeChains


class FakeGrounds(Fake):
    def find(self, area_id: str, on: date) -> Ground:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        kept = self.world.kept
        area = kept.areas[area_id]
        community = kept.areas[area.community_id] if area.community_id else area
        codes = {str(code.scheme): code.code for code in kept.codes if code.area_id == community.id}
        held = (each for each in kept.appointments.values() if each.area_id == area_id)
        holder_id = next((each.staff_id for each in held if each.term.holds_on(on)), None)
        return Ground(area_id, area.kind, community.id, community.path, codes, holder_id)

    def hold(self, area_id: str, on: date) -> Ground:
        return self.find(area_id, on)

    def who_above(self, area_id: str, on: date) -> str | None:
        found = FakeChains(self.world).of_area(area_id, OfDay(on, is_over=False)).responsible
        return None if found is None else found.staff_id


class FakeOpenWork(Fake):
    def of(self, staff_id: str, area_ids: Any) -> Work:
        theirs = [each for each in self.world.kept.cases.values() if each.assignee_id == staff_id]
        seen = [each for each in theirs if self.world.sees(each.area_id)]
        mine = [each for each in seen if area_ids is None or each.area_id in area_ids]
        opened, all_open, everywhere = (
            [each for each in some if each.state is not CaseState.CLOSED] for some in (mine, seen, theirs)
        )
        first = [vars(each) for each in opened]
        left, elsewhere = len(all_open) - len(opened), len(everywhere) - len(all_open)
        return Work(len(opened), len(mine) - len(opened), left, elsewhere, first)

    def open_at(self, staff_id: str, area_id: str) -> int:
        return len(self.of(staff_id, [area_id]).first)

    def hand(self, first: Any, staff_id: str, to_id: str) -> Handed:
        handed = []
        for row in first:
            case = self.world.kept.cases[row["id"]]
            case.assignee_id, case.version = to_id, case.version + 1
            handed.append(CaseHanded(case.id, case.number, case.area_id, to_id, case.version))
        told = [CasesHandedOver(handed[0].id, tuple(handed))] if handed else []
        return Handed([vars(self.world.kept.cases[each.id]) for each in handed], told)


class FakeCases(Fake):
    def enter(self, case: Case, community_id: str) -> int:
        if case.id in self.world.kept.cases:
            raise IdTaken(id=case.id)
        registers = self.world.kept.registers
        place = registers.get((community_id, case.year), 0) + 1
        registers[community_id, case.year] = place
        self.world.kept.cases[case.id] = replace(case, place=place)
        return place

    def get(self, case_id: str, seen_version: int) -> Case:
        case = self._visible(case_id)
        refuse_stale(seen_version, case.version)
        return copy(case)

    def save(self, case: Case) -> None:
        refuse_stale(case.version - 1, self.world.kept.cases[case.id].version)
        self.world.kept.cases[case.id] = copy(case)

    def _visible(self, case_id: str) -> Case:
        case = self.world.kept.cases.get(case_id)
        if case is None or not self.world.sees(case.area_id):
            raise CaseUnknown(case_id=case_id)
        return case


class FakeCaseViews(FakeCases):
    def one(self, case_id: str) -> Mapping[str, Any]:
        case = self._visible(case_id)
        return _shown(case)

    def sees(self, case_id: str) -> bool:
        case = self.world.kept.cases.get(case_id)
        return case is not None and self.world.sees(case.area_id)

    def page(self, area_id: str | None, state: CaseState | None, after: Any, limit: int) -> Any:
        areas = self.world.kept.areas
        path = areas[area_id].path if area_id and self.world.sees(area_id) else ""
        seen = [
            _shown(case)
            for case in self.world.kept.cases.values()
            if self.world.sees(case.area_id)
            and areas[case.area_id].path.startswith(path)
            and state in (None, case.state)
        ]
        return paged(seen, "id", after, limit)


def _shown(case: Case) -> dict[str, Any]:
    return {**vars(case), "number": case.number, "vacant": case.vacant}
