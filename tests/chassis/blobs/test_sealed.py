"""Sealed files: what was given comes out, and anything else is seen."""

import hashlib
import re
from collections.abc import Iterator
from io import FileIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from services.chassis.blobs import sealed as sealing
from services.chassis.blobs.errors import (
    BlobBroken,
    BlobMissing,
    BlobsUnavailable,
    FileTokenInvalid,
    FileTooLarge,
)
from services.chassis.blobs.sealed import SEGMENT, TAG, FileToken, keep, read, seal, unseal
from tests.chassis.blobs.builders import DISTRICT, SECRET, RememberedBlobs, a_content, in_pieces

SEALED = SEGMENT + TAG
SIZES = [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 2 * SEGMENT + 1, 3 * SEGMENT - 1]
FEW_SIZES = [0, 1, SEGMENT, SEGMENT + 1]


def sealed(content: bytes, secret: bytes = SECRET) -> bytes:
    return b"".join(seal([content], secret))


def unsealed(stored: bytes, secret: bytes = SECRET) -> bytes:
    return b"".join(unseal([stored], secret))


def is_broken(stored: bytes, secret: bytes = SECRET) -> bool:
    with pytest.raises(BlobBroken):
        unsealed(stored, secret)
    return True


def segments(stored: bytes) -> list[bytes]:
    return list(in_pieces(stored, SEALED))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_out(size: int):
    content = a_content(size)
    stored = sealed(content)
    assert unsealed(stored) == content
    assert len(stored) == size + TAG * max(1, -(-size // SEGMENT))


@settings(max_examples=40)
@given(size=some.sampled_from(SIZES), cut=some.lists(some.integers(1, 100_000), max_size=20))
def test_it_does_not_matter_in_which_pieces_it_comes(size: int, cut: list[int]):
    content = a_content(size)
    assert b"".join(seal(_cut(content, cut), SECRET)) == sealed(content)
    assert b"".join(unseal(_cut(sealed(content), cut), SECRET)) == content


def _cut(content: bytes, sizes: list[int]) -> Iterator[bytes]:
    for size in sizes:
        yield content[:size]
        content = content[size:]
    yield content


@pytest.mark.parametrize("size", FEW_SIZES)
@settings(max_examples=40)
@given(data=some.data())
def test_a_changed_bit_is_seen(size: int, data: some.DataObject):
    stored = bytearray(sealed(a_content(size)))
    stored[data.draw(some.integers(0, len(stored) - 1))] ^= 1 << data.draw(some.integers(0, 7))
    assert is_broken(bytes(stored))


@pytest.mark.parametrize("size", FEW_SIZES)
@settings(max_examples=40)
@given(data=some.data())
def test_what_is_cut_short_is_seen(size: int, data: some.DataObject):
    stored = sealed(a_content(size))
    assert is_broken(stored[: data.draw(some.integers(0, len(stored) - 1))])


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_what_is_cut_between_segments_is_seen(kept: int):
    assert is_broken(b"".join(segments(sealed(a_content(3 * SEGMENT)))[:kept]))


@settings(max_examples=24)
@given(some.permutations(range(4)).filter(lambda order: order != [0, 1, 2, 3]))
def test_another_order_is_seen(order: list[int]):
    found = segments(sealed(a_content(4 * SEGMENT)))
    assert is_broken(b"".join(found[place] for place in order))


@settings(max_examples=40)
@given(some.binary(min_size=1, max_size=100))
def test_what_is_added_is_seen(more: bytes):
    stored = sealed(a_content(SEGMENT))
    assert is_broken(stored + more)
    assert is_broken(more + stored)


def test_a_segment_of_another_file_is_seen():
    one, other = (segments(sealed(a_content(3 * SEGMENT), secret)) for secret in (SECRET, SECRET[::-1]))
    assert is_broken(one[0] + other[1] + one[2])


def test_another_secret_opens_nothing():
    assert is_broken(sealed(b"x"), SECRET[::-1])


def test_what_is_stored_shows_nothing_of_the_content():
    assert b"secret" not in sealed(b"secret" * 1000)


def test_what_is_kept_is_read_with_its_token():
    store, content = RememberedBlobs(), a_content(200_000)
    kept = keep(store, DISTRICT, in_pieces(content, 999), limit=200_000)
    assert (kept.size, kept.content_hash) == (200_000, hashlib.sha256(content).hexdigest())
    assert b"".join(read(store, DISTRICT, FileToken.parse(kept.token.text))) == content


def test_it_is_stored_under_the_hash_of_what_is_stored():
    store = RememberedBlobs()
    token = keep(store, DISTRICT, [b"content"], limit=100).token
    assert store.stored.keys() == {f"{DISTRICT}/{token.name}"}
    [stored] = store.stored.values()
    assert hashlib.sha256(stored).hexdigest() == token.name


def test_the_same_content_twice_is_two_files():
    store = RememberedBlobs()
    first, second = (keep(store, DISTRICT, [b"content"], limit=100) for _ in range(2))
    assert first.content_hash == second.content_hash
    assert first.token != second.token
    assert len(store.stored) == 2


def test_an_empty_file_is_a_file():
    store = RememberedBlobs()
    kept = keep(store, DISTRICT, [], limit=0)
    assert b"".join(read(store, DISTRICT, kept.token)) == b""


def test_one_byte_too_many_is_refused_and_nothing_is_kept():
    store = RememberedBlobs()
    assert keep(store, DISTRICT, [b"x" * 5, b"y" * 5], limit=10).size == 10
    store.stored.clear()
    with pytest.raises(FileTooLarge) as refused:
        keep(store, DISTRICT, [b"x" * 5, b"y" * 6], limit=10)
    assert (refused.value.values, refused.value.kind, store.stored) == ({"limit": 10}, "invalid", {})


def test_a_temporary_disk_that_is_full_is_no_store(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sealing, "TemporaryFile", lambda buffering: FileIO("/dev/full", "r+"))
    with pytest.raises(BlobsUnavailable):
        keep(RememberedBlobs(), DISTRICT, [b"x"], limit=1)


def test_a_token_of_another_district_finds_nothing():
    store = RememberedBlobs()
    token = keep(store, DISTRICT, [b"content"], limit=100).token
    with pytest.raises(BlobMissing):
        read(store, "jinniu", token)


@given(name=some.binary(min_size=32, max_size=32), secret=some.binary(min_size=32, max_size=32))
def test_a_token_is_its_text(name: bytes, secret: bytes):
    token = FileToken(name.hex(), secret)
    assert re.fullmatch(r"[0-9a-f]{64}\.[A-Za-z0-9_-]{43}", token.text)
    assert FileToken.parse(token.text) == token


TEXT = FileToken("0a" * 32, SECRET).text


@pytest.mark.parametrize(
    "text", ["", TEXT[1:], TEXT[:-1], TEXT + "A", TEXT + "\n", TEXT.upper(), TEXT[:-1] + "9", "A" + TEXT[1:]]
)
def test_no_other_text_is_a_token(text: str):
    with pytest.raises(FileTokenInvalid) as refused:
        FileToken.parse(text)
    assert refused.value.values == {}


def test_a_token_does_not_show_its_secret():
    token = FileToken("0a" * 32, SECRET)
    assert TEXT.partition(".")[2] not in repr(token)
    assert repr(SECRET) not in repr(token)
