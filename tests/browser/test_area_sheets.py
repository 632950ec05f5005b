"""Areas given out on a sheet, and taken in from one that was added to, at a desk."""

from playwright.sync_api import expect

from deploy.linli.demo import COMMUNITY_ID
from tests.browser.conftest import Open

PLACE = f"/console/areas/{COMMUNITY_ID}"


def test_a_sheet_of_areas_is_given_out_added_to_and_taken_in(readers: Open):
    page = readers("community_secretary").page
    page.goto(PLACE)
    page.get_by_role("link", name="区划表").click()
    page.get_by_label("格式").select_option(label="CSV")
    page.get_by_role("button", name="生成表格").click()
    with page.expect_download(timeout=60_000) as given:
        page.get_by_role("link", name="下载表格").click(timeout=60_000)
    sheet = given.value.path().read_text("utf-8-sig")
    heading, first = sheet.splitlines()[:2]
    columns, row = heading.split(","), first.split(",")
    assert "八里庄" in first
    page.get_by_role("link", name="区划表").click()
    new = dict.fromkeys(columns, "") | {
        "名称": "八里庄第19网格", "类别": "一般网格", "上级区域": "八里庄总网格",
    }  # fmt: skip
    wrong = new | {"名称": "八里庄第20网格", "类别": "没有这一类"}
    assert new.keys() == set(columns), (columns, row)
    added = "\n".join([heading, *(",".join(each[name] for name in columns) for each in (new, wrong))])
    page.get_by_label("表格文件").set_input_files(
        {"name": "区划.csv", "mimeType": "text/csv", "buffer": added.encode()}
    )
    page.get_by_role("button", name="核对").click()
    expect(page.get_by_text("现在还没有改变任何数据")).to_be_visible(timeout=60_000)
    with page.expect_download() as bad:
        page.get_by_role("link", name="下载有问题的行").click()
    assert bad.value.suggested_filename
    page.get_by_role("button", name="正式录入").click()
    expect(page.locator(".figures")).to_be_visible(timeout=60_000)
    page.goto("/console/areas/found?name_prefix=八里庄第19网格")
    expect(page.get_by_role("link", name="八里庄第19网格")).to_be_visible()
