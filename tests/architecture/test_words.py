"""The project speaks of itself alone: not of who builds it, with what, or on which machine."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, files, shown

# A letter in brackets keeps a pattern from finding itself.
STRANGERS = {
    "a machine's folders": r"(?<![\w.])/(wor[k]|hom[e]|roo[t]|op[t]|mn[t]|User[s])/",
    "a registry's host": r"pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.(org|com)|crate[s]\.io|rubygem[s]\.org",
    "the tracker": r"\bissues? (sho[w]|#|[A-Z2]\b)|\bticket [#\d]",
    "the builders": (
        r"(?i)\bclaud[e]\b|anthropi[c]|\bllm[s]?\b|chatgp[t]"
        r"|copilo[t]|\bai assistan[t]|\bthe brie[f]\b"
    ),
    "a note left behind": r"\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b",
}
FOREIGN = {"LICENSE", "requirements.lock", "requirements-dev.lock"}


def _readable(path: Path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


@pytest.mark.parametrize("what", STRANGERS)
def test_no_file_speaks_of(what: str):
    pattern = re.compile(STRANGERS[what])
    found = [
        f"{shown(path)}:{number}: {line.strip()}"
        for path in files()
        if shown(path) not in FOREIGN
        for number, line in enumerate(_readable(path).splitlines(), 1)
        if pattern.search(line)
    ]
    assert found == []


def test_no_code_reads_beside_the_project():
    outside = re.compile(r"\.\./share[d]|share[d]/(data|design)")
    assert [shown(path) for path in files() if outside.search(_readable(path))] == []


def test_the_spelling_is_british():
    american = re.compile(r"\b(enrol[l]s?|enrollmen[t]|program[s]?|behavio[r]|colo[r])\b")
    docs = [path for path in files(".md") if path.is_relative_to(ROOT / "docs") or path.parent == ROOT]
    assert [shown(path) for path in docs if american.search(path.read_text())] == []
