"""The pictures of the README: written where LINLI_SCREENSHOTS says, and looked at nowhere else."""

import os
from pathlib import Path

import pytest

from deploy.sample.api import Api
from deploy.sample.load_register import followed
from tests.browser.conftest import Open
from tests.browser.people import import_people
from tests.browser.places import furnished
from tests.house import House

FOLDER = os.environ.get("LINLI_SCREENSHOTS")
AT_A_DESK = {"cases", "case", "areas", "area-split", "posts", "residents", "jobs", "operator"}
ON_A_PHONE = {"cases", "case", "residents"}
SHOWN = Path(__file__).parents[2] / "docs" / "screenshots"
LARGEST = 150_000


def test_every_picture_is_there_and_small():
    named = {f"{name}.png" for name in AT_A_DESK} | {f"{name}-phone.png" for name in ON_A_PHONE}
    assert {file.name for file in SHOWN.iterdir()} == named
    assert all(file.stat().st_size < LARGEST for file in SHOWN.iterdir())


@pytest.mark.skipif(FOLDER is None, reason="`make screenshots` takes them")
def test_pictures_are_taken(readers: Open, sample: House):
    folder = Path(str(FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    api = Api(sample.url, sample.passes.token("operator", kind="operator"))
    followed(api, import_people(api, 300)["job_id"], lambda _: None)
    for place in furnished(sample):
        for phone, names, ending in ((False, AT_A_DESK, ""), (True, ON_A_PHONE, "-phone")):
            if place.name in names:
                reader = readers(place.role, phone=phone)
                reader.go(place.path)
                reader.page.screenshot(path=folder / f"{place.name}{ending}.png")
    assert len(list(folder.iterdir())) == len(AT_A_DESK) + len(ON_A_PHONE)
