"""Every word of the console comes from its catalogues, in both languages, and none of them is idle."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment

from gateway.console.pages import TEMPLATES
from gateway.console.sections import SECTIONS
from gateway.console.speech import WORDS
from gateway.contracts import SERVICES
from services.chassis.roles import Roles
from services.chassis.specs import jobs_of
from services.chassis.words import LANGUAGES, Catalogue
from services.grids.dwellings.domain.errors import BaseGridSplitsGroup, RowRefusal
from services.grids.levels.presets import PresetFiles

ROOT = TEMPLATES.parent
FILES = sorted(TEMPLATES.rglob("*.html"))
SPOKEN = {"aria-label", "alt", "title", "placeholder"}
LETTER = re.compile(r"[^\W\d_]")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
SAID = re.compile(r"""\b(?:t|say)\(\s*["']([a-z_.]+)["']""")
NAMED = re.compile(r'"([a-z_]+\.[a-z_]+)"')


def sentences(language: str) -> dict[str, str]:
    known = Catalogue.load([WORDS]).sentences[language]
    return {key.removeprefix("console."): said for key, said in known.items() if key.startswith("console.")}


class _Bare(HTMLParser):
    """What a reader would see of a template's own text, and hear of its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in SPOKEN and value and LETTER.search(value)]

    def handle_data(self, data: str) -> None:
        if LETTER.search(data):
            self.found.append(data.strip())


def bare_text(source: str) -> list[str]:
    """The template's own text: whatever stands between Jinja's brackets is left out."""
    kept = "".join(text for _, kind, text in Environment().lex(source) if kind == "data")
    reader = _Bare()
    reader.feed(kept)
    return reader.found


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TEMPLATES)))
def test_no_template_has_a_word_of_its_own(file: Path):
    assert bare_text(file.read_text()) == []


@pytest.mark.parametrize(
    "source", ["<p>登录</p>", "<p>Sign in</p>", '<a aria-label="menu"></a>', "{% if x %}yes{% endif %}"]
)
def test_a_bare_word_would_be_found(source: str):
    assert bare_text(source)


def test_both_languages_say_the_same_things_with_the_same_values():
    chinese, english = (sentences(language) for language in LANGUAGES)
    assert chinese.keys() == english.keys()
    differing = [
        key
        for key in chinese
        if set(PLACEHOLDER.findall(chinese[key])) != set(PLACEHOLDER.findall(english[key]))
    ]
    assert differing == []
    assert all(chinese.values())
    assert all(english.values())


def test_every_sentence_that_is_asked_for_is_there():
    asked = {key for file in FILES for key in SAID.findall(file.read_text())}
    asked |= {section.word for section in SECTIONS}
    asked = {key for key in asked if not key.endswith((".", "_"))}
    assert asked - sentences("zh_CN").keys() == set()


def test_no_sentence_is_idle():
    source = "".join(file.read_text() for file in [*FILES, *ROOT.rglob("*.py")])
    idle = [key for key in sentences("en") if key not in source and not _is_composed(key, source)]
    assert idle == []


def _is_composed(key: str, source: str) -> bool:
    """A word for a value: its kind is asked for by `term`, or its key is put together."""
    kind, _, value = key.partition(".")
    return (
        f'term("{kind}"' in source
        or f"term('{kind}'" in source
        or (f'"{kind}." ~' in source and f'"{value}"' in source)
        or kind == "done"
    )


def enums() -> dict[str, set[str]]:
    """The values that the wire has, by the kind of word that the console says for them."""
    of = {
        name: json.loads((SERVICES / name / "contract.json").read_text())["schemas"]
        for name in ("grids", "members")
    }
    grids, members = of["grids"], of["members"]
    return {
        "area_kind": {level.kind for preset in PresetFiles().all() for level in preset.levels},
        "area_change": set(grids["areas.Change"]["properties"]["kind"]["enum"]),
        "datum": set(grids["places.GivenPosition"]["properties"]["datum"]["enum"]),
        "case_state": set(grids["cases.CaseLine"]["properties"]["state"]["enum"]),
        "import_state": set(grids["area_sheets.Import"]["properties"]["state"]["enum"])
        | set(grids["estate_sheets.Import"]["properties"]["state"]["enum"]),
        "job_state": set(members["jobs.Job"]["properties"]["state"]["enum"]),
        "set_aside": set(members["events.ListSetAside"]["properties"]["state"]["enum"]),
        "residency": set(members["residents.Resident"]["properties"]["residency"]["enum"]),
        "resident_status": set(members["residents.Resident"]["properties"]["status"]["enum"]),
        "role": set(Roles.load().permissions),
        "service": {file.parent.name for file in SERVICES.glob("*/contract.json")},
    }


@pytest.mark.parametrize("kind", enums())
def test_every_value_of_the_wire_has_a_word(kind: str):
    known = sentences("zh_CN")
    assert [value for value in sorted(enums()[kind]) if f"{kind}.{value}" not in known] == []


@pytest.mark.parametrize(
    ("kind", "service", "term"),
    [
        ("case_state", "grids", "CaseState"),
        ("role", "members", "Role"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_console_has_the_words_of_the_services_own_sentences(
    kind: str, service: str, term: str, language: str
):
    """Who reads "已派单" in a refusal finds that state on the board."""
    own, beginning = sentences(language), f"terms.{term}."
    theirs = {
        key.removeprefix(beginning): said
        for key, said in Catalogue.of_service(service).sentences[language].items()
        if key.startswith(beginning)
    }
    differing = {value: said for value, said in theirs.items() if not _is_same(own[f"{kind}.{value}"], said)}
    assert theirs
    assert differing == {}


def _is_same(console: str, service: str) -> bool:
    return console.lower().replace("-", " ").startswith(service)


def test_every_kind_of_job_has_a_word():
    from services.grids.service import GridsService
    from services.members.service import MembersService

    kinds = {spec.name for service in (GridsService, MembersService) for spec in jobs_of(service)}
    assert [kind for kind in sorted(kinds) if f"job_kind.{kind}" not in sentences("zh_CN")] == []


def test_every_refusal_of_a_row_of_units_has_words():
    codes = {each.__name__ for each in (*RowRefusal.__subclasses__(), BaseGridSplitsGroup)}
    for language in LANGUAGES:
        known = sentences(language)
        assert [code for code in sorted(codes) if f"row_refused.{code}" not in known] == []


def test_a_dwelling_and_a_household_have_one_word_each():
    said = {
        key: sentences("zh_CN")[key]
        for key in sentences("zh_CN")
        if key.endswith((".dwellings", ".households"))
    }
    assert {value for key, value in said.items() if key.endswith(".dwellings")} == {"房屋"}
    assert {value for key, value in said.items() if key.endswith(".households")} == {"家庭户"}
