"""Small pictures with what cameras and programs write into them."""

import struct
import zlib

PLACE = b"N30.67 E104.06 Chengdu"
SCAN = bytes([0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56]) * 50
"""Entropy-coded data: a stuffed 0xFF and a restart, which are no markers that end it."""


def exif(orientation: int | None = None, order: str = ">") -> bytes:
    """A segment with a place, and with which way up it is where that is given."""
    entries = [(0x010F, 2, len(PLACE), 1000)]  # who made it
    if orientation is not None:
        packed = struct.pack(f"{order}HH", orientation, 0)
        entries.append((0x0112, 3, 1, int.from_bytes(packed, "big" if order == ">" else "little")))
    entries.append((0x8825, 4, 1, 2000))  # where its place stands
    directory = struct.pack(f"{order}H", len(entries))
    directory += b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries)
    head = (b"MM" if order == ">" else b"II") + struct.pack(f"{order}HI", 42, 8)
    return segment(0xE1, b"Exif\x00\x00" + head + directory + bytes(4) + PLACE)


def segment(code: int, content: bytes) -> bytes:
    return bytes([0xFF, code]) + (len(content) + 2).to_bytes(2) + content


JFIF = segment(0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00")
COLOURS = segment(0xE2, b"ICC_PROFILE\x00\x01\x01" + b"c" * 300)
ADOBE = segment(0xEE, b"Adobe\x00\x64\x00\x00\x00\x00\x01")
TABLE = segment(0xDB, b"\x00" + bytes(64))
FRAME = segment(0xC2, b"\x08\x00\x10\x00\x10\x01\x01\x11\x00")
SCAN_HEAD = segment(0xDA, b"\x01\x01\x00\x00\x3f\x00")
TOLD = [
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + PLACE),
    segment(0xED, b"Photoshop 3.0\x00" + PLACE),
    segment(0xE2, b"MPF\x00" + PLACE),
    segment(0xE0, b"JFXX\x00" + PLACE),
    segment(0xEB, b"JP" + PLACE),
    segment(0xFE, PLACE),
]
"""What programs wrote: XMP, IPTC, a second picture, a thumbnail, a provenance, a comment."""


def a_jpeg(*more: bytes, jfif: bytes = JFIF, between: bytes = b"", after: bytes = b"") -> bytes:
    """Progressive, in two scans."""
    head = b"\xff\xd8" + jfif + b"".join(more) + COLOURS + ADOBE + TABLE + FRAME
    return head + SCAN_HEAD + SCAN + between + b"\xff" + SCAN_HEAD + SCAN + b"\xff\xd9" + after


def chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + name + content + zlib.crc32(name + content).to_bytes(4)


def a_png(*more: bytes, after: bytes = b"") -> bytes:
    """One grey pixel."""
    pixel = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    size = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    gamma = chunk(b"gAMA", (45_455).to_bytes(4))
    return b"\x89PNG\r\n\x1a\n" + size + gamma + b"".join(more) + pixel + chunk(b"IEND", b"") + after
