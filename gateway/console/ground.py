"""The district's own levels and posts, in the reader's words: whatever a district calls its kinds of area."""

from typing import Any

from gateway.console.speech import Speech

Row = dict[str, Any]
UNKNOWN: Row = {"parents": [], "is_community": False, "holds_dwellings": False, "takes_cases": False}
"""A level that the present scheme has no more."""
LEVELS, ROLES, PLACE_KINDS = "/v1/level-schemes", "/v1/post-roles", "/v1/place-kinds"
GROUPING_KINDS = "/v1/grouping-kinds"


class Levels:
    """`told` is what the API says of the schemes; None for whoever may not ask."""

    def __init__(self, told: Row | None, speech: Speech) -> None:
        levels = told["schemes"][0]["levels"] if told else []
        self._by_kind: dict[str, Row] = {level["kind"]: level for level in levels}
        self._speech = speech

    def level(self, kind: str) -> Row:
        return self._by_kind.get(kind, UNKNOWN)

    def name(self, kind: str) -> str:
        level = self._by_kind.get(kind)
        return named(level, self._speech) if level else self._speech.term("area_kind", kind)

    def is_within_community(self, kind: str) -> bool:
        """Whether it stands under a community, at whatever distance."""
        above = set(self.level(kind)["parents"])
        seen: set[str] = set()
        while above:
            if any(self.level(each)["is_community"] for each in above):
                return True
            seen |= above
            above = {parent for each in above for parent in self.level(each)["parents"]} - seen
        return False

    def kinds_below(self, kind: str) -> list[str]:
        """What may stand right under it."""
        return [each for each, level in self._by_kind.items() if kind in level["parents"]]

    def has_below(self, kind: str) -> bool:
        """Whether anything may stand under it; of a kind that is not known it may."""
        return kind not in self._by_kind or any(kind in each["parents"] for each in self._by_kind.values())


class PlaceKinds:
    """The kinds of service place that there are today."""

    def __init__(self, told: Row | None, today: str, speech: Speech) -> None:
        editions: list[Row] = told["editions"] if told else []
        begun = [each for each in editions if each["valid_from"] <= today]
        self.all: list[Row] = begun[-1]["kinds"] if begun else []
        self._known = known_in(self.all, [each["kinds"] for each in editions])
        self._speech = speech

    def name(self, key: str) -> str:
        """Also of one that left the list: it stays with the places that have it."""
        kind = self._known.get(key)
        return named(kind, self._speech) if kind else key


class GroupingKinds:
    """The kinds of groupings that there are."""

    def __init__(self, told: Row | None, speech: Speech) -> None:
        self.all: list[Row] = told["items"] if told else []
        self._speech = speech

    def name(self, key: str) -> str:
        kind = next((kind for kind in self.all if kind["kind"] == key), None)
        return named(kind, self._speech) if kind else key


class Roles:
    """Which posts there are today."""

    def __init__(self, told: Row | None, speech: Speech) -> None:
        self.all: list[Row] = told["roles"] if told else []
        self._known = known_in(self.all, [each["roles"] for each in told["editions"]] if told else [])
        self._speech = speech

    def at(self, kind: str) -> list[Row]:
        return [role for role in self.all if kind in role["kinds"]]

    def name(self, key: str) -> str:
        """Also of one that is no more, or not yet."""
        role = self._known.get(key)
        return named(role, self._speech) if role else self._speech.term("role", key)


def known_in(today: list[Row], editions: list[list[Row]]) -> dict[str, Row]:
    """By key, as it is called today, else as the newest that has it says. `editions`: oldest first."""
    return {each["key"]: each for edition in (*editions, today) for each in edition}


def named(thing: Row, speech: Speech) -> str:
    """By the name that a district gave it, in the reader's language."""
    return str(thing["name_zh"] if speech.language == "zh_CN" else thing["name_en"])
