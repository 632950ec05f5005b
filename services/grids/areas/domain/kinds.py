"""What a district's level scheme says of the kinds of area (区划与网格)."""

from typing import Protocol


class Kinds(Protocol):
    """The scheme of one day."""

    def knows(self, kind: str) -> bool: ...

    def may_stand(self, kind: str, under: str | None) -> bool:
        """`under` None: at the top, where a district's tree begins."""

    def rank(self, kind: str) -> int:
        """Its place in the scheme: what is numbered together is numbered in this order."""

    def named(self, kind: str) -> str:
        """The kind with its names, to be said in sentences."""

    def is_community(self, kind: str) -> bool: ...
