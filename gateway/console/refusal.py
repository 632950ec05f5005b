"""A refused form: what is wrong beside its field, what belongs to none above them all."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from gateway.console.errors import ApiRefused

MAY_BE_DONE = {HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}


@dataclass(frozen=True)
class Refusal:
    """`beside` is what is said of each field of the form; `problem` stands above when something is left.

    Of a row of a table it is said under the field's whole name (`ranges.2.first`), of one of several choices
    under the name of them all.
    """

    status: int
    problem: dict[str, Any]
    retry_after: str | None
    beside: dict[str, str]
    is_above: bool

    @classmethod
    def of(cls, refused: ApiRefused, *fields: str) -> "Refusal":
        """Raises ApiRefused for whoever is signed in no more: no form helps there."""
        if refused.status == HTTPStatus.UNAUTHORIZED:
            raise refused
        wrong = {each["field"]: each["detail"] for each in refused.problem["fields"]}
        beside = {name: said for name, said in wrong.items() if _of_form(name) in fields}
        is_above = not beside or beside.keys() != wrong.keys()
        beside |= {_of_form(name): said for name, said in beside.items() if name.count(".") == 1}
        return cls(refused.status, refused.problem, refused.retry_after, beside, is_above)

    @property
    def is_stale(self) -> bool:
        return self.status == HTTPStatus.PRECONDITION_FAILED

    @property
    def may_be_done(self) -> bool:
        """Whether the same key has to be sent again, so that a change is not made twice."""
        return self.status in MAY_BE_DONE


def _of_form(field: str) -> str:
    return field.partition(".")[0]
