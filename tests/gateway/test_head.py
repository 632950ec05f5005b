"""The head of a request: read in one way, or refused."""

from io import BytesIO
from time import perf_counter

import pytest

from gateway.http.head import MOST_HEADERS, Head, HeadRefused, environ_key, read_head

LINE = b"GET /v1/cases?limit=1 HTTP/1.1\r\n"
HOST = b"Host: linli.test\r\n"


def read(*headers: bytes, line: bytes = LINE, host: bytes = HOST) -> Head:
    return read_head(line, BytesIO(host + b"".join(headers) + b"\r\n").readline)


def refused(*headers: bytes, line: bytes = LINE, host: bytes = HOST) -> int:
    with pytest.raises(HeadRefused) as refusal:
        read(*headers, line=line, host=host)
    return refusal.value.status.value


def test_a_head_is_method_target_version_and_headers():
    head = read(b'If-Match:  "3-a" \r\n', b"X-EMPTY:\r\n")
    assert (head.method, head.target, head.version) == ("GET", "/v1/cases?limit=1", "HTTP/1.1")
    assert head.headers == {"host": "linli.test", "if-match": '"3-a"', "x-empty": ""}
    assert head.headers.get("If-MATCH") == '"3-a"'
    assert head.headers.get("absent", "") == ""


def test_a_target_may_name_its_host():
    assert read(line=b"GET http://linli.test:8000/v1/cases HTTP/1.1\r\n").target == "/v1/cases"


@pytest.mark.parametrize(
    "line",
    [
        b"GET /v1 HTTP/1.1\n",
        b"GET  /v1 HTTP/1.1\r\n",
        b" GET /v1 HTTP/1.1\r\n",
        b"get /v1 HTTP/1.1\r\n",
        b"GET v1 HTTP/1.1\r\n",
        b"GET * HTTP/1.1\r\n",
        b"GET /v1\r\n",
        b"GET /v1#part HTTP/1.1\r\n",
        b"GET /\xe5\x85\xab HTTP/1.1\r\n",
        b"GET /v1\x0b HTTP/1.1\r\n",
        b"GET /v1 http/1.1\r\n",
        b"GET /v1 HTTP/1.1 \r\n",
        b"GET /v1 HTTP/1.10\r",
        b"\r\n",
    ],
)
def test_another_request_line_is_refused(line: bytes):
    assert refused(line=line) == 400


@pytest.mark.parametrize("version", [b"HTTP/2", b"HTTP/2.0", b"HTTP/1.2", b"HTTP/0.9", b"HTTP/1.10"])
def test_another_version_is_told_so(version: bytes):
    assert refused(line=b"GET /v1 %s\r\n" % version) == 505


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length : 5\r\n",
        b" folded: yes\r\n",
        b"\tfolded\r\n",
        b"no colon\r\n",
        b": no name\r\n",
        b"Name\x00: x\r\n",
        b"Name: x\x00y\r\n",
        b"Name: x\ry\r\n",
        b"Name: x\n",
        b"Name: x\x7f\r\n",
        b"N\xc3\xa4me: x\r\n",
        b"Name: cut off",
    ],
)
def test_a_header_that_two_readers_could_read_differently_is_refused(header: bytes):
    assert refused(header) == 400


def test_a_long_run_of_spaces_before_a_forbidden_byte_takes_no_time():
    began = perf_counter()
    assert refused(b"Name:" + b" " * 8000 + b"\x01\r\n") == 400
    assert perf_counter() - began < 0.1


def test_a_head_that_ends_early_is_refused():
    with pytest.raises(HeadRefused):
        read_head(LINE, BytesIO(HOST).readline)


@pytest.mark.parametrize("name", [b"Content-Length", b"Content-Type", b"Host", b"Authorization"])
def test_what_may_come_once_does_not_come_twice(name: bytes):
    assert refused(name + b": 5\r\n", name + b": 5\r\n", host=b"" if name == b"Host" else HOST) == 400


def test_other_headers_that_come_twice_are_one_list():
    assert read(b"If-None-Match: a\r\n", b"if-none-match: b\r\n").headers["if-none-match"] == "a,b"


@pytest.mark.parametrize("length", [b"+5", b"-5", b"5_0", b"0x5", b"5, 5", b"", b"\xb2", b"5.0", b"1" * 16])
def test_a_length_is_plain_digits(length: bytes):
    assert refused(b"Content-Length: %s\r\n" % length) == 400


@pytest.mark.parametrize("length", [b"0", b"5", b"1" * 15])
def test_a_length_of_plain_digits_is_read(length: bytes):
    assert read(b"Content-Length: %s\r\n" % length).headers["content-length"] == length.decode()


@pytest.mark.parametrize("encoding", [b"gzip, chunked", b"identity", b"xchunked", b"chunked, chunked", b""])
def test_the_only_transfer_encoding_is_chunked(encoding: bytes):
    assert refused(b"Transfer-Encoding: %s\r\n" % encoding) == 501
    assert read(b"Transfer-Encoding: Chunked\r\n").headers["transfer-encoding"] == "Chunked"


def test_a_body_has_one_end():
    assert refused(b"Transfer-Encoding: chunked\r\n", b"Content-Length: 5\r\n") == 400
    assert refused(b"Transfer-Encoding: chunked\r\n", b"Transfer-Encoding: chunked\r\n") == 400
    assert refused(b"Transfer-Encoding: chunked\r\n", line=b"POST / HTTP/1.0\r\n") == 400


def test_a_host_is_named_since_http_1_1():
    assert refused(host=b"") == 400
    assert read(host=b"", line=b"GET / HTTP/1.0\r\n").version == "HTTP/1.0"


@pytest.mark.parametrize(("count", "status"), [(MOST_HEADERS - 1, None), (MOST_HEADERS, 431)])
def test_there_are_so_many_headers_and_no_more(count: int, status: int | None):
    headers = [b"X-%d: x\r\n" % number for number in range(count)]
    assert (refused(*headers) if status else None) == status
    assert status or len(read(*headers).headers) == MOST_HEADERS


@pytest.mark.parametrize(
    ("version", "header", "keeps"),
    [
        (b"1.1", b"", True),
        (b"1.1", b"Connection: keep-alive\r\n", True),
        (b"1.1", b"Connection: Close\r\n", False),
        (b"1.1", b"Connection: TE, close\r\n", False),
        (b"1.0", b"", False),
        (b"1.0", b"Connection: Keep-Alive\r\n", True),
    ],
)
def test_who_keeps_the_connection(version: bytes, header: bytes, keeps: bool):
    assert read(header, line=b"GET / HTTP/%s\r\n" % version).keeps_connection is keeps


def test_only_one_expectation_is_met():
    assert read(b"Expect: 100-continue\r\n").headers["expect"] == "100-continue"
    assert refused(b"Expect: 200-maybe\r\n") == 417


def test_a_name_with_an_underscore_does_not_pass_for_one_with_a_hyphen():
    assert environ_key("if-match") == "HTTP_IF_MATCH"
    assert environ_key("if_match") == ""
