"""The settings say which store it is."""

from pathlib import Path

from services.chassis.blobs.folder import FolderBlobs
from services.chassis.blobs.opening import open_store
from services.chassis.blobs.s3 import S3Blobs
from services.chassis.settings import BlobSettings, Settings
from tests.chassis.blobs.s3_servers import settings_of


def test_without_more_it_is_a_folder_below_the_data(tmp_path: Path):
    assert isinstance(open_store(Settings(data_dir=tmp_path / "data")), FolderBlobs)
    assert (tmp_path / "data" / "blobs").is_dir()


def test_a_folder_may_lie_elsewhere(tmp_path: Path):
    open_store(Settings(data_dir=tmp_path / "data", blobs=BlobSettings(folder=str(tmp_path / "far"))))
    assert [path.name for path in tmp_path.iterdir()] == ["far"]


def test_a_server_is_not_asked_before_it_is_used(tmp_path: Path):
    settings = Settings(data_dir=tmp_path / "data", blobs=settings_of("http://127.0.0.1:9"))
    assert isinstance(open_store(settings), S3Blobs)
    assert list(tmp_path.iterdir()) == []
