"""A PNG (ISO/IEC 15948) without what its maker wrote into it: place, time, texts.

Chunks are left out, the picture is not decoded: nothing is lost, and nothing in it can do harm here.
"""

from collections.abc import Iterator

from gateway.files.source import DAMAGED, Source, refusal

MAGIC = b"\x89PNG\r\n\x1a\n"
MOST_CHUNKS = 100_000

_FIRST, _LAST = b"IHDR", b"IEND"
_NEEDED = {_FIRST, b"PLTE", b"IDAT", _LAST}
# How it looks: transparency, colours, background, measures, and pictures that move.
_KEPT = _NEEDED | {
    *(b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI"),
    *(b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}
_LONGEST = 0x7FFF_FFFF
_CHECKSUM = 4


def cleaned(source: Source) -> Iterator[bytes]:
    """What follows the end of the picture is left out too."""
    yield source.exactly(len(MAGIC))
    length, name = _head(source)
    if (length, name) != (13, _FIRST):
        raise refusal(DAMAGED)
    for _ in range(MOST_CHUNKS):
        chunk = source.through(length + _CHECKSUM)
        if name in _KEPT:
            yield length.to_bytes(4) + name
            yield from chunk
        elif name[:1].isupper():  # without it the picture cannot be shown, and who shows it so is not known
            raise refusal(DAMAGED)
        else:
            for _ in chunk:
                pass
        if name == _LAST:
            break
        length, name = _head(source)
    else:
        raise refusal(DAMAGED)
    for _ in source.rest():
        pass


def _head(source: Source) -> tuple[int, bytes]:
    length, name = int.from_bytes(source.exactly(4)), source.exactly(4)
    if length > _LONGEST or not name.isalpha():
        raise refusal(DAMAGED)
    return length, name
