"""Cases over HTTP, one after the other."""

import secrets
from typing import Any

import httpx


def register(client: httpx.Client, grid: str) -> tuple[str, str]:
    """A new case: its id and ETag."""
    answer = _post(client, "/v1/cases", {"area_id": grid, "text": "楼道的灯不亮了"}, {})
    return str(answer.json()["id"]), answer.headers["ETag"]


def change(client: httpx.Client, case: str, step: str, tag: str, body: dict[str, Any] | None = None) -> str:
    """One transition; the new ETag."""
    return _post(client, f"/v1/cases/{case}/{step}", body or {}, {"If-Match": tag}).headers["ETag"]


def _post(client: httpx.Client, path: str, body: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
    key = {"Idempotency-Key": f"bench-{secrets.token_hex(8)}"}
    return client.post(path, json=body, headers=key | headers).raise_for_status()
