"""What does not fit does not move, and is refused before anything is changed; nothing goes too early."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from deploy.linli.moving import bringing_in, keys
from deploy.linli.moving.manifest import Manifest
from services.chassis.master_key import MASTER
from services.chassis.storage.moving.owner import snapshot, writing
from tests.deployment.two_houses import digests, files_of, settings_of, speaking_to
from tests.house import House
from tests.journeys.district import District
from tests.journeys.somebody import Somebody

WORDS = "seven bare pollards beside the canal"


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> tuple[House, District, Path]:
    """A house that has stopped, its closed district with a file, and the folder that it was taken out to."""
    place = tmp_path_factory.mktemp("left")
    (place / "old").mkdir()
    old = House(place / "old")
    with old, speaking_to(old) as http:
        here = District.founded(Somebody(http, old.passes))
        here.register()
        assert here.officer.ask("POST", "/v1/files", content="门牌,姓名".encode()).status_code == 201
    old.command("district", "close", here.id)
    old.command("district", "backup", here.id, str(place / "moved"))
    return old, here, place / "moved"


@pytest.fixture
def new(tmp_path: Path) -> House:
    """Migrated, and never started."""
    (tmp_path / "new").mkdir()
    return House(tmp_path / "new")


@pytest.fixture
def moved(left: tuple[House, District, Path], tmp_path: Path) -> Path:
    """A folder that a test may spoil."""
    return Path(shutil.copytree(left[2], tmp_path / "moved"))


@pytest.fixture
def master(left: tuple[House, District, Path]) -> tuple[str, str]:
    return "--former-master", str(left[0].folder / "keys" / MASTER)


def refused(house: House, why: str, *words: str) -> None:
    with pytest.raises(RuntimeError, match=why):
        house.command("district", *words)


def is_empty(house: House, district: str) -> bool:
    return all(rows == 0 for rows, _ in digests(house, district).values())


def spoil_a_row(moved: Path) -> None:
    with (moved / "grids" / "areas").open("ab") as file:
        file.write(b"\n")


def lose_a_table(moved: Path) -> None:
    (moved / "notify" / "outbox").unlink()


def lose_a_file(moved: Path) -> None:
    next((moved / "blobs").iterdir()).unlink()


def break_it_off(moved: Path) -> None:
    (moved / "manifest.json").unlink()


def be_of_another_schema(moved: Path) -> None:
    told = json.loads((moved / "manifest.json").read_text())
    told["services"]["notify"]["revision"] = "0001_messages"
    (moved / "manifest.json").write_text(json.dumps(told))


def be_of_a_cluster(moved: Path) -> None:
    told = json.loads((moved / "manifest.json").read_text())
    (moved / "manifest.json").write_text(json.dumps(told | {"kind": "postgresql"}))


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (spoil_a_row, "grids/areas has changed"),
        (lose_a_table, "notify/outbox is missing"),
        (lose_a_file, "blobs: 0 files, and 1 were taken out"),
        (break_it_off, "one that was broken off"),
        (be_of_another_schema, "notify: the schema is .* here, and 0001_messages in the backup"),
        (be_of_a_cluster, "the backup is of a house on postgresql"),
    ],
)
def test_what_does_not_fit_its_manifest_or_the_house_is_refused(
    left, new: House, moved: Path, master, spoil: Callable[[Path], None], why: str
):
    spoil(moved)

    refused(new, why, "restore", str(moved), *master)

    assert is_empty(new, left[1].id)


def test_a_district_that_has_any_row_there_is_refused(left, new: House, moved: Path, master):
    with writing(settings_of(new), "care") as owned:
        row = "INSERT INTO districts (district, at) VALUES (:district, '2026-03-02T09:00:00.000000+00:00')"
        owned.connection.execute(text(row), {"district": left[1].id})

    refused(new, "care: .* is there already: districts 1", "restore", str(moved), *master)


def test_the_file_of_kept_keys_opens_what_comes(left, new: House, moved: Path, tmp_path: Path):
    old, here, _ = left
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(WORDS)
    words = "--passphrase-file", str(passphrase)
    old.command("keys", "backup", str(tmp_path / "keys.linli"), *words)

    new.command("district", "restore", str(moved), "--former-master", str(tmp_path / "keys.linli"), *words)

    assert files_of(new, here.id) == files_of(old, here.id) != {}
    assert "BAD" not in new.command("keys", "verify")


def test_what_was_broken_off_goes_on_when_it_is_asked_for_again(
    left, new: House, moved: Path, master, monkeypatch: pytest.MonkeyPatch
):
    """A kill between two services: those that have come stay, and nobody works on them yet."""
    manifest, here = Manifest.read(moved), left[1]
    masters = keys.for_backup(new.folder / "keys", manifest.master, Path(master[1]), lambda: "")
    monkeypatch.setattr(bringing_in, "_bring", broken_at("members", bringing_in._bring))
    with pytest.raises(KeyboardInterrupt):
        bringing_in.bring_in(settings_of(new), moved, manifest, masters)
    states = new.command("district", "state", here.id)
    assert [states.count(state) for state in (": arrived", ": arriving", ": here")] == [2, 2, 0]
    refused(new, "is not here or opening", "close", here.id)

    assert "events go out once more" in new.command("district", "restore", str(moved), *master)
    assert new.command("district", "state", here.id).count(": here") == 4
    before = digests(new, here.id)
    assert "by this backup already" in new.command("district", "restore", str(moved), *master)
    assert digests(new, here.id) == before


def broken_at(service: str, bring: Callable[..., None]) -> Callable[..., None]:
    def broken(owned, *given):
        if owned.service == service:
            raise KeyboardInterrupt
        bring(owned, *given)

    return broken


def test_what_came_after_the_backup_is_not_removed(left, moved: Path):
    """Nothing of the district goes, of no service."""
    old, here, _ = left
    late = "UPDATE cases SET version = version + 1 WHERE district = :district"
    with writing(settings_of(old), "grids") as owned:
        owned.connection.execute(text(late), {"district": here.id})
    before = digests(old, here.id)

    refused(old, "grids: cases is not as it was taken out", "remove", str(moved), "--moved-to", "new")

    assert digests(old, here.id) == before


def test_a_district_that_stays_is_opened_and_its_events_go_out_once_more(left):
    old, here, _ = left
    with snapshot(settings_of(old), "grids") as owned:
        kept = text("SELECT count(*) FROM outbox WHERE district = :district AND NOT unheard")
        events = owned.connection.execute(kept, {"district": here.id}).scalar_one()

    said = old.command("district", "open", here.id)

    assert events > 0
    assert int(said.split(" events")[0].rpartition(" ")[2]) >= events
    with writing(settings_of(old), "grids") as owned:
        waits = text("SELECT count(*) FROM outbox WHERE district = :district AND published_at IS NULL")
        assert owned.connection.execute(waits, {"district": here.id}).scalar_one() >= events
    old.command("district", "close", here.id)


def test_only_a_district_that_lives_here_is_closed(left):
    refused(left[0], "has no row here", "close", "nobody")
