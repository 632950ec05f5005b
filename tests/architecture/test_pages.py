"""A page that is named is there."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, files, shown

NAMED = re.compile(r"docs/[\w/-]+\.md")
LINKED = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def test_every_page_that_a_file_names_is_there():
    missing = [
        f"{shown(path)}: {page}"
        for path in files(".py", ".md", ".sh", ".toml", ".yaml")
        for page in NAMED.findall(path.read_text())
        if not (ROOT / page).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("page", files(".md"), ids=shown)
def test_every_link_of_a_page_leads_somewhere(page: Path):
    links = LINKED.findall(page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []
