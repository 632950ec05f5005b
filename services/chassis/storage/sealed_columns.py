"""Which columns are sealed, and by which digests what is in them is found: said where the table is (D11).

What seals all of a district anew goes by it; a column of bytes that says nothing of itself fails a test.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, Table

from services.chassis.seal import SealedField

_SEALED, _DIGEST = "linli_sealed", "linli_digest"


@dataclass(frozen=True)
class SealedIn:
    """`row`: the columns whose values, joined, are the id that the value was sealed for."""

    field: SealedField
    row: tuple[str, ...]
    joint: str

    def row_id(self, row: Mapping[str, Any]) -> str:
        return self.joint.join(str(row[name]) for name in self.row)


@dataclass(frozen=True)
class DigestOf:
    """Of the value in `field` of the row whose id stands in the column `row`.

    Its kind is a word, or stands in `kind_column`; the version of its key in `key_version`.
    """

    field: SealedField
    name: str
    row: str
    kind: str
    kind_column: str | None

    def kind_of(self, row: Mapping[str, Any]) -> str:
        return self.kind if self.kind_column is None else str(row[self.kind_column])


def sealed(
    name: str,
    *,
    row: tuple[str, ...] = ("id",),
    joint: str = "/",
    sealed_as: str | None = None,
    nullable: bool = True,
) -> Column[bytes]:
    """A column of sealed values; `sealed_as`: the column of its table that they were sealed for."""
    said = (sealed_as or name, row, joint)
    return Column(name, LargeBinary, nullable=nullable, info={_SEALED: said})


def digest(
    name: str, *, of: SealedField, row: str, kind: str = "", kind_column: str | None = None
) -> Column[bytes]:
    """A column of the key of a table that values are looked for in, each by every version of the key."""
    said = DigestOf(of, name, row, kind, kind_column)
    return Column(name, LargeBinary, primary_key=True, info={_DIGEST: said})


def sealed_in(table: Table) -> dict[str, SealedIn]:
    """By the column's name."""
    found = {}
    for column in table.columns:
        if said := column.info.get(_SEALED):
            field, row, joint = said
            found[column.name] = SealedIn(SealedField(table.name, field), row, joint)
    return found


def digests_in(tables: Iterable[Table]) -> Iterator[tuple[Table, DigestOf]]:
    for table in tables:
        for column in table.columns:
            if said := column.info.get(_DIGEST):
                yield table, said
