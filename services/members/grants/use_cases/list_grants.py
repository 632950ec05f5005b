"""Grants as the caller may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.chassis.caller import Caller
from services.members.grants.domain.errors import AreaUnknown
from services.members.grants.domain.grant import Source
from services.members.grants.use_cases.ports import Begin, Page, Row


@dataclass(frozen=True)
class GetGrant:
    grant_id: str


@dataclass(frozen=True)
class ListGrants:
    person_id: str | None
    area_id: str | None
    source: Source | None
    after: Sequence[Any] | None
    limit: int


def get_grant(command: GetGrant, begin: Begin, caller: Caller) -> Row:
    with begin(caller) as tx:
        return tx.grant_views.one(command.grant_id)


def list_grants(command: ListGrants, begin: Begin, caller: Caller) -> Page:
    with begin(caller) as tx:
        if command.area_id is not None and tx.ground.seen(command.area_id) is None:
            raise AreaUnknown(area_id=command.area_id)
        return tx.grant_views.listed(
            command.person_id, command.area_id, command.source, command.after, command.limit
        )
