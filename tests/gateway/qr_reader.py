"""Reads a QR code of versions 1 to 7 back from its PNG (ISO/IEC 18004), as a camera does with a clean one."""

import struct
import zlib
from collections.abc import Iterator

Modules = list[list[int]]
BLOCKS = {
    "L": [[19], [34], [55], [80], [108], [68, 68], [78, 78]],
    "M": [[16], [28], [44], [32, 32], [43, 43], [27] * 4, [31] * 4],
    "Q": [[13], [22], [17, 17], [24, 24], [15, 15, 16, 16], [19] * 4, [14, 14, *[15] * 4]],
    "H": [[9], [16], [13, 13], [9] * 4, [11, 11, 12, 12], [15] * 4, [*[13] * 4, 14]],
}
"""Data codewords of each block, by level and version (table 9)."""
LEVELS = {1: "L", 0: "M", 3: "Q", 2: "H"}
CENTRES = [[], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38]]
"""Of alignment patterns (annex E)."""
MASKS = (
    lambda row, column: (row + column) % 2,
    lambda row, column: row % 2,
    lambda row, column: column % 3,
    lambda row, column: (row + column) % 3,
    lambda row, column: (row // 2 + column // 3) % 2,
    lambda row, column: row * column % 2 + row * column % 3,
    lambda row, column: (row * column % 2 + row * column % 3) % 2,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2,
)


def read(png: bytes, scale: int, border: int) -> str:
    modules = _modules(png, scale, border)
    size = len(modules)
    version = (size - 17) // 4
    bits = [modules[8][column] for column in (0, 1, 2, 3, 4, 5, 7)]
    told = int("".join(map(str, bits[:5])), 2) ^ 0b10101
    level, mask = LEVELS[told >> 3], MASKS[told & 7]
    taken = _taken(size, version)
    stream = [
        modules[row][column] ^ (mask(row, column) == 0)
        for row, column in _path(size)
        if (row, column) not in taken
    ]
    codewords = [int("".join(map(str, stream[at : at + 8])), 2) for at in range(0, len(stream) - 7, 8)]
    return _text(_joined(codewords, BLOCKS[level][version - 1]))


def _modules(png: bytes, scale: int, border: int) -> Modules:
    """Of one bit a pixel, in grey; 1 is dark."""
    width, height, depth = struct.unpack(">IIB", png[16:25])
    assert depth == 1
    data, at, dark = b"", 8, 0
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        if kind == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += length + 12
    rows = list(_unfiltered(zlib.decompress(data), (width + 7) // 8))
    assert len(rows) == height
    inside = range(border * scale + scale // 2, width - border * scale, scale)

    def pixel(row: int, column: int) -> int:
        return rows[row][column // 8] >> (7 - column % 8) & 1

    return [[int(pixel(row, column) == dark) for column in inside] for row in inside]


def _unfiltered(raw: bytes, length: int) -> Iterator[bytes]:
    """Rows as they are, or as what they add to the row above."""
    above = bytes(length)
    for at in range(0, len(raw), length + 1):
        row = raw[at + 1 : at + 1 + length]
        assert raw[at] in (0, 2)
        above = row if raw[at] == 0 else bytes((a + b) % 256 for a, b in zip(row, above, strict=True))
        yield above


def _taken(size: int, version: int) -> set[tuple[int, int]]:
    """Finders with formats, timing, alignment, and the version from 7 on."""
    taken = {(row, column) for row in range(9) for column in range(9)}
    taken |= {(row, column) for row in range(9) for column in range(size - 8, size)}
    taken |= {(row, column) for row in range(size - 8, size) for column in range(9)}
    taken |= {place for at in range(size) for place in ((6, at), (at, 6))}
    centres = CENTRES[version - 1]
    for row in centres:
        for column in centres:
            if (row, column) not in {(6, 6), (6, centres[-1]), (centres[-1], 6)}:
                taken |= {(row + up, column + left) for up in range(-2, 3) for left in range(-2, 3)}
    if version >= 7:
        taken |= {place for a in range(6) for b in range(size - 11, size - 8) for place in ((a, b), (b, a))}
    return taken


def _path(size: int) -> Iterator[tuple[int, int]]:
    """Two columns at a time from the right, up and down in turn, past the column of the timing."""
    upwards = True
    for right in [*range(size - 1, 6, -2), *range(5, 0, -2)]:
        for row in range(size - 1, -1, -1) if upwards else range(size):
            yield row, right
            yield row, right - 1
        upwards = not upwards


def _joined(codewords: list[int], blocks: list[int]) -> bytes:
    """Each block's data again, one after the other."""
    parts: list[list[int]] = [[] for _ in blocks]
    given = iter(codewords)
    for place in range(max(blocks)):
        for part, length in zip(parts, blocks, strict=True):
            if place < length:
                part.append(next(given))
    return bytes(word for part in parts for word in part)


def _text(data: bytes) -> str:
    """One segment of bytes, its length in eight bits."""
    number = int.from_bytes(data, "big")
    total = len(data) * 8

    def bits(start: int, count: int) -> int:
        return number >> (total - start - count) & ((1 << count) - 1)

    assert bits(0, 4) == 0b0100
    return bytes(bits(12 + 8 * at, 8) for at in range(bits(4, 8))).decode()
