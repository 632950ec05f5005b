"""A file is what is in it, whatever its name says; and a picture tells nothing but itself."""

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from gateway.files import jpeg, png
from gateway.files.kinds import cleaned
from services.chassis.errors import FieldsInvalid
from tests.gateway.builders import Browser, wrong_fields
from tests.gateway.files import PATH, content_of, kept_in
from tests.gateway.pictures import JFIF, PLACE, SCAN, TOLD, a_jpeg, a_png, chunk, exif, segment

Cut = Callable[[bytes], Iterator[bytes]]


def whole(content: bytes) -> Iterator[bytes]:
    yield content


def by_bytes(content: bytes) -> Iterator[bytes]:
    return (bytes([byte]) for byte in content)


def at_random(content: bytes) -> Iterator[bytes]:
    dice = random.Random(len(content))
    while content:
        size = dice.randint(1, 40)
        yield content[:size]
        content = content[size:]


CUTS = pytest.mark.parametrize("cut", [whole, by_bytes, at_random])


def kept(content: bytes, cut: Cut = whole) -> bytes:
    return b"".join(cleaned(cut(content)))


def refused(content: bytes, cut: Cut = whole) -> str:
    with pytest.raises(FieldsInvalid) as refusal:
        kept(content, cut)
    [wrong] = refusal.value.fields
    assert wrong.field == "body"
    return wrong.code


def a_zip(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return content.getvalue()


def by_openpyxl() -> bytes:
    content, book = io.BytesIO(), openpyxl.Workbook()
    book.save(content)
    return content.getvalue()


def by_xlsxwriter() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write(0, 0, "姓名")
    return content.getvalue()


@CUTS
@pytest.mark.parametrize(
    "content",
    [
        by_openpyxl(),
        by_xlsxwriter(),
        a_zip("[Content_Types].xml", "xl/workbook.xml"),
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "姓名,电话\n李娜,\n".encode(),
        "\ufeff姓名\t电话\r\n".encode(),
        "姓名,电话\n李娜,\n".encode("gb18030") * 100,
        b"MZ,PK\n1,2\n",
        b"x",
    ],
)
def test_sheets_documents_and_texts_are_kept_as_they_are(content: bytes, cut: Cut):
    assert kept(content, cut) == content


@CUTS
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00", "file_executable"),
        (b"\x7fELF\x02\x01\x01\x00", "file_executable"),
        (b"#!/bin/sh\nrm -rf /\n", "file_executable"),
        (b"\xcf\xfa\xed\xfe\x07\x00", "file_executable"),
        (a_zip("META-INF/MANIFEST.MF"), "file_archive"),
        (a_zip("42.zip"), "file_archive"),
        (a_zip(), "file_archive"),
        (b"Rar!\x1a\x07\x01\x00", "file_archive"),
        (b"\x1f\x8b\x08\x00", "file_archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "file_old_office"),
        (b"GIF89a\x01\x00\x01\x00", "file_other"),
        (b"<svg onload='x'>", "file_other"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "file_other"),
        (b"\x00\x00\x00\x18ftypheic", "file_other"),
        ("姓名,电话".encode("utf-16"), "file_other"),
        (b"a,b\n" * 1000 + b"\x00", "file_other"),
    ],
)
def test_anything_else_is_refused_with_the_reason(content: bytes, reason: str, cut: Cut):
    assert refused(content, cut) == reason


@pytest.mark.parametrize("content_type", ["image/png", "text/csv"])
def test_a_renamed_programme_is_refused_whatever_is_said_of_it(
    browser: Browser, tmp_path: Path, content_type: str
):
    answered = browser.post(f"{PATH}?name=photo.png", b"MZ\x90\x00" * 100, Content_Type=content_type)
    assert wrong_fields(answered) == {"body": "file_executable"}
    assert "这是一个程序" in answered.get_data(as_text=True)
    assert kept_in(tmp_path) == []


@CUTS
def test_a_jpeg_tells_nothing_but_the_picture(cut: Cut):
    assert kept(a_jpeg(exif(), *TOLD, after=PLACE), cut) == a_jpeg()


