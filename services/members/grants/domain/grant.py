"""A grant (授权): a role in an area's subtree, from a moment on, until another."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from services.members.grants.domain.errors import GrantFollowsPost, GrantOver, TermEmpty
from services.members.grants.domain.events import GlassBroken, GrantEnded, GrantGiven
from services.members.grants.domain.role import Role

GLASS_BROKEN_FOR = timedelta(hours=3)


class Source(StrEnum):
    """By hand, with a post, for somebody on leave (代理), or taken in an emergency (应急授权)."""

    HAND = "hand"
    POST = "post"
    DEPUTY = "deputy"
    BREAK_GLASS = "break_glass"


@dataclass(frozen=True)
class Grant:
    """`area_id` None: the whole district. It holds from `valid_from` until `valid_until` or its end.

    A kept one may have a role or a source of another version of this code: there it means something.
    """

    id: str
    person_id: str
    role: Role | str
    area_id: str | None
    valid_from: datetime
    valid_until: datetime | None
    reason: str = field(repr=False)
    source: Source | str
    given_by: str
    given_at: datetime
    ended_at: datetime | None = None
    ended_by: str | None = None
    version: int = 1

    def holds_at(self, moment: datetime) -> bool:
        return self.valid_from <= moment and not self.is_over_at(moment)

    def is_over_at(self, moment: datetime) -> bool:
        until = self.valid_until
        return self.ended_at is not None or (until is not None and until <= moment)

    def follows(self, person_id: str, area_id: str) -> bool:
        """A post or a holding of theirs there: what is told of that, and nothing else, changes it."""
        of_post = self.source in (Source.POST, Source.DEPUTY)
        return of_post and (self.person_id, self.area_id) == (person_id, area_id)

    def given(self) -> GrantGiven | GlassBroken:
        """Raises TermEmpty."""
        until = self.valid_until
        if until is not None and until <= max(self.valid_from, self.given_at):
            raise TermEmpty(valid_from=self.valid_from, valid_until=until)
        told = GlassBroken if self.source is Source.BREAK_GLASS else GrantGiven
        ends = None if until is None else until.isoformat()
        return told(self.id, self.person_id, str(self.role), self.area_id, ends, self.version)

    def end(self, now: datetime, by: str) -> tuple["Grant", GrantEnded]:
        """By hand. Raises GrantOver or GrantFollowsPost."""
        if self.source in (Source.POST, Source.DEPUTY):
            raise GrantFollowsPost(grant_id=self.id)
        if self.is_over_at(now):
            raise GrantOver(grant_id=self.id)
        ended = replace(self, ended_at=now, ended_by=by, version=self.version + 1)
        return ended, GrantEnded(self.id, self.person_id, str(self.role), self.area_id, ended.version)
