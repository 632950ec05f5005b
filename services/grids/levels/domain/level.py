"""A level (层级) of a district's ground: a kind of area, and what it may stand under."""

from dataclasses import dataclass

from services.chassis.domain import Named


@dataclass(frozen=True)
class Level:
    """`parents` are kinds; a level without any is a top.

    What may stand under an `optional` level may stand under its parents too; what lies below the
    community level crosses no community.
    """

    kind: str
    name_zh: str
    name_en: str
    parents: tuple[str, ...] = ()
    optional: bool = False
    holds_dwellings: bool = False
    takes_cases: bool = False
    is_community: bool = False

    def named(self) -> Named:
        """With its names, to be said in sentences."""
        return Named(self.kind, zh_CN=self.name_zh, en=self.name_en)
