"""The organisations' ports in memory."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from services.chassis.domain import within
from services.chassis.errors import IdTaken, PermissionMissing
from services.grids.organisations.domain.errors import AreaUnknown, OrganisationUnknown
from services.grids.organisations.domain.kinds import KindEdition, OrganisationKinds
from services.grids.organisations.domain.membership import Membership
from services.grids.organisations.domain.organisation import NewOrganisation, Organisation
from services.grids.organisations.domain.preset import PRESET
from services.grids.organisations.use_cases.ports import Ground, Wanted
from tests.grids.kept import Fake, paged, refuse_stale


class FakeKinds(Fake):
    def get(self, seen_version: int | None = None) -> OrganisationKinds:
        held = OrganisationKinds.of(PRESET, self.world.kept.organisation_kinds)
        if seen_version is not None:
            refuse_stale(seen_version, held.version)
        return held

    def must_be_writable(self) -> None:
        if self.world.scope.area_ids is not None:
            raise PermissionMissing(permission="organisations.change")

    def add(self, edition: KindEdition) -> None:
        self.world.kept.organisation_kinds.append(edition)


class FakeOrganisations(Fake):
    def founded_before(self, organisations: Sequence[NewOrganisation]) -> dict[str, Organisation]:
        seen = self.find([each.id for each in organisations])
        for number, each in enumerate(organisations):
            if each.id in self._known and not (each.id in seen and seen[each.id].says(each)):
                with within("organisations", number):
                    raise IdTaken(id=each.id)
        return seen

    def find(self, organisation_ids: Collection[str]) -> dict[str, Organisation]:
        known = [self._known[each] for each in organisation_ids if each in self._known]
        return {each.id: each for each in known if self._sees(each)}

    def get(self, organisation_id: str, seen_version: int) -> Organisation:
        found = self.find([organisation_id]).get(organisation_id)
        if found is None:
            raise OrganisationUnknown(organisation_id=organisation_id)
        refuse_stale(seen_version, found.version)
        return found

    def above(self, organisation_id: str) -> list[str]:
        line: list[str] = []
        following: str | None = organisation_id
        while following is not None and following not in line:
            line.append(following)
            following = self._known[following].parent_id
        return line

    def below(self, organisation_id: str, on: date) -> int:
        under = [each for each in self._known.values() if each.parent_id == organisation_id]
        return sum(each.closed_on is None or each.closed_on > on for each in under)

    def add(self, organisations: Sequence[Organisation]) -> None:
        self._known.update({each.id: each for each in organisations})

    def save(self, organisation: Organisation) -> None:
        self._known[organisation.id] = organisation

    def _sees(self, each: Organisation) -> bool:
        return self.world.scope.area_ids is None if each.area_id is None else self.world.sees(each.area_id)

    @property
    def _known(self) -> dict[str, Organisation]:
        return self.world.kept.organisations


class FakeMembers(Fake):
    def of(
        self, organisation_id: str, membership_ids: Collection[str], staff_ids: Collection[str]
    ) -> Mapping[str, Membership]:
        return {
            each.id: each
            for each in self._in(organisation_id)
            if each.id in membership_ids or each.staff_id in staff_ids
        }

    def lasting(self, organisation_id: str, day: date) -> list[Membership]:
        return [each for each in self._in(organisation_id) if each.valid_to is None or each.valid_to > day]

    def must_be_new(self, organisation_id: str, members: Sequence[Membership]) -> None:
        for number, each in enumerate(members):
            if self.world.kept.members.get(each.id, (organisation_id,))[0] != organisation_id:
                with within("members", number):
                    raise IdTaken(id=each.id)

    def keep(self, organisation_id: str, members: Sequence[Membership]) -> None:
        self.must_be_new(organisation_id, members)
        self.world.kept.members |= {each.id: (organisation_id, each) for each in members}

    def _in(self, organisation_id: str) -> list[Membership]:
        return [each for of, each in self.world.kept.members.values() if of == organisation_id]


class FakeViews(Fake):
    def one(self, organisation_id: str) -> Mapping[str, Any]:
        found = FakeOrganisations(self.world).find([organisation_id])
        if not found:
            raise OrganisationUnknown(organisation_id=organisation_id)
        return vars(found[organisation_id])

    def listed(self, wanted: Wanted, after: Any, limit: int) -> Any:
        found = FakeOrganisations(self.world).find(self.world.kept.organisations)
        return paged([vars(each) for each in found.values()], "name", after, limit)

    def members(self, organisation_id: str, on: date | None, after: Any, limit: int) -> Any:
        self.one(organisation_id)
        found = FakeMembers(self.world).lasting(organisation_id, date.min)
        return paged([vars(each) for each in found], "id", after, limit)


class FakeUpward(Fake):
    def from_area(self, area_id: str, after: Any, limit: int) -> Any:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        line: dict[str, int] = {}
        following: str | None = area_id
        while following is not None:
            line[following] = len(line)
            following = self.world.kept.areas[following].parent_id
        standing = self.world.kept.organisations.values()
        found = [vars(each) | {"height": line[each.area_id]} for each in standing if each.area_id in line]
        return paged(found, "height", after, limit)

    def from_dwelling(self, dwelling_id: str, after: Any, limit: int) -> Any:
        raise NotImplementedError


class FakeFigures(Fake):
    def by_kind(self, area_id: str) -> Mapping[str, int]:
        return Counter(each.kind for each in self.world.kept.organisations.values())

    def members(self, area_id: str, on: date) -> Mapping[tuple[str, str], int]:
        known = self.world.kept.organisations
        return Counter((known[of].kind, each.capacity) for of, each in self.world.kept.members.values())

    def coverage(self, ground: Ground, kind: str) -> tuple[int, int]:
        there = self._there(ground)
        return len(there), len(set(there) & self._covered(kind))

    def without(self, ground: Ground, kind: str, after: Any, limit: int) -> Any:
        areas = self.world.kept.areas
        bare = [vars(areas[each]) for each in self._there(ground) if each not in self._covered(kind)]
        return paged(bare, "name", after, limit)

    def _there(self, ground: Ground) -> list[str]:
        return [each.id for each in self.world.kept.areas.values() if each.kind == ground.area_kind]

    def _covered(self, kind: str) -> set[str | None]:
        return {each.area_id for each in self.world.kept.organisations.values() if each.kind == kind}
