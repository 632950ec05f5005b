"""A register from its file to its end as the child takes it: step by step, on both databases."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from threading import Thread, get_ident
from typing import Any

import pytest

from services.chassis.blobs import sealed
from services.chassis.blobs.folder import FolderBlobs
from services.chassis.bulk.work import Tools
from services.chassis.jobs import Finished, Job, JobState, Step
from services.chassis.settings import BlobSettings, Settings
from services.chassis.sheets import work as taking
from services.chassis.words import Catalogue
from services.members.for_imports.residents import draft_of
from services.members.register_import import work
from services.members.register_import.domain.address import Place
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.work import RegisterWork
from tests.members.builders import NOW, a_number, id_of
from tests.members.house import House
from tests.members.register_import.files import HEADINGS, csv_text
from tests.members.register_import.test_register_file import rows
from tests.members.register_import.test_taken_in import counts

GOOD = 10
PLACES = [
    Place(id_of(f"room {room}"), id_of("lane"), "锦绣苑", "1栋", "1", str(room)) for room in range(301, 400)
]


@pytest.fixture(autouse=True)
def _in_small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "AT_ONCE", 4)


@dataclass
class Import:
    """One import of a file; `open_when` says of each thing that took long whether it held a transaction open.

    What a thread beside it does meanwhile holds up nobody.
    """

    house: House
    folder: Path
    content: bytes
    id: str = id_of("import")
    held_by: int | None = None
    open_when: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.store = FolderBlobs(self.folder)
        token = sealed.keep(self.store, self.house.district, [self.content], 2**20).token
        begun = RegisterImport(self.id, id_of("near"), "a.csv", token.text, False, "job", "me", NOW)
        with self.house.begun() as tx:
            tx.imports.add(begun)
        self.job = Job(
            id="job", kind="import_register", state=JobState.RUNNING, params={"import_id": self.id},
            cursor=None, done=0, total=None, result=None, error=None, asked_by="me", is_cancelled=False,
            created_at=NOW, started_at=None, ended_at=None, version=1,
        )  # fmt: skip

    def holder(self) -> RegisterWork:
        with self.house.begun() as tx:
            token, seals = tx.imports.get(self.id).file, tx.seals
        settings = Settings(blobs=BlobSettings(folder=str(self.folder)))
        tools = Tools(settings, Catalogue.of_service("members"), self.house.clock, seals)
        drafts = self.noting("draft", draft_of)
        return RegisterWork(drafts, {"file": token, "dwellings": list(PLACES)}, tools)

    def noting(self, what: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*given: Any) -> Any:
            holds = self.held_by == get_ident()
            self.open_when[what] = self.open_when.get(what, False) or holds
            return function(*given)

        return noted

    def step(self, holder: RegisterWork) -> Step | Finished:
        call = self.house._call("residents.import", True, "import_register")
        holder.prepare(self.job, call.caller)
        try:
            kept = holder.step(self.job, partial(self._begun, call.begin), call.caller)
            call.commit(None)
        finally:
            call.rollback()
        if isinstance(kept, Step):
            self.job = replace(self.job, cursor=kept.cursor, done=kept.done, total=kept.total)
        return kept

    def to_its_end(self, holder: RegisterWork) -> Finished:
        while True:
            kept = self.step(holder)
            if isinstance(kept, Finished):
                return kept

    @contextmanager
    def _begun(self, begin: Any, caller: Any) -> Iterator[Any]:
        self.held_by = get_ident()
        with begin(caller) as tx:
            yield tx
        self.held_by = None


@pytest.fixture
def going(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Ten good rows and two that are not."""
    unknown = ("锦绣苑", "1栋", 1, "999", "李四", "户主", a_number(place=999), "", "", "")
    text = csv_text(HEADINGS, *rows(GOOD), unknown, rows(1)[0])
    going = Import(house, tmp_path, text.encode())
    for name in ("read", "keep", "bad_rows_sheet"):
        monkeypatch.setattr(taking, name, going.noting(name, getattr(taking, name)))
    return going


def test_whatever_takes_long_holds_no_transaction_open(going: Import):
    ended = going.to_its_end(going.holder())

    assert (ended.done, ended.result) == (
        12,
        {"import_id": going.id, "new": GOOD, "changed": 0, "unchanged": 0, "refused": 2},
    )
    assert going.open_when == {"read": False, "draft": False, "bad_rows_sheet": False, "keep": False}
    with going.house.begun() as tx:
        assert tx.imports.get(going.id).sheet is not None


def test_what_a_transaction_waits_for_is_noted(going: Import):
    """And nothing that a thread does beside it."""
    note = going.noting("made", lambda: None)
    with going._begun(lambda _: nullcontext(), None):
        beside = Thread(target=note)
        beside.start()
        beside.join()
        assert going.open_when == {"made": False}
        note()
    assert going.open_when == {"made": True}


@pytest.mark.parametrize("steps", [1, 2, 3, 4])
def test_whoever_goes_on_after_some_steps_comes_to_the_same_end(going: Import, steps: int):
    for _ in range(steps):
        going.step(going.holder())
    ended = going.to_its_end(going.holder())

    assert ended.result == {"import_id": going.id, "new": GOOD, "changed": 0, "unchanged": 0, "refused": 2}
    assert counts(going.house) == (GOOD, GOOD)


def test_whom_a_draft_was_sealed_for_is_found_and_opened_by_all_that_is_sealed(going: Import):
    going.to_its_end(going.holder())

    house = going.house
    [found] = house.ask("search_residents", document_number=rows(1)[0][6])["items"]
    asked = {"resident_id": found["id"], "what": ["document_number"], "reason": "上门核对信息"}
    assert house.ask("get_resident", resident_id=found["id"])["name"] == "张0"
    assert house.ask("reveal_resident", **asked)["document_number"] == rows(1)[0][6]
