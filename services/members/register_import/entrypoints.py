"""What is asked of imports, and the jobs that take them in and back."""

from typing import Any

from services.chassis.bus import bulk_job, job, rpc
from services.chassis.caller import Caller
from services.chassis.jobs import Finished, Job, Step
from services.chassis.sheets.standing import Shown, bad_rows_of
from services.members.register_import.domain.address import Place, place_of
from services.members.register_import.domain.errors import (
    AreaUnknown,
    CommunityAbolished,
    ImportBuiltUpon,
    ImportNotOver,
    ImportUnknown,
    NoBadRows,
    NotACommunity,
    NothingToUndo,
)
from services.members.register_import.schemas import (
    BeginImportSchema,
    ImportSchema,
    ImportsSchema,
    ListImportsSchema,
    OfImportSchema,
    SheetSchema,
    UndoImportSchema,
)
from services.members.register_import.taking_back import TakingBack
from services.members.register_import.use_cases.begin_import import BeginImport, begin_import
from services.members.register_import.use_cases.get_bad_rows import get_bad_rows
from services.members.register_import.use_cases.get_import import OfImport, get_import
from services.members.register_import.use_cases.list_imports import ListImports, list_imports
from services.members.register_import.use_cases.ports import Begin, Page
from services.members.register_import.use_cases.undo_import import UndoImport, undo_import

SERVICE = "members"
DWELLINGS_AT_ONCE = 2000


class ImportEntrypoints:
    begin: Begin
    remote: Any
    foundation: Any

    @rpc(
        "residents.import",
        takes=BeginImportSchema(),
        gives=ImportSchema(),
        refuses=(AreaUnknown, NotACommunity, CommunityAbolished),
    )
    def begin_import(self, command: BeginImport, caller: Caller) -> dict[str, Any]:
        return _shown(self.foundation, caller).one(begin_import(command, self.begin, caller))

    @rpc(
        "residents.import",
        takes=OfImportSchema(),
        gives=ImportSchema(),
        refuses=(ImportUnknown,),
        reads="public",
    )
    def get_import(self, command: OfImport, caller: Caller) -> dict[str, Any]:
        return _shown(self.foundation, caller).one(*get_import(command, self.begin, caller))

    @rpc(
        "residents.import",
        takes=ListImportsSchema(),
        gives=ImportsSchema(),
        refuses=(AreaUnknown,),
        reads="public",
    )
    def list_imports(self, command: ListImports, caller: Caller) -> Page:
        return _shown(self.foundation, caller).page(list_imports(command, self.begin, caller))

    @rpc(
        "residents.import",
        takes=OfImportSchema(),
        gives=SheetSchema(),
        refuses=(ImportUnknown, NoBadRows),
        reads="personal",
    )
    def get_bad_rows(self, command: OfImport, caller: Caller) -> dict[str, str]:
        found, sheet = get_bad_rows(command, self.begin, caller)
        return {"id": found.id, **bad_rows_of(found, sheet)}

    @rpc(
        "residents.import",
        takes=UndoImportSchema(),
        gives=ImportSchema(),
        refuses=(ImportUnknown, ImportNotOver, NothingToUndo, ImportBuiltUpon),
    )
    def undo_import(self, command: UndoImport, caller: Caller) -> dict[str, Any]:
        return _shown(self.foundation, caller).one(undo_import(command, self.begin, caller))

    @bulk_job("residents.import")
    def import_register(self, job: Job, caller: Caller) -> dict[str, Any]:
        """What the child is given: the community's dwellings, and the token of the file."""
        dwellings = self._dwellings(job.params["community_id"])
        with self.begin(caller) as tx:
            return {"dwellings": dwellings, "file": tx.imports.get(job.params["import_id"]).file}

    @job("residents.import")
    def take_import_back(self, job: Job, caller: Caller) -> Step | Finished:
        """Who may have built on its people is asked about all of them, and once more as each of them goes."""
        return TakingBack(self.begin, self.remote, job, caller).step()

    def _dwellings(self, community_id: str) -> list[Place]:
        asked: dict[str, Any] = {"community_id": community_id, "limit": DWELLINGS_AT_ONCE}
        found: list[Place] = []
        while True:
            page = self.remote.call("grids", "feed_dwellings", asked)
            found += map(place_of, page["items"])
            if page["next"] is None:
                return found
            asked = {**asked, "after": page["next"]}


def _shown(foundation: Any, caller: Caller) -> Shown:
    return Shown(SERVICE, "community_id", foundation.catalogue.say, caller.language)
