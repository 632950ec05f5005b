"""Somebody looks for a resident: by the beginning of a name, or by the whole document or phone number."""

from dataclasses import dataclass, field
from datetime import date

from services.chassis.caller import Caller
from services.chassis.domain import DomainError
from services.chassis.standards.identity_number import IdentityNumber
from services.chassis.standards.phone_number import phone_number
from services.members.residents.domain.search_keys import search_prefix
from services.members.residents.use_cases.ports import After, Begin, Page


class SearchUnclear(DomainError):
    """One of the three, neither none nor two."""

    about = ("name", "document_number", "phone")


@dataclass(frozen=True)
class SearchResidents:
    """`name` is its beginning in characters, pinyin or initials."""

    limit: int
    name: str | None = field(default=None, repr=False)
    document_number: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    after: After = None


def search_residents(command: SearchResidents, begin: Begin, caller: Caller, today: date) -> Page:
    asked = [each for each in (command.name, command.document_number, command.phone) if each is not None]
    prefix = search_prefix(command.name or "")
    if len(asked) != 1 or (command.name is not None and not prefix):
        raise SearchUnclear()
    with begin(caller) as tx:
        views = tx.resident_views
        if command.document_number is not None:
            return views.by_document(IdentityNumber.parse(command.document_number, today).text)
        if command.phone is not None:
            return views.by_phone(phone_number(command.phone), command.after, command.limit)
        return views.named(prefix, command.after, command.limit)
