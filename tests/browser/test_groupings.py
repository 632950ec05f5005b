"""A grouping is founded, held and closed, at a desk."""

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.test_buildings import PLACE, entered


def test_a_grouping_is_founded_with_units_held_and_closed(readers: Open):
    page = readers("community_secretary").page
    entered(page, "院里小区")
    page.get_by_role("link", name="编组").click()
    page.get_by_role("link", name="设立编组").click()
    page.get_by_label("类别").select_option(label="院落")
    page.get_by_label("名称").fill("河边院落")
    page.get_by_label("楼栋（第 1 行）").select_option(index=1)
    page.get_by_label("从单元（第 1 行）").fill("9")
    page.get_by_role("button", name="设立").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("名称")).to_have_value("河边院落")
    page.get_by_label("从单元（第 1 行）").fill("1")
    page.get_by_role("button", name="设立").click()
    expect(page.get_by_role("status")).to_contain_text("已设立编组。")
    page.get_by_role("link", name="安排负责人").click()
    page.get_by_label("由谁负责").fill("云立春")
    page.locator("#found").get_by_role("link", name="云立春").first.click()
    page.get_by_role("button", name="安排负责人").click()
    expect(page.get_by_role("status")).to_contain_text("已安排负责人。")
    page.get_by_role("button", name="结束任职").click()
    expect(page.get_by_role("status")).to_contain_text("已结束任职。")
    page.get_by_text("撤销编组", exact=True).click()
    page.get_by_role("button", name="确定撤销").click()
    expect(page.get_by_role("status")).to_contain_text("已撤销编组。")
    page.goto(PLACE.replace("buildings", "groupings"))
    expect(page.get_by_role("row").filter(has_text="河边院落")).to_have_count(0)
