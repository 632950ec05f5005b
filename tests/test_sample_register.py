"""The sample's register is loaded once, and once more where its import broke off."""

from typing import Any

import pytest

from deploy.sample import load_register as loading
from deploy.sample.api import ApiRefused
from deploy.sample.ids import import_id


class FakeApi:
    """Knows the first import, and the job that it was last given."""

    def __init__(self, state: str, kind: str, job_state: str) -> None:
        self.found = {"state": state, "job_id": "members.job"}
        self.job = {"kind": kind, "state": job_state, "retry_after": None}

    def get(self, path: str, **_: Any) -> dict[str, Any]:
        if path.startswith("/v1/jobs/"):
            return self.job
        if path.endswith(import_id(1)):
            return self.found
        raise ApiRefused(404, "ImportUnknown", "")


@pytest.mark.parametrize(
    ("state", "kind", "job_state", "is_loaded_again"),
    [
        ("ended", "import_register", "done", False),
        ("failed", "import_register", "failed", True),
        ("cancelled", "import_register", "cancelled", True),
        ("undone", "take_import_back", "done", False),
        ("failed", "take_import_back", "failed", False),
    ],
)
def test_the_register_is_loaded_again_only_where_its_import_broke_off(
    monkeypatch: pytest.MonkeyPatch, state: str, kind: str, job_state: str, is_loaded_again: bool
):
    imported: list[str] = []

    def take_in(_api: Any, id: str, *_: Any) -> int:
        imported.append(id)
        return 1

    monkeypatch.setattr(loading, "enter_buildings", lambda *_: 1)
    monkeypatch.setattr(loading, "_import", take_in)
    api: Any = FakeApi(state, kind, job_state)
    list(loading.load_register(api))
    assert imported == ([import_id(2)] if is_loaded_again else [])
