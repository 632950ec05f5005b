"""The work log on the wire."""

from typing import Any

from marshmallow import post_load, pre_dump

from services.chassis.ids import new_id
from services.chassis.schema import (
    Choice,
    Day,
    Id,
    Integer,
    ListOf,
    Nested,
    OneOf,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
    Words,
)
from services.grids.work_log.domain.duties import DutyClass
from services.grids.work_log.domain.entry import Told, WorkEntry
from services.grids.work_log.use_cases.correct_work import CorrectWork
from services.grids.work_log.use_cases.count_work import CountWork
from services.grids.work_log.use_cases.get_work_entry import GetWorkEntry
from services.grids.work_log.use_cases.list_duty_classes import ListDutyClasses
from services.grids.work_log.use_cases.list_work import ListWork
from services.grids.work_log.use_cases.log_work import LogWork
from services.grids.work_log.use_cases.withdraw_work import WithdrawWork

CLASSES = OneOf([each.value for each in DutyClass])
TOLD = ("duty_class", "done_on", "staff_id", "text", "case_id")


class ToldSchema(Schema):
    schema_name = "work_log.Told"
    duty_class = Choice(DutyClass, required=True)
    done_on = Day(required=True)
    staff_id = Id(required=True)
    text = Words(required=True)
    case_id = Id(load_default=None, allow_none=True)


class LogWorkSchema(ToldSchema):
    schema_name = "work_log.LogWork"
    id = Id(load_default=new_id)
    area_id = Id(required=True)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> LogWork:
        return LogWork(loaded["id"], loaded["area_id"], _told(loaded))


class CorrectWorkSchema(ToldSchema):
    """All of it is said anew; without `case_id` it belongs to no case any more."""

    schema_name = "work_log.CorrectWork"
    entry_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> CorrectWork:
        return CorrectWork(loaded["entry_id"], _told(loaded), loaded["seen_version"])


class WithdrawWorkSchema(Schema):
    schema_name = "work_log.WithdrawWork"
    builds = WithdrawWork
    entry_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class GetWorkEntrySchema(Schema):
    schema_name = "work_log.GetWorkEntry"
    builds = GetWorkEntry
    entry_id = Id(required=True)


class ListWorkSchema(PageQuerySchema):
    """`until` is the first day that is not wanted any more."""

    schema_name = "work_log.ListWork"
    builds = ListWork
    area_id = Id(load_default=None)
    duty_class = Choice(DutyClass, load_default=None)
    since = Day(load_default=None)
    until = Day(load_default=None)


class CountWorkSchema(Schema):
    schema_name = "work_log.CountWork"
    builds = CountWork
    area_id = Id(required=True)
    year = Integer(minimum=1900, maximum=2199, required=True, metadata={"examples": [2026]})


class ListDutyClassesSchema(Schema):
    schema_name = "work_log.ListDutyClasses"
    builds = ListDutyClasses


class WithdrawnWorkSchema(Schema):
    schema_name = "work_log.Withdrawn"
    id = Id(required=True)
    area_id = Id(required=True)
    version = Integer(required=True)


class WorkLineSchema(WithdrawnWorkSchema):
    """An entry in a list: without what was told."""

    schema_name = "work_log.Line"
    duty_class = Text(required=True, validate=CLASSES)
    done_on = Day(required=True)
    staff_id = Id(required=True)
    case_id = Id(required=True, allow_none=True)

    @pre_dump
    def _flat(self, entry: Any, **_: object) -> Any:
        if not isinstance(entry, WorkEntry):
            return entry
        told = vars(entry.told) | {"duty_class": entry.told.duty_class.value}
        return {"id": entry.id, "area_id": entry.area_id, "version": entry.version, **told}


class WorkEntrySchema(WorkLineSchema):
    schema_name = "work_log.Entry"
    text = Words(required=True)


class WorkLinesSchema(PageSchema):
    schema_name = "work_log.Lines"
    items = ListOf(Nested(WorkLineSchema), required=True)


class ClassFigureSchema(Schema):
    schema_name = "work_log.ClassFigure"
    duty_class = Text(required=True, validate=CLASSES)
    entries = Integer(required=True)


class MonthFigureSchema(ClassFigureSchema):
    schema_name = "work_log.MonthFigure"
    month = Text(required=True, metadata={"examples": ["2026-03"]})


class WorkTotalsSchema(Schema):
    """A month without an entry of a class is left out; of the whole year each class is told."""

    schema_name = "work_log.Totals"
    year = Integer(required=True)
    months = ListOf(Nested(MonthFigureSchema), required=True)
    classes = ListOf(Nested(ClassFigureSchema), required=True)
    entries = Integer(required=True)


class DutySchema(Schema):
    schema_name = "work_log.Duty"
    key = Choice(DutyClass, required=True)
    name_zh = Text(required=True)
    name_en = Text(required=True)


class DutiesSchema(Schema):
    schema_name = "work_log.Duties"
    items = ListOf(Nested(DutySchema), required=True)


def _told(loaded: dict[str, Any]) -> Told:
    return Told(**{name: loaded[name] for name in TOLD})
