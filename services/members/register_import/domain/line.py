"""A row of a register: a person at a dwelling, or what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID, uuid5

from services.chassis.importing import Wrong
from services.chassis.standards.cells import DigitsLost, day_of, text_of
from services.chassis.standards.email_address import EmailAddressInvalid, email_address
from services.chassis.standards.family_relations import HEAD, relation_code
from services.chassis.standards.identity_number import IdentityNumber, IdentityNumberInvalid, Sex
from services.chassis.standards.person_name import tidied_name
from services.chassis.standards.phone_number import PhoneNumberInvalid, phone_number
from services.members.register_import.domain.address import Address, Dwelling, Dwellings
from services.members.register_import.domain.columns import Column
from services.members.register_import.domain.faults import Fault

LONGEST_NAME = 100
LONGEST_NUMBER = 40
"""Of other documents, whose shape nobody knows; what a search takes."""
_SEXES = {"男": Sex.MALE, "1": Sex.MALE, "M": Sex.MALE, "女": Sex.FEMALE, "2": Sex.FEMALE, "F": Sex.FEMALE}
_RESIDENCIES = {
    "": "registered",
    "户籍": "registered",
    "户籍人口": "registered",
    "常住": "registered",
    "流动": "floating",
    "流动人口": "floating",
    "境外": "foreign",
    "境外人员": "foreign",
}
_NOTHING = frozenset({"", "无", "-", "/"})
_IDENTITY_CARD = frozenset({"", "身份证", "居民身份证", "ID"})


@dataclass(frozen=True)
class Line:
    """A row that can be somebody; numbers and e-mail in clear.

    `household_number` is None in a file that does not number households.
    """

    row: int
    dwelling: Dwelling
    household_number: str | None
    name: str = field(repr=False)
    relation: str
    sex: int
    birth_date: date
    residency: str
    document_kind: str | None
    document_number: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    email: str | None = field(default=None, repr=False)

    @property
    def household(self) -> tuple[str, str]:
        return self.dwelling.id, self.household_number or ""

    @cached_property
    def household_id(self) -> str:
        """The same for the same dwelling and number, in every file."""
        return str(uuid5(UUID(self.dwelling.id), self.household_number or ""))

    @property
    def is_head(self) -> bool:
        return self.relation == HEAD


Cells = Mapping[Column, object]


def read_line(row: int, cells: Cells, dwellings: Dwellings, today: date) -> tuple[Line | None, list[Wrong]]:
    """The person, or everything that is wrong with the row."""
    reader = _Reader(cells, today)
    dwelling = reader.dwelling(dwellings)
    name = reader.name()
    relation = reader.coded(Column.RELATION, Fault.UNKNOWN_RELATION, relation_code)
    residency = reader.coded(Column.RESIDENCY, Fault.UNKNOWN_RESIDENCY, _RESIDENCIES.get, is_needed=False)
    kind, number = reader.document()
    birth_date, sex = reader.birth_date(), reader.sex()
    phone, email = reader.phone(), reader.email()
    if reader.wrong or dwelling is None or birth_date is None:
        return None, reader.wrong
    household_number = reader.text(Column.HOUSEHOLD_NUMBER) if Column.HOUSEHOLD_NUMBER in cells else None
    line = Line(
        row,
        dwelling,
        household_number,
        name,
        relation or "",
        sex,
        birth_date,
        residency or "",
        kind,
        number,
        phone,
        email,
    )
    return line, []


class _Reader:
    """Reads cell by cell and remembers what does not fit."""

    def __init__(self, cells: Cells, today: date) -> None:
        self._cells, self._today = cells, today
        self._identity: IdentityNumber | None = None
        self.wrong: list[Wrong] = []

    def text(self, column: Column) -> str:
        try:
            return text_of(self._cells.get(column))
        except DigitsLost:
            self._refuse(column, Fault.DIGITS_LOST)
            return ""

    def dwelling(self, dwellings: Dwellings) -> Dwelling | None:
        parts = [self.text(each) for each in (Column.ESTATE, Column.BUILDING, Column.UNIT, Column.ROOM)]
        for column, part in ((Column.BUILDING, parts[1]), (Column.ROOM, parts[3])):
            if not part:
                self._refuse(column, Fault.REQUIRED)
        if not (parts[1] and parts[3]):
            return None
        found = dwellings.find(Address.of(*parts))
        if found is None:
            self._refuse(Column.ROOM, Fault.UNKNOWN_DWELLING)
        elif found.area_id is None:
            self._refuse(Column.ROOM, Fault.DWELLING_WITHOUT_GRID)
        return found

    def name(self) -> str:
        name = tidied_name(self.text(Column.NAME))
        if not name:
            self._refuse(Column.NAME, Fault.REQUIRED)
        if len(name) > LONGEST_NAME:
            self._refuse(Column.NAME, Fault.TOO_LONG)
        return name

    def coded(self, column: Column, fault: Fault, code_of: object, *, is_needed: bool = True) -> str | None:
        said = self.text(column)
        code = code_of(said) if callable(code_of) else None
        if is_needed and not said:
            self._refuse(column, Fault.REQUIRED)
        elif code is None:
            self._refuse(column, fault)
        return code

    def document(self) -> tuple[str | None, str | None]:
        number = self.text(Column.DOCUMENT_NUMBER)
        if not number:
            return None, None
        if self.text(Column.DOCUMENT_KIND).upper() not in _IDENTITY_CARD:
            return self._other_document(number.replace(" ", "").upper())
        try:
            self._identity = IdentityNumber.parse(number, self._today)
        except IdentityNumberInvalid as invalid:
            self._refuse(Column.DOCUMENT_NUMBER, Fault(str(invalid.values["problem"])))
            return None, None
        return "identity_number", self._identity.text

    def _other_document(self, number: str) -> tuple[str | None, str | None]:
        if len(number) > LONGEST_NUMBER:
            self._refuse(Column.DOCUMENT_NUMBER, Fault.TOO_LONG)
        return "other", number

    def birth_date(self) -> date | None:
        """What the column says, else what the number says."""
        in_number = self._identity.birth_date if self._identity else None
        if not self.text(Column.BIRTH_DATE):
            if in_number is None and not self._has_bad_number():
                self._refuse(Column.BIRTH_DATE, Fault.REQUIRED)
            return in_number
        said = day_of(self._cells.get(Column.BIRTH_DATE))
        if said is None:
            self._refuse(Column.BIRTH_DATE, Fault.NOT_A_DATE)
        elif said > self._today:
            self._refuse(Column.BIRTH_DATE, Fault.DATE_TO_COME)
        elif in_number not in (None, said):
            self._refuse(Column.BIRTH_DATE, Fault.BIRTH_DATE_CONTRADICTS)
        return said

    def sex(self) -> int:
        said = self.text(Column.SEX).upper()
        in_number = self._identity.sex if self._identity else None
        if not said:
            return int(in_number or Sex.UNKNOWN)
        known = _SEXES.get(said)
        if known is None:
            self._refuse(Column.SEX, Fault.UNKNOWN_SEX)
        elif in_number not in (None, known):
            self._refuse(Column.SEX, Fault.SEX_CONTRADICTS)
        return int(known or Sex.UNKNOWN)

    def phone(self) -> str | None:
        said = self.text(Column.PHONE)
        if said in _NOTHING:
            return None
        try:
            return phone_number(said)
        except PhoneNumberInvalid:
            self._refuse(Column.PHONE, Fault.NOT_A_PHONE)
            return None

    def email(self) -> str | None:
        said = self.text(Column.EMAIL)
        if said in _NOTHING:
            return None
        try:
            return email_address(said)
        except EmailAddressInvalid:
            self._refuse(Column.EMAIL, Fault.NOT_AN_EMAIL)
            return None

    def _has_bad_number(self) -> bool:
        return any(wrong.column is Column.DOCUMENT_NUMBER for wrong in self.wrong)

    def _refuse(self, column: Column, fault: Fault) -> None:
        wrong = Wrong(column, fault)
        if wrong not in self.wrong:
            self.wrong.append(wrong)
