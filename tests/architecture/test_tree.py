"""The tree is the one in the architecture: nothing else at the top, no names that say nothing."""

from tests.architecture.source import MADE_HERE, ROOT, files, shown

TOP = {
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "NOTICE", "Makefile", "pyproject.toml",
    "requirements.lock", "requirements-dev.lock", ".gitignore", ".editorconfig", ".ci",
    "docs", "services", "gateway", "deploy", "tests",
}  # fmt: skip
SERVICES = {"__init__.py", "chassis", "members", "grids", "care", "notify"}
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


def test_the_top_level_is_exactly_the_named_one():
    assert {path.name for path in ROOT.iterdir()} - MADE_HERE == TOP


def test_under_services_are_the_four_and_the_chassis():
    assert {path.name for path in (ROOT / "services").iterdir()} - MADE_HERE == SERVICES


def test_no_file_or_folder_has_a_name_that_says_nothing():
    vague = [
        shown(path)
        for path in files()
        for part in path.relative_to(ROOT).with_suffix("").parts
        if part in SAY_NOTHING or part.startswith("base_")
    ]
    assert vague == []
