"""Candidates in the database: names and phones are sealed."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, delete, select

from services.chassis.domain import within
from services.chassis.errors import IdTaken, StaleVersion
from services.chassis.seal import SealedField, Seals
from services.chassis.storage.many import insert_many
from services.chassis.storage.rows import Rows
from services.chassis.storage.versions import update_versioned
from services.grids.candidates.domain.candidate import Candidate
from services.grids.candidates.domain.errors import CandidateUnknown
from services.grids.candidates.schemas import CandidateSchema
from services.grids.candidates.store.tables import candidate_tags, candidates

Seen = Callable[[ColumnElement[str]], ColumnElement[bool]]
"""The condition that a row's area lies in the caller's areas."""
SHOWN = CandidateSchema()
NAME, PHONE = SealedField("candidates", "name"), SealedField("candidates", "duty_phone")


class SqlCandidates:
    def __init__(self, rows: Rows, seals: Seals, seen: Seen) -> None:
        self.rows, self.seals, self.seen = rows, seals, seen

    def entered_before(self, batch: Sequence[Candidate]) -> dict[str, Candidate]:
        ids = [each.id for each in batch]
        among = select(candidates.c.id).where(self.rows.of(candidates), candidates.c.id.in_(ids))
        known = {row["id"] for row in self.rows.all(among)}
        seen = self._found(known) if known else {}
        for number, each in enumerate(batch):
            there = seen.get(each.id)
            if each.id in known and (there is None or replace(there, version=each.version) != each):
                with within("candidates", number):
                    raise IdTaken(id=each.id)
        return seen

    def add(self, batch: Sequence[Candidate]) -> None:
        insert_many(self.rows, candidates, [self._row_of(each) for each in batch])
        self._tag(batch)

    def get(self, candidate_id: str, seen_version: int | None = None) -> Candidate:
        found = self._found([candidate_id]).get(candidate_id)
        if found is None:
            raise CandidateUnknown(candidate_id=candidate_id)
        if seen_version not in (None, found.version):
            raise StaleVersion(
                sent_version=seen_version, current_version=found.version, current=SHOWN.dump(found)
            )
        return found

    def save(self, candidate: Candidate) -> None:
        update_versioned(
            self.rows,
            candidates,
            candidate.id,
            candidate.version - 1,
            self._row_of(candidate),
            lambda _: SHOWN.dump(self.get(candidate.id)),
        )
        self._untag(candidate.id)
        self._tag([candidate])

    def remove(self, candidate: Candidate) -> None:
        its = (self.rows.of(candidates), candidates.c.id == candidate.id)
        self._untag(candidate.id)
        if self.rows.write(delete(candidates).where(*its, candidates.c.version == candidate.version)) == 0:
            self.get(candidate.id, candidate.version)

    def _found(self, candidate_ids: Collection[str]) -> dict[str, Candidate]:
        mine = (self.rows.of(candidates), self.seen(candidates.c.area_id))
        found = self.rows.all(select(candidates).where(*mine, candidates.c.id.in_(candidate_ids)))
        tags = tags_of(self.rows, [row["id"] for row in found]) if found else {}
        return {row["id"]: candidate_of(row, self.seals, tags.get(row["id"], ())) for row in found}

    def _row_of(self, each: Candidate) -> dict[str, Any]:
        seal, here = self.seals.seal, self.rows.district
        return {
            "id": each.id,
            "area_id": each.area_id,
            "name": seal(NAME, each.id, each.name.encode(), here),
            "duty_phone": seal(PHONE, each.id, each.duty_phone.encode(), here) if each.duty_phone else None,
            "version": each.version,
        }

    def _tag(self, batch: Sequence[Candidate]) -> None:
        tagged = [{"candidate_id": each.id, "tag": tag} for each in batch for tag in each.tags]
        insert_many(self.rows, candidate_tags, tagged)

    def _untag(self, candidate_id: str) -> None:
        its = (self.rows.of(candidate_tags), candidate_tags.c.candidate_id == candidate_id)
        self.rows.write(delete(candidate_tags).where(*its))


def tags_of(rows: Rows, candidate_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    its = (rows.of(candidate_tags), candidate_tags.c.candidate_id.in_(candidate_ids))
    found = select(candidate_tags.c.candidate_id, candidate_tags.c.tag).where(*its)
    tags: dict[str, tuple[str, ...]] = {}
    for row in rows.all(found.order_by(candidate_tags.c.candidate_id, candidate_tags.c.tag)):
        tags[row["candidate_id"]] = (*tags.get(row["candidate_id"], ()), row["tag"])
    return tags


def candidate_of(row: Mapping[str, Any], seals: Seals, tags: tuple[str, ...]) -> Candidate:
    """In clear."""
    name = seals.unseal(NAME, row["id"], row["name"], row["district"]).decode()
    sealed = row["duty_phone"]
    phone = sealed and seals.unseal(PHONE, row["id"], sealed, row["district"]).decode()
    return Candidate(row["id"], row["area_id"], name, phone or "", tags, row["version"])
