"""Somebody of the office signs in, and finds an area by its tree and by its name."""

from playwright.sync_api import expect

from tests.browser.conftest import Open


def test_an_area_is_found_by_opening_the_tree(readers: Open):
    page = readers("district_officer").page
    page.goto("/console/areas")
    expect(page.get_by_role("link", name="成华区")).to_be_visible()
    page.get_by_label("展开 府青路街道").click()
    expect(page.get_by_role("link", name="八里庄社区居委会")).to_be_visible()


def test_an_area_is_found_by_the_beginning_of_its_name(readers: Open):
    page = readers("district_officer").page
    page.goto("/console/areas")
    page.get_by_label("按名称查找").fill("八里庄社")
    page.locator("#found").get_by_role("link", name="八里庄社区居委会").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("八里庄社区居委会")
