"""Migrations only add; one that does anything else is named, unless it says what it contracts."""

from pathlib import Path

import pytest

from services.chassis.expansion import NARROWING, findings_of, with_migrations

FIRST = """
from alembic import op
from sqlalchemy import Column, Integer, Text

revision, down_revision = "0001_first", None


def upgrade():
    columns = Column("id", Integer, primary_key=True), Column("text", Text), Column("note", Text)
    op.create_table("cases", *columns)
    op.create_index("cases_text", "cases", ["text"], unique=True)
"""
SECOND = """
from alembic import op
from sqlalchemy import Column, Integer, Text

revision, down_revision = "0002_second", "0001_first"
{before}

def upgrade():
    {step}
"""


@pytest.fixture
def scripts(tmp_path: Path):
    (tmp_path / "versions").mkdir()
    (tmp_path / "versions" / "0001_first.py").write_text(FIRST)

    def written(step: str, before: str = "") -> Path:
        second = SECOND.replace("{step}", step).replace("{before}", before)
        (tmp_path / "versions" / "0002_second.py").write_text(second)
        return tmp_path

    return written


@pytest.mark.parametrize("service", with_migrations())
def test_migrations_of_the_house_only_add(service):
    assert findings_of(service) == []


@pytest.mark.parametrize(
    "step",
    [
        'op.add_column("cases", Column("more", Text))',
        'op.add_column("cases", Column("count", Integer, nullable=False, server_default="0"))',
        'op.create_index("cases_twice", "cases", ["text", "id"])',
        'op.create_table("notes", Column("id", Integer, primary_key=True))',
        'op.execute("UPDATE cases SET text = upper(text)")',
    ],
)
def test_what_the_version_before_need_not_know_is_added(scripts, step):
    assert findings_of("toy", scripts(step)) == []


@pytest.mark.parametrize(
    ("step", "what"),
    [
        ('op.drop_table("cases")', "drops"),
        ('op.execute("ALTER TABLE cases DROP COLUMN note")', "drops"),
        ('op.drop_index("cases_text")', "drops"),
        ('op.rename_table("cases", "matters")', "renames"),
        ('op.execute("ALTER TABLE cases RENAME COLUMN note TO words")', "renames"),
        ('op.execute("DELETE FROM cases")', "deletes rows"),
        ('op.create_index("cases_one", "cases", ["id", "text"], unique=True)', "makes what is there unique"),
        ('op.f("REVOKE SELECT ON cases FROM app")', "writes"),
    ],
)
def test_what_the_version_before_still_needs_stays(scripts, step, what):
    [first, *_] = findings_of("toy", scripts(step))
    assert (first.script, first.what.startswith(what)) == ("0002_second", True), first


def test_a_column_that_must_be_given_breaks_the_version_before():
    seen = NARROWING["adds a column that must be given"]
    assert seen.search("ALTER TABLE cases ADD COLUMN n INTEGER NOT NULL")
    assert not seen.search("ALTER TABLE cases ADD COLUMN n INTEGER DEFAULT 1 NOT NULL")
    assert not seen.search("ALTER TABLE cases ADD COLUMN n INTEGER")


def test_what_an_earlier_release_has_stopped_using_may_go_when_it_is_said(scripts):
    folder = scripts('op.drop_table("cases")', before='contracts = "cases: unused since 1.4"')
    assert findings_of("toy", folder) == []
