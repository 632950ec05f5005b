"""Service places and QR labels: entered, found, printed."""

from playwright.sync_api import expect

from deploy.linli.demo import COMMUNITY_ID, MICRO_ID
from tests.browser.conftest import Open
from tests.browser.places import BESIDE


def test_a_place_is_entered_found_by_its_kind_and_closed(readers: Open):
    page = readers("community_secretary").page
    page.goto("/console/places")
    page.get_by_role("link", name="录入阵地").click()
    page.get_by_label("阵地在哪个区域").fill("八里庄社区")
    page.locator("#found").get_by_role("link", name="八里庄社区居委会").click()
    page.get_by_label("名称").fill("八里庄亲子小屋")
    page.get_by_label("类别").select_option(label="亲子小屋")
    page.get_by_label("启用日期").fill("2026-01-05")
    page.get_by_label("可容纳人数").fill("很多")
    page.get_by_label("周六开放").fill("09:00")
    page.get_by_label("周六关闭").fill("17:00")
    page.get_by_role("button", name="录入").click()
    expect(page.get_by_label("可容纳人数")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("可容纳人数").fill("12")
    page.get_by_role("button", name="录入").click()
    expect(page.get_by_role("status")).to_contain_text("已录入。")
    expect(page.get_by_text("09:00–17:00")).to_be_visible()
    page.goto("/console/places")
    page.get_by_label("类别").select_option(label="亲子小屋")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name="八里庄亲子小屋").click()
    page.get_by_role("link", name="修改").click()
    page.get_by_label("可容纳人数").fill("20")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status")).to_contain_text("已修改。")
    page.get_by_role("link", name="改作他用").click()
    page.get_by_label("新名称").fill("八里庄亲子小屋")
    page.get_by_label("类别").select_option(label="亲子小屋")
    page.get_by_label("改用日期").fill("2026-02-02")
    page.get_by_role("button", name="改作他用").click()
    expect(page.get_by_role("status")).to_contain_text("已改作他用。")
    page.get_by_text("停用", exact=True).click()
    page.get_by_role("button", name="确定停用").click()
    expect(page.get_by_role("status")).to_contain_text("已停用。")
    page.goto("/console/places?kind=parent_child_room")
    expect(page.get_by_role("link", name="八里庄亲子小屋")).to_have_count(0)


def test_a_place_is_shown_where_a_map_has_it_and_is_found_in_the_grid_that_it_moves_to(readers: Open):
    page = readers("community_secretary").page
    page.goto(f"/console/places/new?area_id={MICRO_ID}")
    page.get_by_label("名称").fill("八里庄邻里食堂")
    page.get_by_label("类别").select_option(label="长者食堂")
    page.get_by_label("启用日期").fill("2026-01-05")
    page.get_by_label("经度").fill("30.67")
    page.get_by_label("纬度").fill("80.1")
    page.get_by_label("坐标系").select_option(label="GCJ-02（高德、腾讯地图）")
    page.get_by_role("button", name="录入").click()
    expect(page.get_by_label("经度")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("坐标系")).to_have_value("GCJ02")
    page.get_by_label("经度").fill("104.1034567")
    page.get_by_label("纬度").fill("30.67")
    page.get_by_role("button", name="录入").click()
    expect(page.get_by_text("经度 104.1009139，纬度 30.6723916（WGS-84）")).to_be_visible()
    page.get_by_role("link", name="修改", exact=True).click()
    expect(page.get_by_label("经度")).to_have_value("104.1009139")
    expect(page.get_by_label("坐标系")).to_have_value("WGS84")
    page.get_by_label("纬度").fill("")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("请填写。")).to_be_visible()
    page.get_by_label("纬度").fill("30.6723917")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("纬度 30.6723917（WGS-84）")).to_be_visible()
    page.get_by_role("link", name="调整所属区域").click()
    page.get_by_label("调整到哪个区域").fill("八里庄第01网格02号")
    page.locator("#found").get_by_role("link", name="八里庄第01网格02号微网格").click()
    page.get_by_role("button", name="确认调整").click()
    expect(page.get_by_role("status")).to_contain_text("已调整所属区域。")
    for area_id, count in ((BESIDE, 1), (MICRO_ID, 0)):
        page.goto(f"/console/places?area_id={area_id}")
        expect(page.get_by_role("link", name="八里庄邻里食堂")).to_have_count(count)


def test_labels_of_a_grid_are_made_and_printed_on_a_sheet(readers: Open):
    page = readers("community_secretary").page
    page.goto(f"/console/areas/{MICRO_ID}/labels")
    page.get_by_role("button", name="生成").click()
    expect(page.get_by_role("status")).to_contain_text("二维码已生成。")
    expect(page.get_by_role("cell", name="八里庄第01网格01号微网格", exact=True)).to_be_visible()
    with page.context.expect_page() as printed:
        page.get_by_role("link", name="打印本页").click()
    sheet = printed.value
    expect(sheet.locator("svg").first).to_be_visible()
    expect(sheet.get_by_text("八里庄第01网格01号微网格")).to_be_visible()


def test_labels_of_a_community_are_made_for_all_of_its_grids(readers: Open):
    page = readers("community_secretary").page
    page.goto(f"/console/areas/{COMMUNITY_ID}/labels")
    page.get_by_label("单元").uncheck()
    page.get_by_role("button", name="生成").click()
    expect(page.get_by_role("row")).to_have_count(61)
    page.get_by_role("link", name="下一页").click()
    expect(page.get_by_role("link", name="回到第一页")).to_be_visible()


def test_a_lost_label_is_replaced(readers: Open):
    page = readers("community_secretary").page
    page.goto(f"/console/areas/{MICRO_ID}/labels")
    page.get_by_role("button", name="生成").click()
    link = page.get_by_role("link", name="补发或作废：八里庄第01网格01号微网格")
    old = link.get_attribute("href")
    link.click()
    page.locator("summary", has_text="补发新码").click()
    page.get_by_role("button", name="确定补发").click()
    expect(page.get_by_role("status")).to_contain_text("已补发新码")
    expect(page.get_by_role("link", name="打印这个码")).to_be_visible()
    page.get_by_role("link", name="全部二维码").click()
    assert link.get_attribute("href") != old
    page.goto(str(old))
    expect(page.get_by_text("作废时间")).to_be_visible()
