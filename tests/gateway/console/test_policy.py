"""What a browser may load with a page of the console: its own, and nothing that stands in the page."""

import gzip
import re

import pytest

from gateway.console.routes import PAGES
from gateway.console.static_files import FOLDER
from services.chassis.rate_settings import UNLIMITED, AddressRates
from tests.gateway.builders import FakeServices
from tests.gateway.console.desk import AREA, CASE, Desk

POLICY = {
    "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
    "connect-src": "'self'", "form-action": "'self'", "base-uri": "'none'", "frame-ancestors": "'none'",
}  # fmt: skip
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:|hx-on|hx-vals", re.IGNORECASE
)
OWN = re.compile(r'(?:href|src)="(/console/static/[^"]+)"')
PLACES = [
    "/console/sign-in", "/console/areas", f"/console/areas/{AREA}", "/console/cases",
    f"/console/cases/{CASE}", "/console/cases/new", "/console/residents", "/console/jobs",
    "/console/operator", "/console/nowhere", f"/console/areas/{AREA}/name", f"/console/areas/{AREA}/move",
    f"/console/areas/{AREA}/move?parent_id={AREA}", "/console/choose/area?name_prefix=x",
    f"/console/areas/{AREA}/buildings", f"/console/areas/{AREA}/buildings/new",
    f"/console/areas/{AREA}/uncovered", f"/console/areas/{AREA}/units", f"/console/buildings/{CASE}/units",
    f"/console/buildings/{CASE}/name", f"/console/areas/{AREA}/codes/grids",
    f"/console/areas/{AREA}/split", f"/console/areas/{AREA}/merge", f"/console/areas/{AREA}/posts",
    f"/console/areas/{AREA}/labels", f"/console/areas/{AREA}/posts/appoint?role=doctor",
    f"/console/appointments/{CASE}", "/console/staff", "/console/staff/new", f"/console/staff/{CASE}",
    f"/console/posts?area_id={AREA}", f"/console/staff/{CASE}/hand-over", "/console/places",
    f"/console/areas/{AREA}/estate-sheet",
    f"/console/places/{CASE}", f"/console/places/new?area_id={AREA}", f"/console/places/{CASE}/change",
    f"/console/places/{CASE}/move", f"/console/places/{CASE}/move?area_id={AREA}",
]  # fmt: skip


@pytest.mark.parametrize("path", PLACES)
def test_a_page_loads_its_own_alone_and_has_nothing_inline(desk: Desk, path: str):
    page = desk.sign_in("district_officer", "system_administrator").get(path)
    [policy] = page.headers.getlist("Content-Security-Policy")
    assert dict(part.strip().split(" ", 1) for part in policy.split(";")) == POLICY
    assert page.headers.getlist("Cache-Control") == ["no-store"]
    assert INLINE.findall(page.text) == []
    assert "http://" not in page.text
    assert "https://" not in page.text


def test_htmx_is_told_to_write_no_styles_and_to_run_no_words(desk: Desk):
    page = desk.get("/console/sign-in").text
    for rule in ('"includeIndicatorStyles":false', '"allowEval":false', '"historyCacheSize":0'):
        assert rule in page


def test_styles_and_scripts_are_kept_for_a_year_under_the_hash_of_their_content(desk: Desk):
    places = OWN.findall(desk.get("/console/sign-in").text)
    assert len(set(places)) == 6
    for place in set(places):
        whole, packed = desk.get(place), desk.get(place, Accept_Encoding="br, gzip")
        assert whole.status_code == 200
        assert whole.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert gzip.decompress(packed.data) == whole.data
        assert packed.headers["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("file", ["console.css", "console.0000000000000000.css", "..", "assets.json"])
def test_a_file_is_found_under_its_hash_alone(desk: Desk, file: str):
    assert (FOLDER / "console.css").exists()
    assert desk.get(f"/console/static/{file}").status_code == 404


def test_all_pages_of_somebody_new_to_the_console_are_one_small_load(desk: Desk):
    places = set(OWN.findall(desk.get("/console/sign-in").text))
    packed = sum(len(desk.get(place, Accept_Encoding="gzip").data) for place in places)
    assert packed < 200_000


@pytest.mark.parametrize("route", [route for route in PAGES if not route.is_open], ids=lambda each: each.path)
def test_nothing_is_shown_to_whoever_is_not_signed_in(desk: Desk, services: FakeServices, route):
    path = re.sub(r"\{\w+\}", CASE, route.path)
    asked = desk.post(path, {}) if route.method == "POST" else desk.get(path)
    assert (asked.status_code, asked.headers["Location"].partition("?")[0]) == (303, "/console/sign-in")
    assert services.calls == []


def test_pages_count_by_address_like_everything_else(tmp_path, services: FakeServices):
    from dataclasses import replace

    few = replace(UNLIMITED, address=AddressRates("2/60", "", "", ""))
    desk = Desk(tmp_path, services, rates=few)
    told = [desk.get("/console/sign-in") for _ in range(3)]
    assert [each.status_code for each in told] == [200, 200, 429]
    assert int(told[2].headers["Retry-After"]) >= 1
    assert "<h1" in told[2].text


def test_a_name_without_a_gap_is_broken_rather_than_overflowing(desk: Desk):
    [style] = {
        place
        for place in OWN.findall(desk.get("/console/sign-in").text)
        if "/console." in place and place.endswith(".css")
    }
    assert "main { overflow-wrap: anywhere; }" in desk.get(style).text
