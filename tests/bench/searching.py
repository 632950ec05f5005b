"""How soon somebody is found in the service, by number and by the beginning of a name in pinyin.

Once with the sample's people, once with 300,000; as the application role, behind row-level security.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random
from typing import Any

from services.chassis.caller import WHOLE_DISTRICT, Caller, Grant
from services.chassis.ids import new_id
from services.chassis.keys import DataKeys, MasterKey
from services.chassis.master_key import MASTER
from services.chassis.seal import Seals
from services.chassis.settings import load_settings
from services.chassis.standards.identity_number import check_digit
from services.chassis.storage import mirroring
from services.chassis.storage.analysis import analyze
from services.chassis.storage.call import Call
from services.chassis.storage.database import Database
from services.chassis.storage.key_rows import KeyRowsOf
from services.chassis.storage.session import Session
from services.members.bulk import GROWS
from services.members.register_import.domain.address import Dwelling
from services.members.register_import.domain.line import Line
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.take_in import AT_ONCE, TakeIn, take_in
from services.members.residents.domain.search_keys import search_keys
from services.members.residents.store.tables import areas
from services.members.residents.use_cases.search_residents import SearchResidents, search_residents
from services.members.transaction import Transaction
from tests.bench.ground import micro_grids
from tests.bench.report import Figure
from tests.bench.stage import Stage

SIZES = {"": 30_787, "_300k": 300_000}
DISTRICT = "benchsearch"
SEARCHES = 400
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "春夏秋冬山川江河湖海日月星辰风云雷雨霜雪梅兰竹菊松柏桃李杏桂"
BORN = date(1930, 1, 1)


def searching(stage: Stage) -> list[Figure]:
    stage.house  # noqa: B018 - the tables must be there
    register = Register(stage)
    figures: list[Figure] = []
    for suffix, size in SIZES.items():
        register.fill(size)
        exact, prefix = register.p95_ms(register.by_number), register.p95_ms(register.by_prefix)
        print(f"  {size} people: by number {exact:.1f} ms, by prefix {prefix:.1f} ms", flush=True)
        figures += [
            Figure(f"search_exact_ms{suffix}", exact, "ms"),
            Figure(f"search_prefix_ms{suffix}", prefix, "ms"),
        ]
    figures.append(Figure("sql_per_500", register.statements, "statements"))
    register.close()
    return figures


class Register:
    """Members' own database, without its process."""

    def __init__(self, stage: Stage) -> None:
        settings = load_settings(stage.house.folder / "linli.json", {})
        self._database = Database(settings.database, "members")
        keys = DataKeys(MasterKey.load(settings.keys_dir / MASTER), KeyRowsOf(self._database))
        self._database.seals, self._database.prepare = Seals(keys), keys.ensure
        grants = (Grant("district_officer"),)
        self._caller = Caller(DISTRICT, "bench", "person", grants, request_id="bench")
        self._random = Random(7)
        self._names = ["".join(parts) for parts in product(SURNAMES, GIVEN, GIVEN)]
        self._areas, self._size, self._import_id = micro_grids(), 0, new_id()
        self.statements = 0.0
        with self._begun("residents.import", writes=True) as tx:
            now = datetime.now(UTC)
            mirroring.upsert(tx.rows, areas, [_area(each) for each in self._areas])
            tx.imports.add(RegisterImport(self._import_id, "c", "f", "t", False, "j", "b", now))

    def close(self) -> None:
        self._database.close()

    def fill(self, size: int) -> None:
        """By the use case that an import takes its rows in by."""
        while self._size < size:
            lines = tuple(self._line(self._size + place) for place in range(min(AT_ONCE, size - self._size)))
            with _counted() as sent, self._call("residents.import", writes=True) as call:
                take_in(TakeIn(self._import_id, lines), call.begin, self._caller)
            self.statements = max(self.statements, float(len(sent)))
            self._size += len(lines)
        analyze(self._database, GROWS)

    def by_number(self) -> SearchResidents:
        return SearchResidents(20, document_number=_number(self._random.randrange(self._size)))

    def by_prefix(self) -> SearchResidents:
        """A surname's whole syllable, or the initials of a whole name."""
        _, syllables, initials, *_ = search_keys(self._random.choice(self._names))
        return SearchResidents(20, name=self._random.choice([syllables[:4], initials]))

    def p95_ms(self, asked: Callable[[], SearchResidents]) -> float:
        taken = sorted(self._ms(asked()) for _ in range(SEARCHES))
        return taken[int(len(taken) * 0.95)]

    def _ms(self, command: SearchResidents) -> float:
        started = time.perf_counter()
        with self._call("residents.read", writes=False) as call:
            search_residents(command, call.begin, self._caller, today=datetime.now(UTC).date())
        return (time.perf_counter() - started) * 1000

    def _line(self, number: int) -> Line:
        """Two at home."""
        home = number // 2
        dwelling = Dwelling(f"{home:08x}-0000-7000-8000-000000000000", self._areas[home % len(self._areas)])
        document = _number(number)
        return Line(
            row=number,
            dwelling=dwelling,
            household_number="",
            name=self._names[number * 7919 % len(self._names)],
            relation="02" if number % 2 == 0 else "10",
            sex=1,
            birth_date=BORN + timedelta(days=number % 30_000),
            residency="registered",
            document_kind="identity_number",
            document_number=document,
            phone=None,
        )

    @contextmanager
    def _begun(self, permission: str, *, writes: bool) -> Iterator[Transaction]:
        with self._call(permission, writes=writes) as call, call.begin(self._caller) as tx:
            yield tx

    @contextmanager
    def _call(self, permission: str, *, writes: bool) -> Iterator[Call[Transaction]]:
        call: Call[Transaction] = Call(
            self._database,
            Transaction,
            caller=self._caller,
            permission=permission,
            scope=WHOLE_DISTRICT,
            writes=writes,
            action="bench",
            now=datetime.now(UTC),
        )
        try:
            yield call
            call.commit(None)
        finally:
            call.rollback()


@contextmanager
def _counted() -> Iterator[list[Any]]:
    """Every message to the database."""
    run, sent = Session.run, list[Any]()

    def noted(session: Session, work: Any) -> Any:
        sent.append(work)
        return run(session, work)

    Session.run = noted  # type: ignore[assignment, method-assign]
    try:
        yield sent
    finally:
        Session.run = run  # type: ignore[method-assign]


def _area(area_id: str) -> dict[str, Any]:
    return {
        "id": area_id,
        "parent_id": None,
        "path": f"{area_id}/",
        "kind": "micro",
        "name": area_id,
        "active": True,
        "version": 1,
        "removed": False,
    }


def _number(number: int) -> str:
    days, order = number % 30_000, 1 + 2 * (number // 30_000)
    first = f"990101{BORN + timedelta(days=days):%Y%m%d}{order:03d}"
    return first + check_digit(first)
