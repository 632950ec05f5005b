"""The house as its callers see it: HTTP, JSON, a token."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen
from uuid import uuid4

WAIT = 30.0


class ApiRefused(Exception):
    """An answer other than the wanted one, as the house explains it."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        self.status, self.code = status, code
        super().__init__(f"{status} {code}: {detail}")


@dataclass(frozen=True)
class Api:
    url: str
    token: str
    language: str = "en"
    """Of refusals: what Accept-Language may say."""

    def get(self, path: str, **query: str | int) -> Any:
        """Raises ApiRefused; URLError when nobody answers."""
        return self._ask(Request(f"{self.url}{path}?{urlencode(query)}"))

    def post(self, path: str, body: Any, key: str) -> Any:
        """Raises ApiRefused; URLError when nobody answers."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        return self._ask(Request(f"{self.url}{path}", json.dumps(body).encode(), headers))

    def send_file(self, content: bytes, name: str) -> Any:
        """Its token as `file`. Raises ApiRefused; URLError when nobody answers."""
        headers = {"Content-Type": "application/octet-stream", "Idempotency-Key": uuid4().hex}
        return self._ask(Request(f"{self.url}/v1/files?{urlencode({'name': name})}", content, headers))

    def fetch_file(self, path: str) -> bytes:
        """Raises ApiRefused; URLError when nobody answers."""
        with self._opened(Request(f"{self.url}{path}")) as answer:
            content: bytes = answer.read()
        return content

    def _ask(self, request: Request) -> Any:
        with self._opened(request) as answer:
            return json.load(answer)

    def _opened(self, request: Request) -> Any:
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Accept-Language", self.language)
        try:
            return urlopen(request, timeout=WAIT)  # nosec B310  # the address of the house itself
        except HTTPError as error:
            with error:
                raise _refused(error.code, error.read()) from None


def _refused(status: int, body: bytes) -> ApiRefused:
    try:
        problem = json.loads(body)
        told = [str(problem.get("detail", ""))]
        told += [f"{each['field']}: {each['detail']}" for each in problem.get("fields", ())]
        return ApiRefused(status, str(problem["code"]), "; ".join(told))
    except (ValueError, KeyError, TypeError):
        return ApiRefused(status, "NoReason", "")
