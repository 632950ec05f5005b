"""What of somebody's is handed over: everything, or chosen posts and groups, which its address names."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from gateway.console.form import Form
from gateway.console.views.posts import YES

POST, GROUP = "appointment_id", "grouping_id"
SOME = "some"
"""In an address: not everything, also where nothing is chosen yet."""
LOOKED_AT = "looked_at"
"""In a form: what stood chosen when it was made, as an address says it."""


@dataclass(frozen=True)
class Chosen:
    """`some`: not everything. Whose address names some, and says no more, means those."""

    some: bool
    posts: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @classmethod
    def of(cls, form: Form) -> "Chosen":
        posts, groups = _ticked(form)
        is_some = form.get(SOME, YES if posts or groups else "") == YES
        return cls(True, posts, groups) if is_some else cls(False)

    @classmethod
    def sent(cls, form: Form) -> "Chosen":
        """Whoever ticks one more wants no more than what is ticked, though the form says everything."""
        chosen = cls(True, *_ticked(form))
        return chosen if set(chosen.pairs) - {(SOME, YES), *parse_qsl(form.get(LOOKED_AT))} else cls.of(form)

    @property
    def is_nothing(self) -> bool:
        return self.some and not self.posts and not self.groups

    @property
    def body(self) -> dict[str, Any]:
        """What a request says of it; a list without anything is none."""
        said = {"appointment_ids": list(self.posts), "grouping_ids": list(self.groups)}
        return {name: ids for name, ids in said.items() if ids}

    @property
    def pairs(self) -> list[tuple[str, str]]:
        named = [(POST, each) for each in self.posts] + [(GROUP, each) for each in self.groups]
        return [(SOME, YES), *named] if self.some else []

    @property
    def said(self) -> str:
        """As it stands in an address, and in what a form was looked at with."""
        return urlencode(self.pairs)


def of_one(staff_id: str, **chosen: str) -> str:
    """Where the hand-over of one post or group begins, or that of everything."""
    place = f"/console/staff/{staff_id}/hand-over"
    return f"{place}?{urlencode(chosen)}" if chosen else place


def _ticked(form: Form) -> tuple[tuple[str, ...], tuple[str, ...]]:
    posts, groups = (tuple(sorted({each for each in form.all(name) if each})) for name in (POST, GROUP))
    return posts, groups
