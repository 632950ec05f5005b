"""A chunked body: read to its end and not a byte further, or refused."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as some

from gateway.http.chunks import LONGEST_LINE, MOST_TRAILERS, Chunks, ChunksBroken


def read_all(source: BytesIO, at_a_time: int = 1000) -> bytes:
    chunks, body = Chunks(source), b""
    while piece := chunks.read(at_a_time):
        body += piece
    assert chunks.read(at_a_time) == b""
    return body


@given(some.lists(some.binary(min_size=1, max_size=50), max_size=10), some.integers(1, 60))
def test_what_was_sent_in_chunks_is_read_whole(parts: list[bytes], at_a_time: int):
    sent = b"".join(b"%X\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    source = BytesIO(sent + b"GET / HTTP/1.1\r\n")
    assert read_all(source, at_a_time) == b"".join(parts)
    assert source.read() == b"GET / HTTP/1.1\r\n"


def test_extensions_and_trailers_are_passed_over():
    source = BytesIO(b"3;name=value\r\nabc\r\n0\r\nExpires: now\r\n\r\nnext")
    assert read_all(source) == b"abc"
    assert source.read() == b"next"


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"3\r\nab",
        b"3\r\nabc",
        b"3\r\nabcd\r\n0\r\n\r\n",
        b"3\r\nabc\n0\r\n\r\n",
        b"3\nabc\r\n0\r\n\r\n",
        b"+3\r\nabc\r\n0\r\n\r\n",
        b"-3\r\nabc\r\n0\r\n\r\n",
        b"0x3\r\nabc\r\n0\r\n\r\n",
        b"0_3\r\nabc\r\n0\r\n\r\n",
        b" 3\r\nabc\r\n0\r\n\r\n",
        b"3;\nx\r\nabc\r\n0\r\n\r\n",
        b"123456789\r\nabc",
        b"\r\nabc",
        b"3" * (LONGEST_LINE + 1),
        b"0\r\n",
        b"0\r\nExpires: now",
        b"0\r\n" + b"A: b\r\n" * (MOST_TRAILERS + 1) + b"\r\n",
        b"0\r\n" + b"A" * (LONGEST_LINE + 1) + b"\r\n\r\n",
    ],
)
def test_what_is_no_chunked_body_is_refused(sent: bytes):
    with pytest.raises(ChunksBroken):
        read_all(BytesIO(sent))


def test_as_many_trailers_as_allowed_are_passed_over():
    assert read_all(BytesIO(b"0\r\n" + b"A: b\r\n" * MOST_TRAILERS + b"\r\n")) == b""
