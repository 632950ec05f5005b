"""A case from its registering to its end, by a clerk at a desk; and what a second clerk sees meanwhile."""

from playwright.sync_api import Page, expect

from deploy.linli.demo import MICRO_ID
from tests.browser.conftest import Open


def registered(page: Page, text: str = "楼道灯不亮，老人下楼不便") -> str:
    """The address of a new case's page."""
    page.goto(f"/console/cases/new?area_id={MICRO_ID}")
    page.get_by_label("反映内容").fill(text)
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("status")).to_contain_text("已登记。")
    return page.url.partition("?")[0]


def taken(page: Page, place: str) -> None:
    """To the last step."""
    page.goto(place)
    page.get_by_role("button", name="派单").click()
    page.get_by_role("button", name="领办").click()
    expect(page.get_by_role("button", name="办结")).to_be_visible()


def test_a_case_is_registered_and_taken_to_its_end(readers: Open):
    page = readers("community_secretary").page
    page.goto("/console/cases/new")
    page.get_by_label("在哪个区域").fill("八里庄第01网格01号")
    page.get_by_role("link", name="八里庄第01网格01号微网格").click()
    page.get_by_label("反映内容").fill("楼道灯不亮\n已有三天")
    page.get_by_role("button", name="登记").click()
    page.get_by_role("button", name="派单").click()
    expect(page.get_by_role("status")).to_contain_text("已派单。")
    page.get_by_role("button", name="领办").click()
    page.get_by_label("办理反馈").fill("灯已修好")
    page.get_by_role("button", name="办结").click()
    expect(page.get_by_role("dialog")).to_contain_text("确定办结吗")
    page.get_by_role("button", name="确定办结").click()
    expect(page.get_by_role("status")).to_contain_text("已办结。")
    expect(page.get_by_text("灯已修好")).to_be_visible()


def test_a_clerk_who_is_not_sure_closes_nothing(readers: Open):
    page = readers("community_secretary").page
    taken(page, registered(page))
    page.get_by_role("button", name="办结").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("办理反馈").fill("灯已修好")
    page.get_by_role("button", name="办结").click()
    page.get_by_role("dialog").get_by_role("button", name="取消").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("main .badge").first).to_have_text("已领办")


def test_two_clerks_at_one_case_do_not_overwrite_each_other(readers: Open):
    first, second = (readers("community_secretary").page for _ in range(2))
    place = registered(first)
    second.goto(place)
    first.goto(place)
    first.get_by_role("button", name="派单").click()
    second.get_by_role("button", name="派单").click()
    told = second.get_by_role("alert")
    expect(told).to_contain_text("刚被别人办理过")
    expect(told.get_by_role("row", name="状态")).to_contain_text("已登记")
    expect(told.get_by_role("row", name="状态")).to_contain_text("已派单")
    second.get_by_role("button", name="领办").click()
    expect(second.get_by_role("status")).to_contain_text("已领办。")


def test_the_board_is_narrowed_to_a_state_and_an_area(readers: Open):
    page = readers("community_secretary").page
    place = registered(page)
    number = page.get_by_role("heading", level=1).inner_text()
    page.goto("/console/cases?state=registered")
    page.get_by_text("按区域筛选").click()
    page.get_by_label("按名称查找").fill("八里庄第01网格01号")
    page.locator("#found").get_by_role("link", name="八里庄第01网格01号微网格").click()
    page.wait_for_url("**area_id=**")
    expect(page.get_by_text("只看：八里庄第01网格01号微网格")).to_be_visible()
    expect(page.get_by_role("navigation", name="按状态查看").locator("[aria-current]")).to_have_text("已登记")
    page.goto(place)
    expect(page.get_by_role("heading", level=1)).to_have_text(number)


def test_what_somebody_wrote_is_never_run(readers: Open):
    page = readers("community_secretary").page
    registered(page, "<script>document.title = 'ran'</script><img src=x onerror=\"document.title='ran'\">")
    expect(page.locator(".narrative")).to_contain_text("<script>")
    assert "ran" not in page.title()
