"""What older keys of a district sealed is sealed by the newest one, a page of rows at a time (D11).

A value is exchanged where it is still the one that was read: whoever changed it meanwhile has sealed it by
the newest key. A digest by the newest key is entered beside the one of an older key while that one is there.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Table, bindparam, delete, func, literal, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.keys import SealBroken
from services.chassis.seal import SHORTEST_SEALED, Seals, first_of
from services.chassis.storage.rows import Rows
from services.chassis.storage.sealed_columns import DigestOf, SealedIn, digests_in, sealed_in

log = logging.getLogger(__name__)

AT_ONCE = 100
"""Rows of a page: on SQLite all who write wait for it."""
SWEPT_AT_ONCE = 1000
_ITS = "its_"
Row = dict[str, Any]


def count_rows(rows: Rows, table: Table) -> int:
    return _count(rows, table)


def page(rows: Rows, table: Table, after: Sequence[Any] | None) -> list[Row]:
    """The next rows in the order of the key; they stay as they are until the transaction ends."""
    keys, seals = _keys(table), sealed_in(table)
    named = {name for each in seals.values() for name in each.row} | seals.keys()
    wanted = [*keys, *(table.c[name] for name in sorted(named - {key.name for key in keys}))]
    found = select(*wanted).where(rows.of(table)).order_by(*keys).limit(AT_ONCE)
    if after is not None:
        given = (literal(value, key.type) for key, value in zip(keys, after, strict=True))
        found = found.where(tuple_(*keys) > tuple_(*given))
    return rows.all(found.with_for_update())


def place_of(table: Table, row: Row) -> list[Any]:
    return [row[key.name] for key in _keys(table)]


def reseal(rows: Rows, seals: Seals, table: Table, found: Sequence[Row]) -> None:
    newest = first_of(seals.versions(rows.district)[-1])
    keys = _keys(table)
    for name, sealed in sealed_in(table).items():
        old = [row for row in found if _is_older(row[name], newest)]
        changes = [
            {_ITS + key.name: row[key.name] for key in keys} | {"held": row[name], "anew": anew}
            for row in old
            if (anew := _anew(seals, sealed, row, row[name], rows.district)) is not None
        ]
        if changes:
            is_same = (rows.of(table), *_is_its(keys), table.c[name] == bindparam("held"))
            rows.execute_many(update(table).where(*is_same).values({name: bindparam("anew")}), changes)


def redigest(rows: Rows, seals: Seals, table: Table, found: Sequence[Row], tables: Iterable[Table]) -> None:
    """Of what is sealed in these rows, in all tables where it is looked for."""
    sealed, version = sealed_in(table), seals.versions(rows.district)[-1]
    for its, of in digests_in(tables):
        if of.field.table == table.name:
            place = sealed[of.field.column]
            by_id = {place.row_id(row): row for row in found}
            changes = _digests(rows, seals, its, of, place, by_id, version)
            if changes:
                rows.execute_many(_beside(rows, its, of), changes)


def left(rows: Rows, seals: Seals, tables: Sequence[Table]) -> dict[str, int]:
    """By column, what an older key alone has sealed or digested; without those where nothing is left."""
    version = seals.versions(rows.district)[-1]
    counts = {}
    for table in tables:
        for name in sealed_in(table):
            column = table.c[name]
            is_older = or_(column < first_of(version), func.length(column) < SHORTEST_SEALED)
            counts[f"{table.name}.{name}"] = _count(rows, table, is_older)
    for its, of in digests_in(tables):
        newer = its.alias("newer")
        same = (newer.c[name] == its.c[name] for name in (of.row, of.kind_column) if name)
        here = (newer.c.district == its.c.district, newer.c.key_version == version, *same)
        is_alone = ~select(newer.c.key_version).where(*here).exists()
        counts[f"{its.name}.{of.name}"] = _count(rows, its, its.c.key_version < version, is_alone)
    return {name: count for name, count in counts.items() if count}


def sweep_digests(rows: Rows, seals: Seals, tables: Iterable[Table]) -> int:
    """Those by keys that are destroyed; how many, a thousand of each table at most."""
    swept, version = 0, seals.versions(rows.district)[-1]
    for its, _ in digests_in(tables):
        keys = _keys(its)
        old = select(*keys).where(rows.of(its), its.c.key_version < version).limit(SWEPT_AT_ONCE)
        found = [{_ITS + name: value for name, value in row.items()} for row in rows.all(old)]
        if found:
            rows.execute_many(delete(its).where(rows.of(its), *_is_its(keys)), found)
        swept += len(found)
    return swept


def _keys(table: Table) -> list[Column[Any]]:
    return [column for column in table.primary_key.columns if column.name != "district"]


def _is_its(keys: Iterable[Column[Any]]) -> Iterable[Any]:
    return [key == bindparam(_ITS + key.name, type_=key.type) for key in keys]


def _is_older(value: bytes | None, newest: bytes) -> bool:
    return value is not None and len(value) >= SHORTEST_SEALED and bytes(value[: len(newest)]) < newest


def _anew(seals: Seals, sealed: SealedIn, row: Row, value: bytes, district: str) -> bytes | None:
    """None: it opens no more. One broken value holds up no other; it stays, and is counted."""
    row_id = sealed.row_id(row)
    try:
        clear = seals.unseal(sealed.field, row_id, value, district)
    except SealBroken:
        log.error("a sealed value does not open", extra={"at": f"{sealed.field}", "row": row_id})
        return None
    return seals.seal(sealed.field, row_id, clear, district)


def _digests(
    rows: Rows, seals: Seals, its: Table, of: DigestOf, place: SealedIn, by_id: dict[str, Row], version: int
) -> list[Row]:
    older = (rows.of(its), its.c[of.row].in_(by_id), its.c.key_version < version)
    changes = []
    for held in rows.all(select(its).where(*older)):
        row = by_id[held[of.row]]
        value = row[of.field.column]
        if value is None:
            continue
        try:
            clear = seals.unseal(place.field, place.row_id(row), value, rows.district)
        except SealBroken:
            continue  # told of where it is sealed anew
        anew = seals.digest(rows.district, of.kind_of(held), clear)
        where = {_ITS + key.name: held[key.name] for key in _keys(its)}
        changes.append(where | {"version": version, "anew": anew})
    return changes


def _beside(rows: Rows, its: Table, of: DigestOf) -> Any:
    """One more row like an older one, with another digest; none where the older one has gone."""
    given = {
        "key_version": bindparam("version", type_=its.c.key_version.type).label("key_version"),
        of.name: bindparam("anew", type_=its.c[of.name].type).label(of.name),
    }
    like = select(*(given.get(column.name, column) for column in its.columns))
    source = like.where(rows.of(its), *_is_its(_keys(its)))
    insert = (insert_postgresql if rows.is_postgresql else insert_sqlite)(its)
    return insert.from_select([column.name for column in its.columns], source).on_conflict_do_nothing()


def _count(rows: Rows, table: Table, *where: Any) -> int:
    counted = select(func.count().label("rows")).select_from(table).where(rows.of(table), *where)
    found = rows.one(counted)
    assert found is not None
    return int(found["rows"])
