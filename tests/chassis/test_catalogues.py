"""Every code of the house has a sentence in both languages, with the same values in it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from services.chassis.codes import CODES
from services.chassis.words import LANGUAGES, Catalogue

ROOT = Path(__file__).parents[2]
HOUSES = [*sorted(path for path in (ROOT / "services").iterdir() if path.is_dir()), ROOT / "gateway"]
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”][,:;()?!]|[,:;()?!][\u4e00-\u9fff“]")
KINDS = {"NotFound", "Conflict", "Stale", "Forbidden", "Unavailable", "BearerRefused", "RowRefusal"}


def catalogues() -> Iterator[tuple[Path, Catalogue]]:
    for house in HOUSES:
        yield house, Catalogue.load([house / "words"])


@dataclass(frozen=True)
class Declared:
    """A class as its file declares it; read without importing, so that no test needs the bus."""

    house: Path
    name: str
    bases: tuple[str, ...]
    values: frozenset[str]


def refusals() -> list[Declared]:
    """Every DomainError subclass of the services and the gateway, with inherited values."""
    classes = [declared for house in HOUSES for declared in _classes_in(house)]
    known = {"DomainError": frozenset[str]()}
    found: dict[tuple[Path, str], Declared] = {}
    for _ in classes:  # as often as the deepest chain of bases could need
        before = len(found)
        for each in classes:
            if inherited := [known[base] for base in each.bases if base in known]:
                values = each.values.union(*inherited)
                known[each.name] = values
                found[each.house, each.name] = replace(each, values=values)
        if len(found) == before:
            break
    return [each for each in found.values() if each.name not in KINDS]


def _classes_in(house: Path) -> Iterator[Declared]:
    for file in sorted(house.rglob("*.py")):
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.ClassDef):
                bases = tuple(base.id for base in node.bases if isinstance(base, ast.Name))
                yield Declared(house, node.name, bases, frozenset(_values_of(node)))


def _values_of(declared: ast.ClassDef) -> Iterator[str]:
    for line in declared.body:
        match line:
            case ast.AnnAssign(target=ast.Name(id=name)) if "ClassVar" not in ast.unparse(line.annotation):
                yield name


def field_codes() -> dict[str, set[str]]:
    """Every `Code("x", a=…)` that the house writes, with the names of its values."""
    found: dict[str, set[str]] = {code: set() for code in CODES.values()}
    found |= {"unknown": set(), "not_an_object": set(), "not_a_date": set(), "not_one_of": {"choices"}}
    for house in HOUSES:
        for file in sorted(house.rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                found.update(_code_in(node))
    return found


def _code_in(node: ast.AST) -> dict[str, set[str]]:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return {}
    if node.func.id == "Code" and node.args and isinstance(node.args[0], ast.Constant):
        return {str(node.args[0].value): {keyword.arg for keyword in node.keywords if keyword.arg}}
    if node.func.id == "Regexp":
        codes = [each.value for each in node.keywords if each.arg == "code"]
        return {str(code.value): set() for code in codes if isinstance(code, ast.Constant)}
    return {}


def sentence(code: str, language: str) -> str | None:
    for _, catalogue in catalogues():
        if code in catalogue.sentences[language]:
            return catalogue.sentences[language][code]
    return None


def test_the_refusals_of_the_house_are_found_by_reading() -> None:
    found = {(each.house.name, each.name): each.values for each in refusals()}
    assert found["chassis", "StaleVersion"] == {"sent_version", "current_version", "current"}
    assert found["chassis", "TokenRefused"] == {"reason"}
    assert ("chassis", "Conflict") not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_of_the_house_has_a_sentence(language: str) -> None:
    own = {house: catalogue.sentences[language] for house, catalogue in catalogues()}
    missing = [each.name for each in refusals() if f"errors.{each.name}" not in own[each.house]]
    assert missing == []


def test_the_two_languages_use_the_same_values_and_only_those_that_the_refusal_has() -> None:
    own = dict(catalogues())
    for each in refusals():
        key = f"errors.{each.name}"
        said = [own[each.house].sentences[language].get(key, "") for language in LANGUAGES]
        used = [set(PLACEHOLDER.findall(sentence)) for sentence in said]
        assert used[0] == used[1] <= each.values, each.name


def test_every_field_code_of_the_house_has_a_sentence_in_both_languages() -> None:
    for code, values in field_codes().items():
        for language in LANGUAGES:
            said = sentence(f"fields.{code}", language)
            assert said is not None, (code, language)
            assert set(PLACEHOLDER.findall(said)) <= values, (code, language)


def test_no_catalogue_says_anything_twice() -> None:
    for file in [file for house in HOUSES for file in (house / "words").glob("*.po")]:
        keys = re.findall(r'^msgid "(.+)"$', file.read_text(), re.MULTILINE)
        assert sorted(keys) == sorted(set(keys)), file


def test_both_languages_know_the_same_keys() -> None:
    for house, catalogue in catalogues():
        assert catalogue.sentences["zh_CN"].keys() == catalogue.sentences["en"].keys(), house


def test_every_sentence_can_be_said_with_nothing_but_its_values() -> None:
    for _, catalogue in catalogues():
        for language, sentences in catalogue.sentences.items():
            for key, text in sentences.items():
                values = dict.fromkeys(PLACEHOLDER.findall(text), "x")
                assert "…" not in catalogue.say(language, key, values), (language, key)


def test_chinese_has_its_own_punctuation() -> None:
    folders = [*(house / "words" for house in HOUSES), ROOT / "gateway" / "console" / "words"]
    said = {
        f"{folder.parent.name} {key}": text
        for folder in folders
        for key, text in Catalogue.load([folder]).sentences["zh_CN"].items()
    }
    assert {key: text for key, text in said.items() if HALF_WIDTH.search(text)} == {}
