"""Somebody at the gateway: what they ask, and how a refusal is read in both languages."""

import re
from dataclasses import dataclass
from typing import Any

import httpx

from deploy.sample.ids import DISTRICT
from services.chassis.caller import PrincipalKind
from services.chassis.ids import new_id
from tests.passes import Passes
from tests.processes import wait_until

HAN = re.compile("[\u4e00-\u9fff]")
JOB_WITHIN = 30.0
KEYED = frozenset({"POST", "PUT", "PATCH"})
JOURNEY = "journey-"
"""How the request ids of these tests begin, so that their lines are found in logs."""


@dataclass(frozen=True)
class Refusal:
    """What both languages agree on; `named` is the code by field."""

    status: int
    code: str
    named: dict[str, str]
    values: dict[str, Any]
    headers: httpx.Headers


@dataclass(frozen=True)
class Somebody:
    """One principal with one role; a token is made for each request, as they live five minutes."""

    http: httpx.Client
    passes: Passes
    role: str = "district_officer"
    area_id: str | None = None
    district: str = DISTRICT
    kind: PrincipalKind = "person"
    principal: str = "0190a5f0-0000-7000-8000-000000000001"

    @property
    def token(self) -> str:
        return self.passes.token(
            self.role,
            kind=self.kind,
            principal=self.principal,
            area_id=self.area_id,
            district=self.district,
        )

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        match: str | None = None,
        language: str = "en",
        headers: dict[str, str] | None = None,
        **sent: Any,
    ) -> httpx.Response:
        """With a key of its own for every POST, unless the test names one; `headers` come last."""
        named = {"Authorization": f"Bearer {self.token}", "Accept-Language": language}
        named["X-Request-Id"] = f"{JOURNEY}{new_id()}"
        named |= {"Idempotency-Key": key or new_id()} if method in KEYED else {}
        named |= {"If-Match": match} if match else {}
        sent |= {"json": body} if body is not None else {}
        request = self.http.build_request(method, path, headers=named | (headers or {}), **sent)
        for name in [name for name, value in (headers or {}).items() if not value]:
            del request.headers[name]
        return self.http.send(request)

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> httpx.Response:
        return self.ask("GET", path, headers=headers, params=query or None)

    def read(self, path: str, **query: Any) -> Any:
        return _good(self.get(path, **query)).json()

    def do(self, path: str, body: Any, *, match: str | None = None, key: str | None = None) -> Any:
        """A POST that has to succeed."""
        return _good(self.ask("POST", path, body, match=match, key=key)).json()

    def job(self, path: str, body: Any) -> Any:
        """A POST that asks for a job, and what came of it."""
        place = f"/v1/jobs/{self.do(path, body)['id']}"
        wait_until(lambda: self.read(place)["ended_at"] is not None, f"{path} is over", JOB_WITHIN)
        over = self.read(place)
        assert over["state"] == "done", over
        return over["result"]

    def all(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """Every page of a list."""
        page = self.read(path, **query)
        found: list[dict[str, Any]] = page["items"]
        while page["next"] is not None:
            page = self.read(path, **query, after=page["next"])
            found += page["items"]
        return found

    def refused(self, method: str, path: str, body: Any = None, **sent: Any) -> Refusal:
        """Asks in both languages; they differ in their words and in nothing else."""
        chinese, english = (
            self.ask(method, path, body, language=language, **sent) for language in ("zh-CN", "en")
        )
        return refusal(chinese, english)


def refusal(chinese: httpx.Response, english: httpx.Response) -> Refusal:
    told, said = chinese.json(), english.json()
    for answer, language in ((chinese, "zh-CN"), (english, "en")):
        assert answer.headers["Content-Type"] == "application/problem+json", answer.text
        assert answer.headers["Content-Language"] == language
        assert answer.status_code == answer.json()["status"]
    assert all(HAN.search(words) for words in _words(told)), told
    assert not any(HAN.match(words) for words in _words(said)), said
    silent = [_without_words(problem) for problem in (told, said)]
    assert silent[0] == silent[1]
    named = {field["field"]: field["code"] for field in said["fields"]}
    return Refusal(english.status_code, said["code"], named, said["values"], english.headers)


def _words(problem: dict[str, Any]) -> list[str]:
    return [problem["title"], problem["detail"], *(field["detail"] for field in problem["fields"])]


def _without_words(problem: dict[str, Any]) -> dict[str, Any]:
    kept = ("type", "status", "code", "values", "instance")
    fields = [{**field, "detail": ""} for field in problem["fields"]]
    return {name: problem[name] for name in kept} | {"fields": fields}


def _good(answer: httpx.Response) -> httpx.Response:
    assert answer.is_success, answer.text
    return answer
