"""Areas given out on a sheet, and taken in from one that was added to, at a desk."""

import csv
import io

from playwright.sync_api import expect

from deploy.linli.demo import COMMUNITY_ID
from tests.browser.conftest import Open

PLACE = f"/console/areas/{COMMUNITY_ID}"


def written(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def test_a_sheet_of_areas_is_given_out_added_to_and_taken_in(readers: Open):
    page = readers("community_secretary").page
    page.goto(PLACE)
    page.get_by_role("link", name="区划表").click()
    page.get_by_label("格式").select_option(label="CSV")
    page.get_by_role("button", name="生成表格").click()
    with page.expect_download(timeout=60_000) as given:
        page.get_by_role("link", name="下载表格").click(timeout=60_000)
    rows = list(csv.DictReader(given.value.path().read_text("utf-8-sig").splitlines()))
    beside = next(row for row in rows if row["名称"] == "八里庄第16网格")
    new = dict.fromkeys(beside, "") | {each: beside[each] for each in ("类型", "上级区域")}
    added = [new | {"名称": "八里庄第19网格"}, new | {"名称": "八里庄第20网格", "类型": "没有这一类"}]
    page.get_by_role("link", name="区划表").click()
    page.get_by_label("表格文件").set_input_files(
        {"name": "区划.csv", "mimeType": "text/csv", "buffer": written(added)}
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
