"""Files in a folder: whole or not there, ours alone, and never anywhere else."""

import os
from errno import ENOSPC
from pathlib import Path

import pytest

from services.chassis.blobs.errors import BlobMissing, BlobsUnavailable
from services.chassis.blobs.folder import COMING, LEFT_OVER, SYNCED_EVERY, FolderBlobs
from services.chassis.blobs.port import BlobNameWrong
from tests.chassis.blobs.builders import a_content, breaking_off, in_pieces, name_of

CONTENT = a_content(200_000)
NAME = name_of(CONTENT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "blobs"


@pytest.fixture
def blobs(folder: Path) -> FolderBlobs:
    return FolderBlobs(folder)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, SYNCED_EVERY - 1, SYNCED_EVERY + 1])
def test_what_was_put_is_read(blobs: FolderBlobs, size: int):
    content = a_content(size)
    blobs.put(name_of(content), in_pieces(content))
    assert b"".join(blobs.open(name_of(content))) == content


def test_files_and_folders_are_ours_alone(blobs: FolderBlobs, folder: Path):
    blobs.put(NAME, in_pieces(CONTENT))
    assert [file.stat().st_mode & 0o777 for file in files(folder)] == [0o600]
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir())]
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    assert len(folders) == 3


def test_a_missing_one_is_missed_before_it_is_read(blobs: FolderBlobs):
    with pytest.raises(BlobMissing):
        blobs.open(NAME)


def test_a_removed_one_is_missing_and_may_be_removed_again(blobs: FolderBlobs):
    blobs.put(NAME, in_pieces(CONTENT))
    for _ in range(2):
        blobs.remove(NAME)
        with pytest.raises(BlobMissing):
            blobs.open(NAME)


def test_who_is_reading_reads_on_when_it_is_removed(blobs: FolderBlobs):
    blobs.put(NAME, in_pieces(CONTENT))
    reading = blobs.open(NAME)
    blobs.remove(NAME)
    assert b"".join(reading) == CONTENT


def test_what_is_there_is_not_written_again(blobs: FolderBlobs):
    blobs.put(NAME, in_pieces(CONTENT))
    blobs.put(NAME, breaking_off(b"", AssertionError("was read")))
    assert b"".join(blobs.open(NAME)) == CONTENT


def test_another_district_does_not_see_it(blobs: FolderBlobs):
    blobs.put(NAME, in_pieces(CONTENT))
    with pytest.raises(BlobMissing):
        blobs.open(name_of(CONTENT, "jinniu"))


@pytest.mark.parametrize("error", [ValueError(), OSError("line lost"), KeyboardInterrupt()])
def test_what_breaks_off_leaves_nothing_and_keeps_its_error(
    blobs: FolderBlobs, folder: Path, error: BaseException
):
    with pytest.raises(type(error)) as raised:
        blobs.put(NAME, breaking_off(CONTENT, error))
    assert raised.value is error
    assert files(folder) == []


@pytest.mark.parametrize("step", ["write", "fsync", "fdatasync", "replace"])
def test_a_disk_that_does_not_take_it_is_no_store(
    blobs: FolderBlobs, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
):
    def full(*_: object) -> None:
        raise OSError(ENOSPC, "full")

    content = a_content(SYNCED_EVERY)
    monkeypatch.setattr(os, step, full)
    with pytest.raises(BlobsUnavailable):
        blobs.put(name_of(content), in_pieces(content))
    assert files(folder) == []


def test_a_write_that_takes_a_part_is_gone_on_with(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, piece: write(file, piece[:1000]))
    blobs.put(NAME, in_pieces(CONTENT))
    assert b"".join(blobs.open(NAME)) == CONTENT


def test_a_folder_that_cannot_be_made_is_no_store(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BlobsUnavailable):
        FolderBlobs(tmp_path / "file" / "blobs")


@pytest.mark.parametrize(("age", "left"), [(LEFT_OVER - 60, 1), (LEFT_OVER + 60, 0)])
def test_what_a_killed_process_left_is_swept_after_a_day(
    blobs: FolderBlobs, folder: Path, age: float, left: int
):
    blobs.put(NAME, in_pieces(CONTENT))
    begun = folder / COMING / "begun"
    begun.write_bytes(b"half")
    since = begun.stat().st_mtime - age
    os.utime(begun, (since, since))
    os.utime(folder / NAME, (since, since))
    FolderBlobs(folder)
    assert len(list((folder / COMING).iterdir())) == left
    assert b"".join(blobs.open(NAME)) == CONTENT


HASH = "0" * 64


@pytest.mark.parametrize(
    "name",
    [
        "", HASH, f"/{HASH}", f"../{HASH}", f"chenghua/../{HASH}", f"{COMING}/{HASH}", f"a/b/{HASH}",
        f"/etc/{HASH}", "chenghua/passwd", f"chenghua/{HASH}\n", f"chenghua/{HASH[1:]}", f"chenghua/{HASH}0",
        f"chenghua/{'A' * 64}", f"{'d' * 65}/{HASH}", f"chenghua\0/{HASH}", f"成华/{HASH}",
    ],
)  # fmt: skip
@pytest.mark.parametrize("verb", ["put", "open", "remove"])
def test_no_other_place_can_be_named(blobs: FolderBlobs, folder: Path, name: str, verb: str):
    with pytest.raises(BlobNameWrong):
        blobs.put(name, iter(())) if verb == "put" else getattr(blobs, verb)(name)
    assert files(folder.parent.parent) == []


@pytest.mark.parametrize("name", [f"c/{HASH}", f"{'D' * 64}/{HASH}", f"a-b_9/{HASH}"])
def test_a_district_and_a_hash_are_a_name(blobs: FolderBlobs, name: str):
    blobs.put(name, [b"x"])
    assert list(blobs.open(name)) == [b"x"]
