"""How a page reads: by the keyboard, on paper, on a phone, and when no answer comes."""

from playwright.sync_api import Page, expect

from deploy.linli.demo import MICRO_ID
from tests.browser.conftest import Open
from tests.browser.test_cases import registered

UNREACHABLE = "internetdisconnected"


def in_order(page: Page) -> list[str]:
    """What the tabulator reaches in the tree, in its order."""
    inside = ".tree > .tree-row:first-child"
    said: list[str] = page.locator(f"{inside} a, {inside} summary").evaluate_all(
        "found => found.map(each => each.ariaLabel || each.innerText)"
    )
    return said


def test_an_area_is_named_before_what_lies_in_it(readers: Open):
    page = readers("community_secretary").page
    page.goto("/console/areas")
    assert in_order(page)[:3] == ["八里庄社区居委会", "展开 八里庄社区居委会", "八里庄总网格"]


def test_on_paper_a_case_is_what_was_said_and_done_and_nothing_to_press(readers: Open):
    page = readers("community_secretary").page
    registered(page, "楼道灯不亮，已有三天")
    page.emulate_media(media="print")
    expect(page.get_by_text("楼道灯不亮，已有三天")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    page.goto("/console/cases")
    expect(page.locator(".btn:visible")).to_have_count(0)


def test_a_phone_shows_of_a_case_only_what_there_is_to_say(readers: Open):
    page = readers("community_secretary", phone=True).page
    registered(page)
    page.goto(f"/console/cases?state=registered&area_id={MICRO_ID}")
    line = page.locator(".board > tbody > tr").last
    expect(line.locator("td:visible")).to_have_count(4)
    number, state = (line.locator("td").nth(place).bounding_box() for place in (0, 1))
    assert number is not None
    assert state is not None
    assert abs(number["y"] - state["y"]) < number["height"]


def test_when_no_answer_comes_that_is_said_and_taken_back_with_the_next_answer(readers: Open):
    reader = readers("community_secretary")
    page = reader.page
    page.goto("/console/areas")
    page.route("**/console/areas/found*", lambda route: route.abort(UNREACHABLE))
    page.get_by_label("按名称查找").fill("八里")
    expect(page.get_by_role("alert")).to_contain_text("没有连上服务器")
    assert all("htmx:" in said for said in reader.wrong)
    reader.wrong.clear()
    page.unroute("**/console/areas/found*")
    page.get_by_label("按名称查找").fill("八里庄")
    expect(page.locator("#found").get_by_role("link").first).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
