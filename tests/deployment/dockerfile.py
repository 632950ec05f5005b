"""The Dockerfile as it is read here: its stages, and which files of the tree end in an image."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from string import Template

from tests.architecture.source import ROOT

FILE = ROOT / "deploy" / "Dockerfile"
IGNORE = FILE.with_suffix(".dockerignore")
HOME = PurePosixPath("/linli")
"""Where the images have the house."""


@dataclass
class Stage:
    base: str
    name: str
    steps: list[tuple[str, str]] = field(default_factory=list)

    def said(self, word: str) -> list[str]:
        return [rest for step, rest in self.steps if step == word]


def stages(service: str) -> list[Stage]:
    """In order, with the build's arguments put in."""
    given, found = {"SERVICE": service}, list[Stage]()
    for word, written in _steps():
        if word == "ARG" and not found:
            name, _, default = written.partition("=")
            given.setdefault(name, default)
        rest = Template(written).safe_substitute(given)
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            found.append(Stage(base, name or "image"))
        elif found:
            found[-1].steps.append((word, rest))
    return found


def tree(service: str) -> dict[str, Path]:
    """The files below /linli in the image, by their place there; each comes from this place of the tree."""
    by_name = {stage.name: stage for stage in stages(service)}
    placed = _placed(by_name["image"], by_name)
    return {str(place.relative_to(HOME)): source for place, source in placed.items() if HOME in place.parents}


def sources(stage: Stage) -> Iterator[str]:
    """What its COPY steps take from the tree."""
    for rest in stage.said("COPY"):
        words = shlex.split(rest)
        if not words[0].startswith("--from="):
            yield from words[:-1]


def _placed(stage: Stage, by_name: dict[str, Stage]) -> dict[PurePosixPath, Path]:
    placed = _placed(by_name[stage.base], by_name) if stage.base in by_name else {}
    place = PurePosixPath("/")
    for word, rest in stage.steps:
        if word == "WORKDIR":
            place /= rest
        elif word == "COPY":
            placed |= _copied(shlex.split(rest), place, by_name)
    return placed


def _copied(words: list[str], place: PurePosixPath, by_name: dict[str, Stage]) -> dict[PurePosixPath, Path]:
    target = place / words[-1]
    if words[0].startswith("--from="):
        there = _placed(by_name[words[0].removeprefix("--from=")], by_name)
        inside = PurePosixPath(words[1])
        return {target / path.relative_to(inside): file for path, file in there.items() if _in(path, inside)}
    placed = {}
    for source in words[:-1]:
        is_folder_given = words[-1].endswith("/") or len(words) > 2
        at = target / PurePosixPath(source).name if is_folder_given else target
        for file in _files(ROOT / source):
            placed[at / file.relative_to(ROOT / source)] = file
    return placed


def _files(source: Path) -> Iterator[Path]:
    """What is sent of it to the builder."""
    for file in [source] if source.is_file() else sorted(source.rglob("*")):
        if file.is_file() and not is_ignored(str(file.relative_to(ROOT))):
            yield file


def is_ignored(path: str) -> bool:
    """By the last line of the ignore file that speaks of it or of a folder above it."""
    ignored = False
    for line in IGNORE.read_text().splitlines():
        if line and not line.startswith("#") and _speaks_of(line.removeprefix("!"), path):
            ignored = not line.startswith("!")
    return ignored


def _speaks_of(pattern: str, path: str) -> bool:
    parents = [path, *map(str, PurePosixPath(path).parents)]
    return any(fnmatchcase(each, pattern) or fnmatchcase(f"/{each}", pattern) for each in parents)


def _in(path: PurePosixPath, folder: PurePosixPath) -> bool:
    return path == folder or folder in path.parents


def _steps() -> Iterator[tuple[str, str]]:
    lines = [line for line in FILE.read_text().splitlines() if not line.lstrip().startswith("#")]
    for line in "\n".join(lines).replace("\\\n", " ").splitlines():
        if line.strip():
            word, _, rest = line.strip().partition(" ")
            yield word, rest.strip()