@CUTS
@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize("orientation", [2, 3, 6, 8])
def test_a_jpeg_stays_the_way_up_it_was(cut: Cut, orientation: int, order: str):
    clean = kept(a_jpeg(exif(orientation, order)), cut)
    assert PLACE not in clean
    assert len(clean) == len(a_jpeg()) + 36
    assert jpeg._orientation(clean.partition(b"Exif\x00\x00")[2]) == orientation
    assert kept(clean, cut) == clean


@pytest.mark.parametrize("orientation", [None, 0, 1, 9, 65_535])
def test_a_jpeg_that_stands_upright_says_nothing_of_it(orientation: int | None):
    assert kept(a_jpeg(exif(orientation))) == a_jpeg()


@pytest.mark.parametrize(
    "tiff", [b"", b"MM", b"II*\x00\xff\xff\xff\xff", b"MM\x00*\x00\x00\x00\x08\xff\xff", b"x" * 99]
)
def test_an_exif_that_is_none_is_left_out(tiff: bytes):
    assert kept(a_jpeg(segment(0xE1, b"Exif\x00\x00" + tiff))) == a_jpeg()


@CUTS
def test_what_stands_between_two_scans_is_left_out_too(cut: Cut):
    clean = kept(a_jpeg(between=segment(0xFE, PLACE)), cut)
    assert clean == a_jpeg().replace(b"\xff\xff\xda", b"\xff\xda")


@CUTS
@pytest.mark.parametrize(
    "content",
    [
        a_jpeg()[:-1],
        a_jpeg()[:-2],
        a_jpeg()[:100],
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xd8" + a_jpeg(),
        b"\xff\xd8\xff\xe0\x00\x01",
        b"\xff\xd8\xff\xe0\x00\x04abX",
        b"\xff\xd8\xff\x00",
        b"\xff\xd8" + b"\xff" * (jpeg.MOST_FILLING + 2) + b"\xd9",
        b"\xff\xd8" + b"\xff\x01" * (jpeg.MOST_SEGMENTS + 1) + b"\xff\xd9",
    ],
)
def test_a_jpeg_that_is_not_whole_is_refused(content: bytes, cut: Cut):
    assert refused(content, cut) == "file_damaged"


def test_a_jpeg_without_anything_of_an_application_is_one():
    assert kept(a_jpeg(jfif=b"")) == a_jpeg(jfif=b"")
    assert JFIF not in kept(a_jpeg(jfif=b""))
    assert SCAN in kept(a_jpeg())


@CUTS
def test_a_png_tells_nothing_but_the_picture(cut: Cut):
    told = [chunk(name, PLACE) for name in (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"caBX", b"prVt")]
    assert kept(a_png(*told, after=PLACE), cut) == a_png()


@CUTS
@pytest.mark.parametrize(
    "content",
    [
        a_png()[:-1],
        a_png()[:40],
        a_png()[:8],
        a_png()[:8] + chunk(b"IDAT", b"x"),
        a_png(chunk(b"CgBI", b"")),
        a_png(b"\xff\xff\xff\xffIDAT"),
        a_png(b"\x00\x00\x00\x00ID4T\x00\x00\x00\x00"),
        a_png(chunk(b"tEXt", b"") * png.MOST_CHUNKS),
    ],
)
def test_a_png_that_is_not_whole_is_refused(content: bytes, cut: Cut):
    assert refused(content, cut) == "file_damaged"


def test_what_is_kept_of_a_photo_has_no_place_in_it(browser: Browser, tmp_path: Path):
    told: Any = browser.post(f"{PATH}?name=photo.jpg", a_jpeg(exif(6), *TOLD)).json
    content = content_of(tmp_path, told["file"])
    assert PLACE not in content
    assert told["size"] == len(content)


def test_a_picture_that_breaks_off_leaves_nothing(browser: Browser, tmp_path: Path):
    assert wrong_fields(browser.post(PATH, a_jpeg()[:-2])) == {"body": "file_damaged"}
    assert kept_in(tmp_path) == []
