"""Somebody of the office signs in, and finds an area by its tree and by its name."""

import re

from playwright.sync_api import expect

from deploy.linli.demo import COMMUNITY_ID
from deploy.sample.api import Api
from deploy.sample.ground import LOCAL, base_code
from deploy.sample.ids import area_id
from services.chassis.ids import new_id
from tests.browser.conftest import Open
from tests.house import House


def found_micro_grids(house: House, base: int, *names: str) -> None:
    """Such as may come to an end: people of the sample live in those that are there."""
    parent_id = area_id(LOCAL, base_code(base))
    areas = [{"id": new_id(), "parent_id": parent_id, "kind": "micro", "name": name} for name in names]
    Api(house.url, house.passes.token("district_officer")).post("/v1/areas/batch", {"areas": areas}, new_id())


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


def test_a_micro_grid_is_moved_step_by_step(readers: Open):
    page = readers("community_secretary").page
    page.goto("/console/areas/found?name_prefix=八里庄第17网格02号")
    page.get_by_role("link", name="八里庄第17网格02号微网格").click()
    page.get_by_role("link", name="调整上级").click()
    expect(page.locator(".stepper [aria-current]")).to_contain_text("选择新上级")
    page.get_by_label("调整到哪个区域之下").fill("八里庄社区")
    found = page.locator("#found")
    expect(found).to_contain_text("都不能在这里选用")
    expect(found.get_by_role("link", name="八里庄社区居委会")).to_have_count(0)
    expect(page.get_by_role("button", name="确认调整")).to_have_count(0)
    page.get_by_label("调整到哪个区域之下").fill("八里庄第16网格")
    page.locator("#found").get_by_role("link", name="八里庄第16网格", exact=True).click()
    expect(page.get_by_text("现在还没有改变任何数据")).to_be_visible()
    page.get_by_role("button", name="确认调整").click()
    expect(page.get_by_role("status")).to_contain_text("已调整上级。")
    expect(page.get_by_role("navigation", name="所在位置")).to_contain_text("八里庄第16网格")


def test_an_area_is_renamed_and_a_name_that_is_taken_is_refused(readers: Open):
    page = readers("community_secretary").page
    page.goto("/console/areas/found?name_prefix=八里庄第17网格03号")
    page.get_by_role("link", name="八里庄第17网格03号微网格").click()
    page.get_by_role("link", name="更名").click()
    page.get_by_label("新名称").fill("八里庄第17网格04号微网格")
    page.get_by_role("button", name="更名").click()
    expect(page.get_by_label("新名称")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("新名称")).to_have_value("八里庄第17网格04号微网格")
    page.get_by_label("新名称").fill("八里庄河边微网格")
    page.get_by_role("button", name="更名").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("八里庄河边微网格")


def test_a_base_grid_is_split_once_what_would_move_was_seen(readers: Open):
    page = readers("community_secretary").page
    page.goto("/console/areas/found?name_prefix=八里庄第15网格")
    page.get_by_role("link", name="八里庄第15网格", exact=True).click()
    page.get_by_role("link", name="拆分").click()
    page.get_by_label("新区域 1", exact=True).fill("八里庄第14网格")
    page.get_by_label("八里庄第15网格01号微网格归入").select_option(value="0")
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("新区域 1", exact=True).fill("八里庄第18网格")
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text("现在还没有改变任何数据")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="八里庄第18网格").locator(".number").first).to_have_text(
        "1"
    )
    page.get_by_role("button", name="确认拆分").click()
    expect(page.get_by_role("status")).to_contain_text("已拆分。")
    page.goto("/console/areas/found?name_prefix=八里庄第18网格")
    page.get_by_role("link", name="八里庄第18网格").click()
    expect(page.get_by_role("link", name="八里庄第15网格01号微网格")).to_be_visible()


def test_micro_grids_merge_once_what_would_move_was_seen(readers: Open, sample: House):
    found_micro_grids(sample, 13, *(f"河湾{number}号微网格" for number in "123"))
    page = readers("community_secretary").page
    page.goto("/console/areas/found?name_prefix=河湾1号")
    page.get_by_role("link", name="河湾1号微网格").click()
    page.get_by_role("link", name="合并").click()
    for name in ("河湾2号微网格", "河湾3号微网格"):
        page.get_by_label("添加被并入的区域").fill(name)
        page.locator("#found").get_by_text(name).click()
    page.get_by_role("button", name="移除 河湾3号微网格").click()
    page.get_by_label("文号").fill("成府发〔2026〕7号")
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text("现在还没有改变任何数据")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="河湾2号微网格").first).to_be_visible()
    page.get_by_role("button", name="确认合并").click()
    expect(page.get_by_role("status")).to_contain_text("已合并。")
    page.goto("/console/areas/found?name_prefix=河湾2号")
    expect(page.get_by_text("没有名称以“河湾2号”开头的区域。")).to_be_visible()


def test_a_micro_grid_is_abolished_once_what_goes_to_its_successor_was_seen(readers: Open, sample: House):
    found_micro_grids(sample, 12, "河心1号微网格", "河心2号微网格")
    page = readers("community_secretary").page
    page.goto("/console/areas/found?name_prefix=河心1号")
    page.get_by_role("link", name="河心1号微网格").click()
    page.get_by_role("link", name="撤销").click()
    page.get_by_label("由哪个区域承继").fill("河心2号")
    page.locator("#found").get_by_role("link", name="河心2号微网格").click()
    expect(page.get_by_text("现在还没有改变任何数据")).to_be_visible()
    page.get_by_label("生效日期").fill("1950-01-01")
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_label("生效日期")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("生效日期").fill("")
    page.get_by_role("button", name="重新核对").click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_role("status")).to_contain_text("已撤销“河心1号微网格”，由本区域承继。")
    expect(page.get_by_role("heading", level=1)).to_have_text("河心2号微网格")


def test_grids_of_a_community_are_numbered_and_shown_with_their_codes(readers: Open, sample: House):
    found_micro_grids(sample, 10, "河口1号微网格")
    page = readers("community_secretary").page
    page.goto(f"/console/areas/{COMMUNITY_ID}/codes")
    page.get_by_role("link", name="为网格编码").click()
    expect(page.get_by_text("已有代码的网格不变")).to_be_visible()
    page.get_by_role("button", name="开始编码").click()
    expect(page.get_by_role("status")).to_contain_text("个网格编码")
    row = page.get_by_role("row").filter(has_text="河口1号微网格")
    expect(row).to_have_text(re.compile(r"^\s*5101080060040\d{4}"))
    row.get_by_role("link").click()
    expect(page.get_by_role("definition").filter(has_text="LOCAL")).to_contain_text("5101080060040")
