"""An import of areas as the child goes through it, step by step."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from services.chassis.blobs import sealed
from services.chassis.blobs.folder import FolderBlobs
from services.chassis.bulk.work import Tools
from services.chassis.jobs import Finished, JobState, Step
from services.chassis.settings import BlobSettings, Settings
from services.chassis.words import Catalogue
from services.grids.area_sheets.domain.area_import import AreaImport
from services.grids.area_sheets.work import AreaWork
from tests.grids.area_sheets.fakes import a_job
from tests.grids.builders import NOW, id_of
from tests.grids.house import House
from tests.journeys.area_sheets import rows_of


@dataclass
class Import:
    house: House
    folder: Path
    content: bytes
    is_trial: bool = False
    id: str = id_of("import")

    def __post_init__(self) -> None:
        token = sealed.keep(FolderBlobs(self.folder), self.house.district, [self.content], 2**20).token
        begun = AreaImport(self.id, id_of("community"), "a.csv", token.text, self.is_trial, "job", "me", NOW)
        with self.house.begin() as tx:
            tx.area_imports.add(begun)
        self.given = {"file": token.text, "area_id": begun.into, "is_trial": self.is_trial}
        self.job = replace(a_job("job", "import_areas", JobState.RUNNING), params={"import_id": self.id})

    def holder(self) -> AreaWork:
        with self.house.begin() as tx:
            kinds, seals = {kind: kind for kind in tx.standing_areas.kinds()}, tx.seals
        settings = Settings(blobs=BlobSettings(folder=str(self.folder)))
        tools = Tools(settings, Catalogue.of_service("grids"), self.house.clock, seals)
        return AreaWork({**self.given, "kinds": kinds}, tools)

    def step(self, holder: AreaWork) -> Step | Finished:
        call = self.house._call(True, "import_areas")
        holder.prepare(self.job, call.caller)
        try:
            kept = holder.step(self.job, call.begin, call.caller)
            call.commit()
        finally:
            call.rollback()
        if isinstance(kept, Step):
            self.job = replace(self.job, cursor=kept.cursor, done=kept.done, total=kept.total)
        return kept

    def to_its_end(self, holder: AreaWork) -> dict[str, Any]:
        while not isinstance(kept := self.step(holder), Finished):
            pass
        return {name: count for name, count in kept.result.items() if name != "import_id"}

    def faults(self) -> list[str]:
        with self.house.begin() as tx:
            return [wrong.fault.value for each in tx.area_imports.refusals(self.id) for wrong in each.wrong]

    def bad_rows(self) -> list[list[Any]]:
        """Of the sheet that has come back, its headings first."""
        with self.house.begin() as tx:
            token = sealed.FileToken.parse(str(tx.area_imports.get(self.id).sheet))
        return rows_of(b"".join(sealed.read(FolderBlobs(self.folder), self.house.district, token)))
