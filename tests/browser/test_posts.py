"""Posts at a desk: a vacancy is filled, somebody deputises, an appointment ends, work is handed over."""

from playwright.sync_api import Page, expect

from deploy.sample.ground import LOCAL, micro_code
from deploy.sample.ids import area_id
from tests.browser.conftest import Open


def posts_of(base: int, number: int) -> str:
    """The posts of one micro-grid."""
    return f"/console/areas/{area_id(LOCAL, micro_code(base, number))}/posts"


def chosen(page: Page, name: str) -> None:
    page.get_by_label("由谁任职").fill(name)
    page.locator("#found").get_by_role("link", name=name).first.click()


def test_vacancies_are_counted_and_listed_below_an_area(readers: Open):
    page = readers("community_secretary").page
    page.goto(posts_of(10, 1))
    page.get_by_role("link", name="结束任职").click()
    page.get_by_role("button", name="结束任职").click()
    expect(page.get_by_role("status")).to_contain_text("已结束任职。")
    expect(page.locator(".badge.late")).to_have_text("人员空缺")
    page.goto("/console/posts")
    page.get_by_role("link", name="只看空缺").click()
    expect(page.get_by_role("row").filter(has_text="八里庄第10网格01号微网格")).to_contain_text("人员空缺")


def test_a_vacancy_is_filled_by_somebody_who_is_entered_first(readers: Open):
    page = readers("community_secretary").page
    page.goto(posts_of(10, 2))
    page.get_by_role("link", name="结束任职").click()
    page.get_by_role("button", name="结束任职").click()
    page.get_by_role("link", name="任命").first.click()
    page.get_by_role("link", name="录入工作人员").click()
    page.get_by_label("姓名").fill("石清明")
    page.get_by_label("值班电话").fill("没有")
    page.get_by_role("button", name="录入").click()
    expect(page.get_by_label("值班电话")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("姓名")).to_have_value("石清明")
    page.get_by_label("值班电话").fill("")
    page.get_by_role("button", name="录入").click()
    expect(page.locator(".stepper [aria-current]")).to_contain_text("任期")
    page.get_by_role("button", name="确认任命").click()
    expect(page.get_by_role("status")).to_contain_text("已任命。")
    expect(page.get_by_role("link", name="石清明")).to_be_visible()


def test_somebody_deputises_for_days_that_are_named(readers: Open):
    page = readers("community_secretary").page
    page.goto(posts_of(10, 3))
    page.get_by_role("link", name="安排代理").click()
    chosen(page, "云立春")
    page.get_by_label("开始日期").fill("2030-03-05")
    page.get_by_label("结束日期").fill("2030-03-05")
    page.get_by_role("button", name="确认代理").click()
    expect(page.get_by_label("结束日期")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("结束日期").fill("2030-03-12")
    page.get_by_role("button", name="确认代理").click()
    line = page.locator(".appointed > li").filter(has_text="云立春")
    expect(line).to_contain_text("代理")
    expect(line).to_contain_text("2030-03-12")


def test_work_is_handed_over_once_what_moves_and_what_stays_was_seen(readers: Open):
    page = readers("community_secretary").page
    page.goto(posts_of(10, 4))
    page.locator(".appointed a").first.click()
    name = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="工作交接").click()
    page.get_by_label("交给谁").fill("石立春")
    page.locator("#found").get_by_role("link", name="石立春").first.click()
    expect(page.get_by_text("八里庄第10网格04号微网格", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="不移交")).to_be_visible()
    page.get_by_role("button", name="确认交接").click()
    expect(page.get_by_role("status")).to_contain_text("已交接。")
    page.goto(posts_of(10, 4))
    expect(page.locator(".appointed > li").first).not_to_contain_text(name)
    expect(page.locator(".appointed > li").first).to_contain_text("石立春")


def test_who_answers_for_an_area_is_told_on_its_page(readers: Open):
    page = readers("community_secretary").page
    page.goto(posts_of(11, 1).removesuffix("/posts"))
    levels = page.locator(".chain > li")
    expect(levels.first).to_contain_text("微网格员")
    expect(page.locator(".chain > li[aria-current]")).to_have_count(1)
