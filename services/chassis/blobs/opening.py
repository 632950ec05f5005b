"""The store that the settings name."""

from pathlib import Path

from services.chassis.blobs.folder import FolderBlobs
from services.chassis.blobs.port import BlobStore
from services.chassis.settings import Settings


def open_store(settings: Settings) -> BlobStore:
    """Raises BlobsUnavailable for a folder that cannot be made; a server is asked when it is used."""
    blobs = settings.blobs
    if blobs.store == "folder":
        return FolderBlobs(blobs_folder(settings))
    # Its library takes half a second and twenty megabytes, which a house with a folder need not have.
    from services.chassis.blobs.s3 import S3Blobs

    return S3Blobs(blobs)


def blobs_folder(settings: Settings) -> Path:
    """Of the store that is a folder."""
    return Path(settings.blobs.folder.replace("{data_dir}", str(settings.data_dir)))
