"""Candidates page by page: those with a preferred tag first, each part by id: names are sealed."""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from sqlalchemy import ColumnElement, not_, select

from services.chassis.errors import FieldError, FieldsInvalid
from services.chassis.seal import Seals
from services.chassis.storage.paging import page
from services.chassis.storage.rows import Rows
from services.grids.candidates.domain.errors import AreaUnknown
from services.grids.candidates.store.candidates import candidate_of, tags_of
from services.grids.candidates.store.tables import candidate_tags, candidates
from services.grids.candidates.use_cases.ports import After, Listed

PREFERRED, OTHERS = 0, 1
its = candidates.c


class Areas(Protocol):
    def visible(self, area_id: ColumnElement[str]) -> ColumnElement[bool]: ...
    def below(self, area_id: ColumnElement[str], root_id: str) -> ColumnElement[bool]: ...
    def find_path(self, area_id: str) -> str | None: ...


class SqlCandidateViews:
    def __init__(self, rows: Rows, seals: Seals, areas: Areas) -> None:
        self.rows, self.seals, self.areas = rows, seals, areas

    def listed(self, area_id: str, preferred: Collection[str], after: After, limit: int) -> Listed:
        """A page that ends with the last of the preferred has another one behind it, which may be empty."""
        if self.areas.find_path(area_id) is None:
            raise AreaUnknown(area_id=area_id)
        there = (self.areas.visible(its.area_id), self.areas.below(its.area_id, area_id))
        mine = select(candidates).where(self.rows.of(candidates), *there)
        items: list[dict[str, Any]] = []
        part, start = _place_in_order(after)
        following: Sequence[Any] | None = None
        while part <= OTHERS and following is None and len(items) < limit:
            has_one = self._has_one(preferred)
            of_part = mine.where(has_one if part == PREFERRED else not_(has_one))
            rest = limit - len(items)
            rows, following = page(self.rows, of_part, by=[its.id], after=start, limit=rest)
            items += [{**row, "preferred": part == PREFERRED} for row in rows]
            if following is None:
                part, start = part + 1, None
        tags = tags_of(self.rows, [row["id"] for row in items]) if items else {}
        found = [
            (candidate_of(row, self.seals, tags.get(row["id"], ())), bool(row["preferred"])) for row in items
        ]
        return found, [part, *(following or ("",))] if part <= OTHERS else None

    def _has_one(self, preferred: Collection[str]) -> ColumnElement[bool]:
        """Looked up for each by its key: joined, the whole table might be gone through."""
        one = (candidate_tags.c.candidate_id == its.id, candidate_tags.c.tag.in_(sorted(preferred)))
        tag = select(candidate_tags.c.tag).where(self.rows.of(candidate_tags), *one)
        return tag.limit(1).scalar_subquery().is_not(None)


def _place_in_order(after: After) -> tuple[int, Sequence[Any] | None]:
    match after:
        case None:
            return PREFERRED, None
        case [0 | 1 as part, str(candidate_id)] if not isinstance(part, bool):
            return part, [candidate_id]
    raise FieldsInvalid([FieldError("after", "wrong_type")])
