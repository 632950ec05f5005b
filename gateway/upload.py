"""Files in: streamed into the store as they come, before any service is told of them."""

import unicodedata
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from itertools import chain

from gateway.answer import JSON, NOT_KEPT, OWN_THINGS_ONLY, VARIES, Answer
from gateway.body import read_pieces
from gateway.callers import Door
from gateway.cells import Cells
from gateway.files.kinds import cleaned
from gateway.idempotency import HEADER, key_of
from gateway.match import Router
from gateway.query import read_query
from gateway.rates.rate import Load
from gateway.request import Request
from services.chassis import wire
from services.chassis.blobs.port import BlobStore
from services.chassis.blobs.sealed import keep
from services.chassis.caller import Caller
from services.chassis.errors import FieldError, FieldsInvalid, TokenReason, TokenRefused

PATH = "/v1/files"
MAY_SEND = frozenset({"person", "key", "operator"})
LONGEST_NAME = 200


class Upload:
    """One body makes one file; sent again it makes another, with another token.

    Its key makes no two uploads one: that is done by the key of the command which names the token.
    """

    name, load = f"POST {PATH}", Load.HEAVY

    def __init__(self, door: Door, cells: Cells, store: BlobStore, limit: int) -> None:
        self._door, self._cells, self._store, self._limit = door, cells, store, limit

    def __call__(self, request: Request, _: Mapping[str, str]) -> Answer:
        """Raises what the gateway refuses, and BlobsUnavailable."""
        caller = self._door.admit(request).caller
        _refuse_services(caller)
        self._cells.of(caller.district)
        self._cells.refuse_moving(caller.district)
        key_of(request.environ.get(HEADER), is_needed=True)
        _check_name(str(read_query(request.environ["QUERY_STRING"], {"name": str}).get("name", "")))
        pieces = _at_least_one(read_pieces(request.environ, self._limit))
        kept = keep(self._store, caller.district, cleaned(pieces), self._limit)
        told = {"file": kept.token.text, "size": kept.size, "content_hash": kept.content_hash}
        return Answer(HTTPStatus.CREATED, [JSON, VARIES, OWN_THINGS_ONLY, NOT_KEPT], wire.dumps(told))


def add_upload(router: Router, door: Door, cells: Cells, store: BlobStore, limit: int) -> None:
    router.add("POST", PATH, Upload(door, cells, store, limit))


def _refuse_services(caller: Caller) -> None:
    if caller.kind not in MAY_SEND:
        raise TokenRefused(TokenReason.AUDIENCE)


def _check_name(name: str) -> None:
    """The name is not kept here: whoever names the file in a command names it there."""
    if len(name) > LONGEST_NAME:
        raise FieldsInvalid([FieldError("name", "too_long", {"max": LONGEST_NAME})])
    if any(unicodedata.category(character) == "Cc" for character in name):
        raise FieldsInvalid([FieldError("name", "control_characters")])


def _at_least_one(pieces: Iterator[bytes]) -> Iterator[bytes]:
    first = next(pieces, None)
    if first is None:
        raise FieldsInvalid([FieldError("body", "required")])
    return chain([first], pieces)
