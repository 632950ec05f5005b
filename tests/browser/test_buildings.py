"""An estate is entered and its units are given to grids, at a desk."""

from playwright.sync_api import Page, expect

from deploy.linli.demo import COMMUNITY_ID
from tests.browser.conftest import Open
from tests.browser.test_areas import found_micro_grids
from tests.house import House

SHEET = "小区,楼栋,单元数,层数,每层户数\n表格小区,1栋,2,6,2\n表格小区,2栋,0,6,2\n".encode()
"""A building, and another whose row is wrong."""
PLACE = f"/console/areas/{COMMUNITY_ID}/buildings"


def entered(page: Page, estate: str) -> None:
    """One building of two units."""
    page.goto(PLACE)
    page.get_by_role("link", name="录入小区").click()
    page.get_by_label("小区").fill(estate)
    for field, value in (
        ("楼栋", "1栋"),
        ("单元", "2"),
        ("层数", "6"),
        ("每层户数", "2"),
        ("没有的房号", "2-601"),
    ):
        page.get_by_label(f"{field}（第 1 行）").fill(value)
    page.get_by_role("button", name="录入").click()
    expect(page.get_by_role("status")).to_contain_text("已录入。")


def test_an_estate_is_entered_and_a_slip_of_the_pen_is_said_in_its_row(readers: Open):
    page = readers("community_secretary").page
    page.goto(f"{PLACE}/new")
    page.get_by_label("小区").fill("河边小区")
    page.get_by_label("楼栋（第 1 行）").fill("1栋")
    page.get_by_label("单元（第 1 行）").fill("二")
    page.get_by_role("button", name="录入").click()
    expect(page.get_by_label("单元（第 1 行）")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("单元（第 1 行）")).to_have_value("二")
    entered(page, "河边小区")
    expect(page.get_by_text("2 个单元 · 23 户")).to_be_visible()


def test_units_are_given_by_a_table_that_is_looked_at_first(readers: Open):
    page = readers("community_secretary").page
    entered(page, "桥头小区")
    card = page.locator(".card").filter(has_text="桥头小区")
    card.get_by_text("2 个单元").click()
    expect(card.locator(".units")).to_contain_text("未划分")
    card.get_by_role("link", name="划分这栋楼的单元").click()
    page.get_by_label("从单元（第 1 行）").fill("1")
    page.get_by_label("网格（第 1 行）").select_option(label="八里庄第01网格01号微网格")
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text("将划分 1 个单元，共 12 户")).to_be_visible()
    expect(page.get_by_role("note")).to_contain_text("桥头小区 1栋 2 单元")
    page.get_by_role("button", name="返回修改").click()
    page.get_by_label("到单元（第 1 行）").fill("2")
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text("没有遗漏的单元")).to_be_visible()
    page.get_by_role("button", name="确认划分").click()
    expect(page.get_by_role("status")).to_contain_text("已划分。")
    card.get_by_text("2 个单元").click()
    expect(card.locator(".units")).to_contain_text("八里庄第01网格01号微网格")


def test_an_estate_s_sheet_is_tried_and_then_taken_in(readers: Open):
    page = readers("community_secretary").page
    page.goto(PLACE)
    page.get_by_role("link", name="导入小区表格").click()
    page.get_by_label("表格文件").set_input_files(
        {"name": "小区.csv", "mimeType": "text/csv", "buffer": SHEET}
    )
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text("现在还没有改变任何数据")).to_be_visible(timeout=60_000)
    with page.expect_download() as bad:
        page.get_by_role("link", name="下载有问题的行").click()
    assert bad.value.suggested_filename
    page.get_by_role("button", name="正式录入").click()
    expect(page.locator(".figures")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="小区楼栋").last.click()
    expect(page.get_by_role("heading", name="表格小区")).to_be_visible()


def test_a_micro_grid_is_split_by_its_units_once_their_dwellings_were_counted(readers: Open, sample: House):
    found_micro_grids(sample, 11, "河滩1号微网格")
    page = readers("community_secretary").page
    entered(page, "河滩小区")
    card = page.locator(".card").filter(has_text="河滩小区")
    card.get_by_text("2 个单元").click()
    card.get_by_role("link", name="划分这栋楼的单元").click()
    page.get_by_label("从单元（第 1 行）").fill("1")
    page.get_by_label("到单元（第 1 行）").fill("2")
    page.get_by_label("网格（第 1 行）").select_option(label="河滩1号微网格")
    page.get_by_role("button", name="核对").click()
    page.get_by_role("button", name="确认划分").click()
    expect(page.get_by_role("status")).to_contain_text("已划分。")
    page.goto("/console/areas/found?name_prefix=河滩1号")
    page.get_by_role("link", name="河滩1号微网格").click()
    page.get_by_role("link", name="拆分").click()
    page.get_by_label("新区域 1", exact=True).fill("河滩2号微网格")
    page.get_by_label("楼栋（第 1 行）").select_option(label="1栋 河滩小区（2 个单元）")
    page.get_by_label("从单元（第 1 行）").fill("3")
    page.get_by_label("归入（第 1 行）").select_option(value="0")
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_label("从单元（第 1 行）")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("从单元（第 1 行）").fill("2")
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text("现在还没有改变任何数据")).to_be_visible()
    comes_in = page.get_by_role("row").filter(has_text="河滩2号微网格")
    expect(comes_in.locator("[data-label=房屋]")).to_have_text("11")
    page.get_by_role("button", name="确认拆分").click()
    expect(page.get_by_role("status")).to_contain_text("已拆分。")
    page.goto(PLACE)
    card.get_by_text("2 个单元").click()
    units = card.locator(".units").get_by_role("row")
    expect(units.filter(has_text="河滩1号微网格")).to_contain_text("12")
    expect(units.filter(has_text="河滩2号微网格")).to_contain_text("11")


def test_a_building_is_renamed_and_another_s_name_is_refused(readers: Open):
    page = readers("community_secretary").page
    entered(page, "河岸小区")
    page.goto(f"{PLACE}/new")
    page.get_by_label("小区").fill("河岸小区")
    for field, value in (("楼栋", "2栋"), ("单元", "1"), ("层数", "6"), ("每层户数", "2")):
        page.get_by_label(f"{field}（第 1 行）").fill(value)
    page.get_by_role("button", name="录入").click()
    card = page.locator(".card").filter(has_text="河岸小区")
    card.get_by_text("2栋").click()
    card.get_by_role("link", name="更名：河岸小区 2栋").click()
    page.get_by_label("楼栋").fill("1栋")
    page.get_by_role("button", name="更名").click()
    expect(page.get_by_label("楼栋")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("楼栋").fill("甲栋")
    page.get_by_role("button", name="更名").click()
    expect(page.get_by_role("status")).to_contain_text("已更名。")
    expect(card.get_by_text("甲栋")).to_be_visible()
