"""An import is watched, a resident found by name and pinyin, masked, and seen in clear for a reason."""

import pytest
from playwright.sync_api import Page, expect

from deploy.sample.api import Api
from tests.browser.conftest import Open
from tests.browser.people import import_people
from tests.house import House

MANY = 1500


@pytest.fixture(scope="module")
def imported(sample: House) -> str:
    """The id of a job that takes people in; it may still run."""
    begun = import_people(Api(sample.url, sample.passes.token("operator", kind="operator")), MANY)
    job_id: str = begun["job_id"]
    return job_id


def found(page: Page, wanted: str, by: str = "姓名或拼音") -> None:
    page.goto("/console/residents")
    page.get_by_label("查找方式").select_option(label=by)
    page.get_by_label("查找内容").fill(wanted)
    page.get_by_role("button", name="查找").click()


def test_an_import_is_seen_to_go_on_and_to_end_without_a_new_page(readers: Open, imported: str):
    page = readers("operator").page
    page.goto("/console/jobs")
    line = page.locator(f"tr#job-{imported.replace('.', '-')}")
    expect(line).to_contain_text("导入花名册")
    expect(line.get_by_role("progressbar")).to_be_visible()
    expect(line.locator(".badge")).to_have_text("已完成", timeout=90_000)
    expect(line).to_contain_text(str(MANY))
    line.get_by_role("link").click()
    expect(page.get_by_role("definition").first).to_be_visible()


@pytest.mark.parametrize("wanted", ["江立春", "jianglichun", "jlc"])
def test_a_resident_is_found_by_name_pinyin_and_initials_and_masked(
    readers: Open, imported: str, wanted: str
):
    page = readers("community_secretary").page
    found(page, wanted)
    card = page.locator(".people > li").first
    expect(card).to_contain_text("江立春")
    expect(card.locator(".number").first).to_contain_text("****")


def test_a_number_that_cannot_be_one_is_said_to_be_none(readers: Open, imported: str):
    page = readers("community_secretary").page
    found(page, "990101194001010000", "证件号码")
    expect(page.get_by_role("alert")).to_contain_text("号码")


def test_a_resident_is_seen_in_clear_for_a_reason_alone(readers: Open, imported: str):
    page = readers("community_secretary").page
    found(page, "江立春")
    page.locator(".person-name").first.click()
    page.get_by_label("证件号码").check()
    page.get_by_label("事由").fill("看")
    page.get_by_role("button", name="查看", exact=True).click()
    expect(page.get_by_label("事由")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("事由").fill("上门核对老人情况")
    page.get_by_role("button", name="查看", exact=True).click()
    number = page.locator("[data-revealed=document_number]").inner_text()
    assert len(number) == 18
    assert "*" not in number
    page.goto(page.url.removesuffix("/reveal"))
    expect(page.get_by_text(number)).to_have_count(0)
