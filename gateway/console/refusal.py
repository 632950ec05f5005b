"""A refused form: what is wrong beside its field, what belongs to none above them all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from gateway.console.errors import ApiRefused
from gateway.console.names import Naming, with_names
from gateway.console.speech import Speech

MAY_BE_DONE = {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}
LEFT_EMPTY = {"required", "null"}
CHOSEN = {
    "kind", "area_id", "building_id", "part_id", "parent_id", "primary_id", "successor", "role", "staff_id",
    "to_id", "format", "holder_of",
}  # fmt: skip
SEVERAL = {"parts", "ranges", "units", "buildings", "sources", "children"}
NAMES = {"name": "problem.fill_in_name", "display_name": "problem.fill_in_person"}
NUMBERS = {"units", "floors", "rooms_per_floor", "first", "last", "capacity", "area_m2"}
HELD = (
    "held.of_child_areas", "held.of_dwellings", "held.of_buildings", "held.of_open_cases", "held.of_places",
    "held.of_posts", "held.of_groupings", "held.of_organisations",
)  # fmt: skip

Problem = dict[str, Any]


@dataclass(frozen=True)
class Refusal:
    """`beside` is what is said of each field of the form; `problem` stands above when something is left.

    Of a row of a table it is said under the field's whole name (`ranges.2.first`), of one of several choices
    under the name of them all. `shown` is what the page has said already of the whole. `of_preview`: nothing
    was to be done yet.
    """

    status: int
    problem: Problem
    retry_after: str | None
    beside: dict[str, str]
    is_above: bool
    fields: tuple[str, ...] = ()
    of_preview: bool = False
    shown: set[str] = field(default_factory=set, compare=False)

    @classmethod
    def of(cls, refused: ApiRefused, *fields: str, of_preview: bool = False) -> "Refusal":
        """Raises ApiRefused for whoever is signed in no more: no form helps there."""
        if refused.status == HTTPStatus.UNAUTHORIZED:
            raise refused
        beside, is_above = _beside(refused.problem, fields)
        return cls(refused.status, refused.problem, refused.retry_after, beside, is_above, fields, of_preview)

    def in_rows(self, table: str, rows: Sequence[str | int | None]) -> "Refusal":
        """The same, where a form names a table's rows otherwise than was sent; None: it has no such row."""
        return self.at(
            [each | {"field": _in_row(each["field"], table, rows)} for each in self.problem["fields"]]
        )

    def at(self, fields: Sequence[Problem]) -> "Refusal":
        """The same, said of these fields."""
        problem = self.problem | {"fields": [*fields]}
        beside, is_above = _beside(problem, self.fields)
        return replace(self, problem=problem, beside=beside, is_above=is_above)

    def told(self, speech: Speech, named: Naming) -> "Refusal":
        """In the words of a form, and with names where the sentences have ids."""
        problem = told(self.problem, speech, named)
        if not self.fields:
            beside = {name: with_names(said, named) for name, said in self.beside.items()}
            return replace(self, problem=problem, beside=beside)
        beside, is_above = _beside(problem, self.fields)
        return replace(self, problem=problem, beside=beside, is_above=is_above)

    def once(self, name: str) -> str:
        """What is said of a field; what is wrong with several of them together is said at the first."""
        said = self.beside.get(name, "")
        if said in self.shown:
            return ""
        if said == self.problem.get("detail"):
            self.shown.add(said)
        return said

    @property
    def is_stale(self) -> bool:
        return self.status == HTTPStatus.PRECONDITION_FAILED

    @property
    def may_be_done(self) -> bool:
        """Whether the same key has to be sent again, so that a change is not made twice."""
        return self.status in MAY_BE_DONE and not self.of_preview


def told(problem: Problem, speech: Speech, named: Naming) -> Problem:
    said = {name: with_names(problem[name], named) for name in ("title", "detail") if problem.get(name)}
    said |= {"detail": held} if (held := _of_held(problem, speech)) else {}
    fields = [
        each | {"detail": _in_own_words(each, speech) or with_names(each["detail"], named)}
        for each in problem.get("fields", ())
    ]
    return problem | said | ({"fields": fields} if fields else {})


def _beside(problem: Problem, fields: tuple[str, ...]) -> tuple[dict[str, str], bool]:
    """And whether anything is left that is said beside none."""
    wrong = {each["field"]: each["detail"] for each in problem["fields"]}
    beside = {name: said for name, said in wrong.items() if _of_form(name) in fields}
    is_above = not beside or not set(wrong.values()) <= set(beside.values())
    return {_of_field(name): said for name, said in reversed(beside.items())} | beside, is_above


def _in_row(name: str, table: str, rows: Sequence[str | int | None]) -> str:
    beginning, _, rest = name.partition(".")
    number, _, end = rest.partition(".")
    if beginning != table or not number.isdecimal() or int(number) >= len(rows):
        return name
    row = rows[int(number)]
    return table if row is None else ".".join(each for each in (table, str(row), end) if each)


def _in_own_words(wrong: Mapping[str, Any], speech: Speech) -> str:
    """What a form says better than the API, which knows of none; "" for all else."""
    if wrong["code"] == "wrong_type" and wrong["field"].rpartition(".")[2] in NUMBERS:
        return speech.say("problem.number")
    return _of_empty(wrong, speech) or _of_held(wrong, speech)


def _of_held(wrong: Mapping[str, Any], speech: Speech) -> str:
    """Of an area that is not empty what it holds, and nothing of which it holds none."""
    values = wrong.get("values") or {} if wrong.get("code") == "AreaNotEmpty" else {}
    counts = {key: count for key in HELD if (count := values.get(key.removeprefix("held.of_")))}
    things = [speech.say(key, count=count) for key, count in counts.items()]
    key = "end.holds_posts" if [*counts] == ["held.of_posts"] else "end.holds"
    return speech.say(key, things=speech.say("comma").join(things)) if things else ""


def _of_empty(wrong: Mapping[str, Any], speech: Speech) -> str:
    """Of what nobody filled in; "" for all else."""
    name, code = wrong["field"].rpartition(".")[2], wrong["code"]
    is_short = code == "too_short" and wrong.get("values", {}).get("min") == 1
    if name in CHOSEN and (code in LEFT_EMPTY or is_short or code == "not_an_id"):
        return speech.say("problem.choose")
    if not is_short and code not in LEFT_EMPTY:
        return ""
    if wrong["field"] in SEVERAL:
        return speech.say("problem.fill_in_one")
    return speech.say(NAMES.get(name, "problem.fill_in"))


def _of_field(name: str) -> str:
    """Of one of several values the field that they were typed into: `rows.2.rooms` of `rows.2.rooms.1`."""
    whole, _, end = name.rpartition(".")
    return whole if whole and (end.isdecimal() or "." not in whole) else name


def _of_form(name: str) -> str:
    return name.partition(".")[0]
