"""What a guide tells an operator to type is there: commands, options, targets, files, settings, metrics."""

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import click
import pytest

from deploy.linli.main import WORDS, main
from services.chassis.settings import Settings
from tests.architecture.source import ROOT

GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
OWN = {
    "install.md",
    "upgrade.md",
    "scale.md",
    "add-a-district.md",
    "rotate-keys.md",
    "parked-events.md",
    "move-a-district.md",
}
TYPED = re.compile(r"(?:-m deploy\.linli|`linli) ([a-z][^`\n|>)]*)")
SECTIONS = {each.name for each in fields(Settings) if is_dataclass(each.type)}


def commands(guide: Path) -> list[str]:
    return [found.strip() for found in TYPED.findall(guide.read_text())]


def all_commands() -> list[tuple[str, str]]:
    return [(guide.name, words) for guide in GUIDES for words in commands(guide)]


def resolved(words: str) -> click.Command:
    """The command that these words ask for; raises LookupError."""
    first, *rest = words.split()
    if first not in WORDS:
        raise LookupError(words)
    command = main.get_command(click.Context(main), first)
    if isinstance(command, click.Group) and rest:
        command = command.commands.get(rest[0])
    if command is None:
        raise LookupError(words)
    return command


def test_the_guides_of_running_a_house_are_there():
    assert {guide.name for guide in GUIDES} >= OWN


@pytest.mark.parametrize(("guide", "words"), all_commands())
def test_a_command_is_there_with_its_options(guide: str, words: str):
    if words.split(maxsplit=1)[0] in ("run", "up"):
        assert words.split(maxsplit=1)[0] in WORDS  # importing these patches the process
        return
    known = {option for param in resolved(words).params for option in param.opts}
    assert [option for option in re.findall(r"(?<=\s)--[\w-]+", words) if option not in known] == []


@pytest.mark.parametrize(("guide", "words"), all_commands())
def test_a_command_takes_the_words_behind_it(guide: str, words: str):
    if words.split(maxsplit=1)[0] not in ("run", "up"):
        assert left_over(words) == []


def left_over(words: str) -> list[str]:
    """What the command would not know what to do with."""
    command = resolved(words)
    given = words.split()[1:]
    if given[:1] == [command.name]:
        given = given[1:]
    if isinstance(command, click.Group):
        return []
    return command.make_parser(click.Context(command)).parse_args(given)[1]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_command_is_written_as_it_is_typed(guide: Path):
    assert re.findall(r"(?<!\.venv/bin/)\bpython -m deploy\.linli[^`\n]*", guide.read_text()) == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_target_of_make_is_there(guide: Path):
    targets = set(re.findall(r"^([a-z][\w-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"\bmake ([a-z][\w-]+)(?=`|$)", guide.read_text(), re.MULTILINE)) <= targets


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_file_that_is_named_is_there(guide: Path):
    named = re.findall(r"\b((?:deploy|docs|services|gateway)/[\w./-]+[\w])", guide.read_text())
    made = {"deploy/compose/.env"}
    assert [name for name in named if name not in made and not (ROOT / name).exists()] == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_setting_that_is_named_is_there(guide: Path):
    named = re.findall(r"`([a-z]+)\.([a-z_]+)(?::[^`]*)?`", guide.read_text())
    sections = {each.name: each.type for each in fields(Settings)}
    unknown = [
        f"{section}.{name}"
        for section, name in named
        if section in SECTIONS and name not in {each.name for each in fields(sections[section])}  # type: ignore[arg-type]
    ]
    assert unknown == []


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_metric_that_is_named_is_there(guide: Path):
    counted = (ROOT / "services" / "chassis" / "metrics.py").read_text()
    named = set(re.findall(r"\b(linli_(?!bad)[a-z_]+)", guide.read_text()))
    assert {name for name in named if name not in counted} == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_an_error_that_is_named_is_there(guide: Path):
    errors = (ROOT / "services" / "chassis" / "errors.py").read_text()
    named = set(re.findall(r"`([A-Z][a-z]+(?:[A-Z][a-z]+)+)`", guide.read_text()))
    assert {name for name in named if f"class {name}(" not in errors} == set()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_route_that_is_named_is_there(guide: Path):
    routes = "".join(file.read_text() for file in (ROOT / "gateway" / "routes").glob("*.py"))
    named = set(re.findall(r"(/v1/[\w/{}-]+)", guide.read_text()))
    assert {path for path in named if f'"{path}"' not in routes} == set()


def test_a_command_that_is_not_there_would_be_found():
    with pytest.raises(LookupError):
        resolved("keys lose")
    with pytest.raises(LookupError):
        resolved("dance")
    assert left_over("token operator --kind operator …") == ["operator", "…"]
