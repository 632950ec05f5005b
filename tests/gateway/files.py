"""What the tests of files look at: the address, and the folder behind it."""

from pathlib import Path

from services.chassis.blobs.folder import FolderBlobs
from services.chassis.blobs.sealed import FileToken, read

PATH = "/v1/files"


def kept_in(folder: Path) -> list[Path]:
    return [path for path in (folder / "blobs").rglob("*") if path.is_file()]


def content_of(folder: Path, token: str, district: str = "chenghua") -> bytes:
    return b"".join(read(FolderBlobs(folder / "blobs"), district, FileToken.parse(token)))
