"""QR labels of an area are printed as they are listed."""

import re
from html import unescape

from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk

LABELS = f"/console/areas/{AREA}/labels"
A_LABEL = {
    "token": "A" * 22 + "ZDdrMm05", "kind": "unit", "target_id": CASE, "unit": 2, "name": "3栋",
    "estate": "港云里", "version": 1,
}  # fmt: skip


def test_of_a_later_page_the_codes_of_that_very_page_are_printed(desk: Desk, services: FakeServices):
    services.answer("grids.list_labels", {"items": [A_LABEL], "next": [0, "1/"]})
    first = desk.sign_in().get(LABELS).text
    [following] = re.findall(rf'href="({LABELS}\?after=[^"]+)"', first)
    [printed] = re.findall(rf'href="({LABELS}/sheet\?after=[^"]+)"', desk.get(unescape(following)).text)
    sheet = desk.get(unescape(printed))
    assert sheet.status_code == 200
    assert services.last.body == {"area_id": AREA, "limit": 60, "after": [0, "1/"]}
