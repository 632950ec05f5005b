"""The kinds of organisations (组织) of a district, as of days: what each stands under and is bound to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.chassis.domain import Named
from services.grids.organisations.domain.errors import (
    AboveKindUnknown,
    BoundWrong,
    CapacityUnknown,
    DepartmentMissing,
    OrganisationKindsChangedInPast,
    OrganisationKindsInCircle,
    OrganisationKindTwice,
    OrganisationKindUnknown,
    OrganisationParentWrong,
)
from services.grids.organisations.domain.events import OrganisationKindsWritten

ORGANISATIONS = "organisations"
"""The one list of kinds of this room."""


@dataclass(frozen=True)
class OrganisationKind:
    """`above`: the kind that one of these stands under; None: at the top of a tree."""

    key: str
    name_zh: str
    name_en: str
    above: str | None = None
    area_kinds: tuple[str, ...] = ()
    grouping_kinds: tuple[str, ...] = ()

    def named(self) -> Named:
        """With its names, to be said in sentences."""
        return Named(self.key, zh_CN=self.name_zh, en=self.name_en)

    def may_be_bound(self, kind: str, name: str, *, is_grouping: bool = False) -> None:
        """To an area, or to a grouping, of a kind. Raises BoundWrong."""
        if kind not in (self.grouping_kinds if is_grouping else self.area_kinds):
            raise BoundWrong(organisation_kind=self.named(), bound_to=name)


@dataclass(frozen=True)
class Capacity:
    """What somebody is in an organisation (职务); `from_department`: sent by one, which is named."""

    key: str
    name_zh: str
    name_en: str
    from_department: bool = False

    def must_name(self, department: str | None) -> None:
        """Raises DepartmentMissing."""
        if self.from_department and department is None:
            raise DepartmentMissing(capacity=Named(self.key, zh_CN=self.name_zh, en=self.name_en))


@dataclass(frozen=True)
class KindEdition:
    """What holds from a day on, until another edition does; it never changes."""

    number: int
    valid_from: date
    kinds: tuple[OrganisationKind, ...]
    capacities: tuple[Capacity, ...]

    def __post_init__(self) -> None:
        _refuse_twice((kind.key for kind in self.kinds), "kinds")
        _refuse_twice((capacity.key for capacity in self.capacities), "capacities")
        known = {kind.key: kind for kind in self.kinds}
        for kind in self.kinds:
            if kind.above is not None and kind.above not in known:
                raise AboveKindUnknown(organisation_kind=kind.named(), above_kind=kind.above)
        for kind in self.kinds:
            if len(_line(kind, known)) > len(known):
                raise OrganisationKindsInCircle(organisation_kind=kind.named())

    def kind(self, key: str, field: str = "kind") -> OrganisationKind:
        """For what is asked in a field. Raises OrganisationKindUnknown."""
        kind = next((kind for kind in self.kinds if kind.key == key), None)
        if kind is None:
            raise OrganisationKindUnknown(organisation_kind=key).at(field)
        return kind

    def capacity(self, key: str) -> Capacity:
        """Raises CapacityUnknown."""
        capacity = next((each for each in self.capacities if each.key == key), None)
        if capacity is None:
            raise CapacityUnknown(capacity=key)
        return capacity

    def must_nest(self, key: str, parent_kind: str | None) -> None:
        """Raises OrganisationParentWrong."""
        kind = self.kind(key, "parent_id")
        if kind.above != parent_kind:
            above, parent = (name and self.named(name) for name in (kind.above, parent_kind))
            raise OrganisationParentWrong(
                organisation_kind=kind.named(), above_kind=above, parent_kind=parent
            )

    def named(self, key: str) -> str:
        """As it is called; by its key once the list has it no more."""
        return next((kind.named() for kind in self.kinds if kind.key == key), key)

    def depth(self, key: str) -> int:
        """How many stand above it."""
        return len(_line(self.kind(key), {kind.key: kind for kind in self.kinds}))

    def written(self) -> OrganisationKindsWritten:
        return OrganisationKindsWritten(ORGANISATIONS, self.number, self.valid_from.isoformat())


@dataclass(frozen=True)
class OrganisationKinds:
    """`version` counts the editions that were ever written; 0: the preset alone."""

    version: int
    editions: tuple[KindEdition, ...]

    @classmethod
    def of(cls, preset: KindEdition, written: Sequence[KindEdition]) -> "OrganisationKinds":
        """Of editions that begin on one day the last written holds."""
        ordered = sorted([preset, *written], key=lambda edition: edition.number)
        last = {edition.valid_from: edition for edition in ordered}
        return cls(ordered[-1].number, tuple(last[day] for day in sorted(last)))

    def on(self, day: date) -> KindEdition:
        return [edition for edition in self.editions if edition.valid_from <= day][-1]

    def may_change_from(self, valid_from: date, today: date) -> None:
        """Raises OrganisationKindsChangedInPast."""
        if valid_from < today:
            raise OrganisationKindsChangedInPast(valid_from=valid_from)


def _line(kind: OrganisationKind, known: dict[str, OrganisationKind]) -> list[str]:
    """Those above it, lowest first; one more than there are where it never ends."""
    line: list[str] = []
    while kind.above is not None and len(line) <= len(known):
        line.append(kind.above)
        kind = known[kind.above]
    return line


def _refuse_twice(keys: Iterable[str], field: str) -> None:
    for key, times in Counter(keys).items():
        if times > 1:
            raise OrganisationKindTwice(organisation_kind=key).at(field)
