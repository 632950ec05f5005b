"""Every page, in both languages and on a phone: axe finds nothing, and nothing is wider than the screen."""

from typing import Any

import pytest

from tests.browser.conftest import Open
from tests.browser.places import Place, furnished
from tests.house import House

ROLES = ("", "community_secretary", "operator", "audit_administrator")
AT_A_DESK: dict[str, Any] = {"language": "zh-CN"}
ON_A_PHONE: dict[str, Any] = {"language": "en", "phone": True}


@pytest.fixture(scope="module")
def places(sample: House) -> list[Place]:
    return furnished(sample)


@pytest.mark.parametrize(
    "way", [AT_A_DESK, ON_A_PHONE], ids=["at a desk, in Chinese", "on a phone, in English"]
)
def test_every_page_is_usable_by_everybody(readers: Open, places: list[Place], way: dict[str, Any]):
    seen = {}
    for role in ROLES:
        reader = readers(role, **way)
        for place in (place for place in places if place.role == role):
            reader.go(place.path)
            seen[place.name] = (reader.faults(), reader.is_too_wide())
    assert seen == dict.fromkeys(seen, ([], False))
    assert len(seen) >= 12


def test_no_page_is_wider_than_a_phone_in_chinese_either(readers: Open, places: list[Place]):
    wide = []
    for role in ROLES:
        reader = readers(role, phone=True)
        for place in (place for place in places if place.role == role):
            reader.go(place.path)
            wide += [place.name] if reader.is_too_wide() else []
    assert wide == []


def test_english_is_chosen_and_stays(readers: Open):
    page = readers("community_secretary").page
    page.goto("/console/areas")
    page.get_by_role("button", name="English").click()
    page.wait_for_url("**/console/areas")
    assert page.get_by_role("heading", level=1).inner_text() == "Areas"
    page.goto("/console/cases")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="中文").click()
    assert page.get_by_role("heading", level=1).inner_text() == "群众说事"


def test_the_keyboard_reaches_the_content_first_and_the_menu_of_a_phone(readers: Open):
    desk = readers("community_secretary").page
    desk.goto("/console/cases")
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.getAttribute('href')") == "#main"
    phone = readers("community_secretary", phone=True).page
    phone.goto("/console/cases")
    phone.get_by_role("button", name="菜单").focus()
    phone.keyboard.press("Enter")
    phone.get_by_role("link", name="居民").click()
    phone.wait_for_url("**/console/residents")
