"""Ids are UUIDv7, chosen by the caller or made at the edge (docs/decisions/ids.md)."""

from uuid_utils import uuid7


def new_id() -> str:
    return str(uuid7())
