"""The first wall: a statement on tenants' tables binds each of them to the district of its transaction.

What a statement must bind is found once per compiled statement; each run compares the values. The
second wall is row-level security, which SQLite does not have.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from sqlalchemy import Alias, BindParameter, Delete, Insert, Join, Select, Table, TextClause, Update
from sqlalchemy.sql import operators
from sqlalchemy.sql.elements import BinaryExpression, BooleanClauseList, False_, Grouping, Label

_NAMED = "linli_district_binds"
_INSERTED = re.compile(r"district(_m\d+)?")
_FOLDED = ""
_DERIVED = "derived"  # a sub-select's `district`: its own tables are looked at by themselves

Tied = dict[object, set[object]]


class DistrictMissing(RuntimeError):
    """A defect: a statement that is not, or wrongly, bound to the district of its transaction."""


def refuse_without_district(context: Any, district: str) -> None:
    """Called before any row of the result has been seen; the failed transaction is rolled back."""
    compiled = context.compiled
    binds = compiled.__dict__.get(_NAMED)
    if binds is None:
        binds = compiled.__dict__[_NAMED] = binds_of(compiled)
    for values in context.compiled_parameters:
        for name in binds:
            if values[name] != district:
                raise DistrictMissing(f"bound to another district: {compiled}")


def binds_of(compiled: Any) -> frozenset[str]:
    """The binds that hold the district; DistrictMissing if a tenant's table is tied to none."""
    statement = compiled.statement
    if isinstance(statement, TextClause):
        if "district" not in compiled.binds:
            raise DistrictMissing(f"text without :district: {compiled}")
        return frozenset({"district"})
    if isinstance(statement, Update) and _moves(statement, compiled):
        raise DistrictMissing(f"hands rows to another district: {compiled}")
    parts = list(_parts(statement))
    tied = _ties(parts)
    names = set(_inserted(statement, compiled, tied))
    for table in {part for part in parts if _is_tenant(part)}:
        reached = _reached(tied, table)
        if not reached:
            raise DistrictMissing(f"{table} is not bound to a district: {compiled}")
        names |= {_name_of(bind, compiled, parts) for bind in reached if isinstance(bind, BindParameter)}
    return frozenset(names - {_FOLDED})


def _name_of(bind: BindParameter[Any], compiled: Any, parts: list[Any]) -> str:
    """Its name in the text; beside `false` a condition is folded away, and no row can come."""
    for compiled_bind, name in compiled.bind_names.items():
        if compiled_bind.key == bind.key:
            return str(name)
    if any(isinstance(part, False_) for part in parts):
        return _FOLDED
    raise DistrictMissing(f"{bind} is not in {compiled}")


def _parts(statement: Any) -> Iterator[Any]:
    """The statement and all it is made of, each once, down to tables and their aliases."""
    ahead, seen = [statement], {id(statement): statement}
    while ahead:
        element = ahead.pop()
        yield element
        if not isinstance(element, Table) and not _is_alias(element):
            new = {id(child): child for child in chain(element.get_children(), _joins(element))}
            ahead += [child for name, child in new.items() if name not in seen]
            seen |= new


def _joins(element: Any) -> Iterable[Any]:
    """`select(…).join(…)` becomes a join only when it is compiled."""
    return element.get_final_froms() if isinstance(element, Select) else ()


def _is_alias(element: Any) -> bool:
    return isinstance(element, Alias) and isinstance(element.element, Table)


def _is_tenant(part: Any) -> bool:
    is_table = isinstance(part, Table) or (_is_alias(part) and part.name != "excluded")
    return is_table and "district" in part.c


def _ties(parts: Iterable[Any]) -> Tied:
    """What is said to be of the same district by conditions that hold for all rows."""
    tied: Tied = {}
    for condition in _conditions(parts):
        if isinstance(condition, BinaryExpression) and condition.operator is operators.eq:
            ends = [_end(condition.left), _end(condition.right)]
            if all(end is not None for end in ends):
                tied.setdefault(ends[0], set()).add(ends[1])
                tied.setdefault(ends[1], set()).add(ends[0])
    return tied


def _conditions(parts: Iterable[Any]) -> Iterator[Any]:
    for part in parts:
        if isinstance(part, (Select, Update, Delete)):
            yield from _conjuncts(part._where_criteria)
        elif isinstance(part, Join) and part.onclause is not None:
            yield from _conjuncts((part.onclause,))


def _conjuncts(clauses: Iterable[Any]) -> Iterator[Any]:
    for clause in clauses:
        if isinstance(clause, Grouping):
            yield from _conjuncts((clause.element,))
        elif isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
            yield from _conjuncts(clause.clauses)
        else:
            yield clause


def _end(side: Any) -> object:
    """A bound value, or whose `district` it is; None for anything else."""
    if isinstance(side, BindParameter):
        return side
    if getattr(side, "name", None) != "district":
        return None
    table = getattr(side, "table", None)
    return table if isinstance(table, Table) or _is_alias(table) else _DERIVED


def _reached(tied: Tied, start: object) -> set[object]:
    """The bound values, and sub-selects, that a table's district is said to be equal to."""
    seen, ahead = {start}, [start]
    while ahead:
        for other in tied.get(ahead.pop(), set()) - seen:
            seen.add(other)
            if not isinstance(other, BindParameter):
                ahead.append(other)
    return {end for end in seen if end is _DERIVED or isinstance(end, BindParameter)}


def _moves(statement: Any, compiled: Any) -> bool:
    """Whether it sets the district itself, in its own words or by what it is run with."""
    named = {getattr(column, "name", column) for column in statement._values or ()}
    return "district" in named.union(compiled.column_keys or ())


def _inserted(statement: Any, compiled: Any, tied: Tied) -> Iterator[str]:
    """The district among an insert's values, or selected from other rows, ties its table."""
    if not isinstance(statement, Insert):
        return
    names = [name for name in compiled.binds if _INSERTED.fullmatch(name)]
    source = _DERIVED if names else _selected(statement)
    if source is not None:
        tied.setdefault(statement.table, set()).add(source)
    yield from names


def _selected(statement: Any) -> object:
    """What an insert from a select takes for the district: other rows' own, or a value."""
    if statement.select is None or "district" not in statement._select_names:
        return None
    chosen = list(statement.select.selected_columns)[statement._select_names.index("district")]
    return _end(chosen.element if isinstance(chosen, Label) else chosen)
