"""QR labels: the picture, the sheet to print, and the page that whoever scans one sees."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.labels.codes import PIXELS, QUIET, png, svg
from gateway.routes import ROUTES
from services.chassis.cell_settings import CellSettings
from services.chassis.label_token import new_label_token
from services.chassis.rate_settings import UNLIMITED, AddressRates
from services.chassis.words import SERVICES
from tests.gateway.builders import AREA, Browser, FakeServices, a_gateway, problem
from tests.gateway.qr_reader import read

LABELS = tuple(route for route in ROUTES if "label" in route.path)
TOKEN = new_label_token("chenghua")
LABEL = {
    "token": TOKEN, "kind": "unit", "target_id": AREA, "unit": 2, "version": 1,
    "made_at": "2026-03-05T08:30:00+08:00", "revoked_at": None,
}  # fmt: skip
LISTED = {"token": TOKEN, "kind": "unit", "target_id": AREA, "unit": 2, "name": "3栋", "estate": "锦绣苑"}
OPENED = {
    "grids": [{"name": "八里庄第三网格", "duty_phone": "028-00000001"}],
    "estate": None,
    "building": None,
    "apps": [],
}
SCANNED = "grids.open_label"


def a_browser(folder: Path, services: FakeServices, **settings) -> Browser:
    return Browser(a_gateway(folder, services, LABELS, SERVICES, **settings))


@pytest.fixture
def browser(tmp_path: Path, services: FakeServices) -> Browser:
    services.answer("grids.get_label", LABEL)
    services.answer("grids.list_labels", {"items": [LISTED], "next": None})
    services.answer(SCANNED, OPENED | {"unit": 0})
    return a_browser(tmp_path, services, public_url="https://linli.example.org/")


def scan(browser: Browser, token: str = TOKEN, language: str = "zh-CN"):
    return browser.get(f"/q/{token}", Authorization="", Accept_Language=language)


def test_a_label_is_a_picture_that_is_saved(browser: Browser):
    sent = browser.get(f"/v1/labels/{TOKEN}/image")
    assert (sent.status_code, sent.headers["Content-Type"]) == (200, "image/png")
    assert sent.headers["Content-Disposition"].startswith("attachment; filename=")
    assert sent.headers["Cache-Control"] == "no-store"
    assert read(sent.data, PIXELS, QUIET) == f"https://linli.example.org/q/{TOKEN}"


def test_the_picture_of_a_label_that_is_not_ones_own_is_refused(browser: Browser, services: FakeServices):
    services.refuse("grids.get_label", "not_found", "LabelUnknown")
    assert problem(browser.get(f"/v1/labels/{TOKEN}/image")) == (404, "LabelUnknown")


def test_a_revoked_label_is_printed_no_more(browser: Browser, services: FakeServices):
    services.answer("grids.get_label", LABEL | {"revoked_at": "2026-03-06T08:30:00+08:00", "version": 2})
    assert problem(browser.get(f"/v1/labels/{TOKEN}/image")) == (404, "LabelGone")
    assert browser.get(f"/v1/labels/{TOKEN}").status_code == 200


def test_without_a_setting_a_code_leads_to_where_it_was_asked_for(tmp_path: Path, services: FakeServices):
    services.answer("grids.get_label", LABEL)
    asked = a_browser(tmp_path, services)
    for host, named in (("10.0.0.7:8000", "10.0.0.7:8000"), ("evil/<x>", "localhost")):
        picture = asked.get(f"/v1/labels/{TOKEN}/image", Host=host).data
        assert read(picture, PIXELS, QUIET) == f"http://{named}/q/{TOKEN}"


@given(st.text(alphabet="abcXYZ0189-_./", min_size=1, max_size=100))
def test_a_code_reads_as_its_address(path: str):
    assert read(png(f"https://{path}"), PIXELS, QUIET) == f"https://{path}"


def test_a_sheet_is_a_page_to_print_with_every_label_of_its_part(browser: Browser):
    sent = browser.get(f"/v1/label-sheets?area_id={AREA}", Accept_Language="en")
    assert (sent.status_code, sent.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert f'data-label="{TOKEN}"' in sent.text
    assert svg(f"https://linli.example.org/q/{TOKEN}") in sent.text
    assert re.search(r"锦绣苑 3栋 unit 2<small>Scan to find your grid", sent.text)
    assert "Link" not in sent.headers


def test_a_sheet_that_goes_on_names_its_next_page(browser: Browser, services: FakeServices):
    services.answer("grids.list_labels", {"items": [LISTED], "next": [0, "1/"]})
    link = browser.get(f"/v1/label-sheets?area_id={AREA}&limit=1").headers["Link"]
    following = re.fullmatch(r'<(/v1/label-sheets\?area_id=[^>]+)>; rel="next"', link)
    assert following
    assert "limit=1" in following[1]
    services.answer("grids.list_labels", {"items": [LISTED], "next": None})
    assert browser.get(following[1]).status_code == 200
    assert services.last.body["after"] == [0, "1/"]


def test_a_name_on_a_sheet_is_words_and_never_markup(browser: Browser, services: FakeServices):
    named = LISTED | {"name": "<script>alert(1)</script>"}
    services.answer("grids.list_labels", {"items": [named], "next": None})
    assert "<script" not in browser.get(f"/v1/label-sheets?area_id={AREA}").text


@pytest.mark.parametrize("path", [f"/q/{TOKEN}", f"/v1/label-sheets?area_id={AREA}"], ids=["public", "sheet"])
def test_a_page_runs_nothing_and_has_the_one_style_that_its_policy_names(browser: Browser, path: str):
    sent = browser.get(path)
    [style] = re.findall(r"<style>(.*?)</style>", sent.text, re.DOTALL)
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{hashed}'" in sent.headers["Content-Security-Policy"]
    assert "default-src 'none'" in sent.headers["Content-Security-Policy"]
    assert re.search(r"<script|\son\w+=|style=", sent.text) is None


def test_whoever_scans_a_label_sees_their_grid_and_its_phone_without_a_token(
    browser: Browser, services: FakeServices
):
    sent = scan(browser)
    assert sent.status_code == 200
    assert "<h2>八里庄第三网格</h2>" in sent.text
    assert '<a href="tel:028-00000001">028-00000001</a>' in sent.text
    assert "您所在的网格" in sent.text
    assert "Your grid" in scan(browser, language="en").text
    assert services.last.rpc == SCANNED
    assert services.last.context["token"] == "gateway of chenghua"
    assert sent.headers["Cache-Control"] == "no-store"


def test_of_several_grids_one_is_chosen(browser: Browser, services: FakeServices):
    grids = [{"name": "一", "duty_phone": ""}, {"name": "二", "duty_phone": ""}]
    services.answer(SCANNED, {"grids": grids, "estate": "锦绣苑", "building": "3栋", "unit": 2})
    seen = scan(browser, language="en").text
    assert "Several grids are here" in seen
    assert "锦绣苑 3栋 unit 2" in seen
    assert seen.count("There is no duty phone yet") == 2


def test_where_no_grid_is_left_the_page_says_so(browser: Browser, services: FakeServices):
    services.answer(SCANNED, OPENED | {"grids": [], "unit": 0})
    assert "No grid has this place yet" in scan(browser, language="en").text


@pytest.mark.parametrize("token", ["x", "A" * 22, "A" * 22 + "é", "A" * 300])
def test_what_is_no_label_asks_nobody_and_leads_nowhere(browser: Browser, services: FakeServices, token: str):
    seen = scan(browser, token, language="en")
    assert seen.status_code == 404
    assert "There is no such label, or it is revoked" in seen.text
    assert services.calls == []


def test_a_revoked_label_and_one_that_never_was_look_alike(browser: Browser, services: FakeServices):
    services.refuse(SCANNED, "not_found", "LabelUnknown")
    revoked = scan(browser)
    assert (revoked.status_code, revoked.text) == (404, scan(browser, "x").text)


def test_a_district_that_is_elsewhere_looks_like_a_label_that_never_was(
    tmp_path: Path, services: FakeServices
):
    cells = CellSettings(brokers={"one": "amqp://one"}, districts={"jinniu": "one"})
    browser = a_browser(tmp_path, services, cells=cells, clients={"one": services})
    assert scan(browser).status_code == 404
    assert services.calls == []


def test_who_tries_tokens_out_is_held_up(tmp_path: Path, services: FakeServices):
    few = replace(UNLIMITED, address=AddressRates("", "", "", "3/60"))
    browser = a_browser(tmp_path, services, rates=few)
    services.answer(SCANNED, OPENED | {"unit": 0})
    assert [scan(browser, "x").status_code for _ in range(4)] == [404, 404, 404, 429]
    assert scan(browser).status_code == 200


def test_who_scans_too_often_is_held_up(tmp_path: Path, services: FakeServices):
    few = replace(UNLIMITED, address=AddressRates("2/60", "", "", ""))
    browser = a_browser(tmp_path, services, rates=few)
    services.answer(SCANNED, OPENED | {"unit": 0})
    assert [scan(browser).status_code for _ in range(3)] == [200, 200, 429]


def test_a_service_that_is_away_is_told_as_such(browser: Browser, services: FakeServices):
    services.fail(SCANNED)
    assert problem(scan(browser)) == (500, "SomethingBroke")


@pytest.mark.parametrize(("language", "said"), [("zh-CN", "市里办事"), ("en", "City desk")])
def test_the_page_leads_on_to_the_platforms_of_the_city(
    browser: Browser, services: FakeServices, language: str, said: str
):
    app = {"name_zh": "市里办事", "name_en": "City desk", "url": 'https://city.example/g?a="1"&b=2'}
    services.answer(SCANNED, OPENED | {"unit": 0, "apps": [app]})
    page = scan(browser, language=language).text
    link = f'<a href="https://city.example/g?a=&#34;1&#34;&amp;b=2" rel="noreferrer">{said}</a>'
    assert link in page
    assert "<nav" not in scan_without_apps(browser, services)


def scan_without_apps(browser: Browser, services: FakeServices) -> str:
    services.answer(SCANNED, OPENED | {"unit": 0})
    return str(scan(browser).text)
