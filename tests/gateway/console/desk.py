"""The console with everything real but the services behind it, and somebody before it."""

import re
from html import unescape
from pathlib import Path
from typing import Any

from werkzeug.test import Client, TestResponse

from gateway.app import Gateway
from gateway.assembly import WORDS
from gateway.console.desk import DemoTokens
from gateway.contracts import SERVICES, Contracts
from gateway.routes import ROUTES
from services.chassis.blobs.folder import FolderBlobs
from services.chassis.caller import Grant
from services.chassis.cell_settings import WHOLE
from services.chassis.clock import FixedClock
from services.chassis.rate_settings import UNLIMITED, RateSettings
from services.chassis.settings import HttpSettings, Settings
from services.chassis.tokens import Keyring, Verifier
from services.chassis.words import Catalogue
from tests.gateway.builders import KEY, NOW, FakeServices, a_token

AREA = "01890a5d-ac96-774b-bcce-b302099a8057"
CASE = "01890a5d-ac96-7000-8000-b302099a8057"
PERSON = "01890a5d-ac96-7000-8000-b302099a8058"
FROM_HERE = {"Sec-Fetch-Site": "same-origin"}
WORD = re.compile(r'name="forms" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def a_level(kind: str, name: str, *parents: str, **different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "kind": kind, "name_zh": name, "name_en": kind, "parents": list(parents), "is_community": False,
        "holds_dwellings": False, "takes_cases": False,
    }  # fmt: skip
    return usual | different


LEVELS = [
    a_level("community", "社区", is_community=True),
    a_level("base", "一般网格", "community"),
    a_level("micro", "微网格", "base", holds_dwellings=True, takes_cases=True),
]
ROLES = [
    {"key": "micro_grid_worker", "name_zh": "微网格员", "name_en": "Micro-grid worker", "kinds": ["micro"],
     "many": False, "expected": True},
    {"key": "doctor", "name_zh": "医生", "name_en": "Doctor", "kinds": ["micro", "base"], "many": True,
     "expected": False},
]  # fmt: skip


class Desk:
    """A browser that keeps its cookies; `clock` may be moved on."""

    def __init__(
        self,
        folder: Path,
        services: FakeServices,
        demo: DemoTokens | None = None,
        rates: RateSettings = UNLIMITED,
        **http: Any,
    ) -> None:
        settings = Settings(keys_dir=folder, http=HttpSettings(**http), rates=rates)
        self.clock = FixedClock(NOW)
        self.gateway = Gateway(
            settings=settings,
            routes=ROUTES,
            contracts=Contracts.load(SERVICES),
            clients={WHOLE: services},
            verifier=Verifier(Keyring({"members": KEY.public_key()}, folder, lambda: 0.0), settings.profile),
            clock=self.clock,
            catalogue=Catalogue.load(WORDS),
            store=FolderBlobs(folder / "blobs"),
            mint=lambda district, _: f"gateway of {district}",
            demo=demo,
        )
        self.client = Client(self.gateway)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, headers=_named(headers))

    def post(self, path: str, fields: Any = None, **headers: str) -> TestResponse:
        """As a form of this very house sends it, with the session's word when there is one."""
        return self.client.post(path, data=fields, headers=FROM_HERE | _named(headers))

    def sign_in(self, *roles: str, **token: Any) -> "Desk":
        grants = tuple(Grant(role) for role in roles or ("district_officer",))
        signed = self.post("/console/sign-in", {"token": a_token(grants=grants, **token)})
        assert signed.status_code == 303, signed.text
        return self

    def word(self) -> str:
        """What every form of this session carries."""
        found = WORD.search(self.get("/console/areas").text)
        assert found is not None
        return found[1]


def hidden(page: TestResponse, form: str) -> dict[str, str]:
    """The hidden fields of the form that goes to a path: the page's own, before its switch of language."""
    its = re.compile(rf'<form method="post" action="{form}".*?</form>', re.DOTALL)
    [inside] = its.findall(page.text.partition("<main")[2]) or its.findall(page.text)
    return {name: unescape(value) for name, value in HIDDEN.findall(inside)}


def a_case(**different: Any) -> dict[str, Any]:
    times: dict[str, Any] = dict.fromkeys(("assigned_at", "taken_at", "closed_at"))
    usual: dict[str, Any] = {
        "id": CASE, "number": "510108006004-2026-000001", "area_id": AREA, "state": "registered",
        "raiser_id": None, "holder_id": PERSON, "vacant": False, "assignee_id": None,
        "registered_at": "2026-03-05T08:30:00+00:00", "version": 1, "text": "楼道灯不亮", "feedback": None,
    }  # fmt: skip
    return usual | times | different


def an_area(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": AREA, "parent_id": None, "kind": "micro", "name": "01号微网格", "path": "1/", "active": True,
        "version": 1, "codes": [],
    }  # fmt: skip
    return usual | different


def a_building(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": CASE, "community_id": AREA, "estate": "港云里", "name": "3栋", "units": 4, "dwellings": 96,
        "version": 2,
    }  # fmt: skip
    return usual | different


def a_dwelling(**different: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": PERSON, "building_id": CASE, "unit": 1, "floor": 3, "room": "301", "area_id": AREA,
    }  # fmt: skip
    return usual | different


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}
