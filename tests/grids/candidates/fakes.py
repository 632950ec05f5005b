"""The candidates' ports in memory."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from services.chassis.domain import within
from services.chassis.errors import IdTaken, PermissionMissing
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.domain.errors import AreaUnknown, CandidateUnknown
from services.grids.candidates.domain.tags import CandidateTags, TagEdition
from tests.grids.kept import Fake, paged, refuse_stale


class FakeTags(Fake):
    def get(self, seen_version: int | None = None) -> CandidateTags:
        held = CandidateTags.of(self.world.kept.candidate_tags)
        if seen_version is not None:
            refuse_stale(seen_version, held.version)
        return held

    def must_be_writable(self) -> None:
        if self.world.scope.area_ids is not None:
            raise PermissionMissing(permission="candidates.change")

    def add(self, edition: TagEdition) -> None:
        self.world.kept.candidate_tags.append(edition)


class FakeCandidates(Fake):
    def entered_before(self, candidates: Sequence[Candidate]) -> dict[str, Candidate]:
        there = {each.id: self._known[each.id] for each in candidates if each.id in self._known}
        for number, each in enumerate(candidates):
            before = there.get(each.id)
            if before is not None and not (
                replace(before, version=each.version) == each and self.world.sees(before.area_id)
            ):
                with within("candidates", number):
                    raise IdTaken(id=each.id)
        return there

    def add(self, candidates: Sequence[Candidate]) -> None:
        self._known.update({each.id: each for each in candidates})

    def get(self, candidate_id: str, seen_version: int | None = None) -> Candidate:
        found = self._known.get(candidate_id)
        if found is None or not self.world.sees(found.area_id):
            raise CandidateUnknown(candidate_id=candidate_id)
        if seen_version is not None:
            refuse_stale(seen_version, found.version)
        return found

    def save(self, candidate: Candidate) -> None:
        self._known[candidate.id] = candidate

    def remove(self, candidate: Candidate) -> None:
        del self._known[candidate.id]

    @property
    def _known(self) -> dict[str, Candidate]:
        return self.world.kept.candidates


class FakeViews(FakeCandidates):
    def listed(self, area_id: str, preferred: Collection[str], after: Any, limit: int) -> Any:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        seen = {each.id: each for each in self._known.values() if self.world.sees(each.area_id)}
        page = paged([vars(each) for each in seen.values()], "id", after, limit)
        found = [seen[row["id"]] for row in page["items"]]
        return [(each, bool(set(each.tags) & set(preferred))) for each in found], page["next"]
