"""An S3-compatible server, through botocore; blocking calls, cooperative where sockets are."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Any

from botocore.config import Config  # type: ignore[import-untyped]
from botocore.exceptions import BotoCoreError, ClientError  # type: ignore[import-untyped]
from botocore.session import Session  # type: ignore[import-untyped]

from services.chassis.blobs.errors import BlobMissing, BlobsUnavailable
from services.chassis.blobs.port import PIECE, checked
from services.chassis.settings import BlobSettings

PART = 8_388_608
"""Bytes held in memory for each file under way; what is longer is sent in several parts."""
CONNECT_WITHIN = 3.0
READ_WITHIN = 10.0
TRIES = 3
CONNECTIONS = 32

log = logging.getLogger("linli.blobs")


class S3Blobs:
    """Nothing is asked of the server until the first call."""

    def __init__(self, settings: BlobSettings) -> None:
        self._bucket = settings.bucket
        self._client: Any = Session().create_client(
            "s3",
            region_name=settings.region,
            endpoint_url=settings.endpoint,
            aws_access_key_id=settings.access_key,
            aws_secret_access_key=settings.secret_key,
            config=_config(settings),
        )

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        place = {"Bucket": self._bucket, "Key": checked(name)}
        parts = _parts(pieces)
        first, second = next(parts, b""), next(parts, None)
        if second is None:
            with _reached():
                self._client.put_object(**place, Body=first)
        else:
            self._put_parts(place, chain((first, second), parts))

    def open(self, name: str) -> Iterator[bytes]:
        pieces = self._read({"Bucket": self._bucket, "Key": checked(name)})
        next(pieces)  # asks the server: who wants a missing one hears it now
        return pieces

    def remove(self, name: str) -> None:
        with _reached():
            self._client.delete_object(Bucket=self._bucket, Key=checked(name))

    def _put_parts(self, place: dict[str, str], parts: Iterator[bytes]) -> None:
        with _reached():
            upload = {**place, "UploadId": self._client.create_multipart_upload(**place)["UploadId"]}
        try:
            sent = [self._put_part(upload, number, part) for number, part in enumerate(parts, 1)]
            with _reached():
                self._client.complete_multipart_upload(**upload, MultipartUpload={"Parts": sent})
        except BaseException:  # a killed green thread too: parts that nobody completes cost room for ever
            with suppress(BlobsUnavailable), _reached():
                self._client.abort_multipart_upload(**upload)
            raise

    def _put_part(self, upload: dict[str, str], number: int, part: bytes) -> dict[str, object]:
        with _reached():
            tag = self._client.upload_part(**upload, PartNumber=number, Body=part)["ETag"]
        return {"PartNumber": number, "ETag": tag}

    def _read(self, place: dict[str, str]) -> Iterator[bytes]:
        """Nothing at first, with the answer begun."""
        with _reached():
            body = self._client.get_object(**place)["Body"]
        with body:
            yield b""
            while piece := _piece_of(body):
                yield piece


def _config(settings: BlobSettings) -> Any:
    return Config(
        connect_timeout=CONNECT_WITHIN,
        read_timeout=READ_WITHIN,
        retries={"mode": "standard", "total_max_attempts": TRIES},
        max_pool_connections=CONNECTIONS,
        # Servers that are not Amazon's know no newer checksums; content is sealed, so any change is seen.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        s3={"addressing_style": settings.addressing},
    )


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        if code == "NoSuchKey":
            raise BlobMissing from None
        log.warning("store refused", extra={"code": code})
        raise BlobsUnavailable from error
    except (BotoCoreError, OSError) as error:
        log.warning("store away", extra={"error": type(error).__name__})
        raise BlobsUnavailable from error


def _piece_of(body: Any) -> bytes:
    with _reached():
        return bytes(body.read(PIECE))


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """All of PART bytes but the last."""
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= PART:
            yield bytes(waiting[:PART])
            del waiting[:PART]
    if waiting:
        yield bytes(waiting)
