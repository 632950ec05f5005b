"""GCJ-02 is led over where it comes in and where it goes out, and nothing else knows of it."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT, shown

LEADS = {"services/chassis/standards/datum.py"}
"""What knows the shift itself; it is the one way to it."""
EDGE = {
    "services/grids/places/schemas/fields.py",
    "services/grids/places/schemas/parts.py",
    "services/grids/places/schemas/requests.py",
    "services/grids/shapes/entrypoints.py",
    "services/grids/shapes/schemas.py",
}
"""Wire schemas, and who fills in which datum an answer is in."""
SHIFT = re.compile(r"gcj", re.IGNORECASE)
DATUM = re.compile(r"\bstandards[.]datum\b|\bDatum\b|\bin_wgs84\b")


def test_the_shift_of_gcj02_is_known_to_the_datum_alone():
    its_own = {"services/chassis/standards/gcj02.py"}
    assert {path for path, source in sources() if says(source, SHIFT)} == LEADS | its_own


def test_a_datum_is_read_and_written_at_the_edge_alone():
    assert {path for path, source in sources() if says(source, DATUM)} - LEADS == EDGE


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("from services.chassis.standards.gcj02 import to_gcj02", SHIFT),
        ("from services.chassis.standards import gcj02 as shift", SHIFT),
        ("import services.chassis.standards.gcj02", SHIFT),
        ("place = Datum.GCJ02.read(place)", SHIFT),
        ("place = lead(place, 'GCJ02')", SHIFT),
        ("def from_gcj(place): ...", SHIFT),
        ("from services.chassis.standards.datum import *", DATUM),
        ("from services.chassis.standards import datum", DATUM),
        ("import services.chassis.standards.datum as its", DATUM),
        ("from services.grids.shapes.schemas import Datum as D", DATUM),
        ("from services.grids.places.schemas.fields import in_wgs84", DATUM),
        ("from services.grids.places.schemas import fields\nfields.in_wgs84(place, datum)", DATUM),
    ],
)
def test_whoever_else_uses_it_is_found(source: str, word: re.Pattern[str]):
    assert says(source, word)


@pytest.mark.parametrize(
    "source",
    [
        '"""WGS84; what a map has in GCJ-02 is turned at the edge, by a Datum."""\nx = 1',
        "def f():\n    '''GCJ-02 comes in elsewhere.'''",
        "x = command.datum  # GCJ-02, or not",
    ],
)
def test_whoever_merely_speaks_of_it_is_not(source: str):
    assert not says(source, SHIFT)
    assert not says(source, DATUM)


def sources() -> Iterator[tuple[str, str]]:
    for part in ("services", "gateway", "deploy"):
        for path in sorted((ROOT / part).rglob("*.py")):
            yield shown(path), path.read_text(encoding="utf-8")


def says(source: str, word: re.Pattern[str]) -> bool:
    """In its code: neither in comments nor where it tells what it is for."""
    return any(word.search(said) for node in ast.walk(ast.parse(source)) for said in _words(node))


def _words(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import(names=names):
            yield from (each.name for each in names)
        case ast.ImportFrom(module=module, names=names):
            yield from (f"{module}.{each.name}" for each in names)
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            yield name
        case ast.Constant(value=str(text)) if " " not in text:
            yield text
