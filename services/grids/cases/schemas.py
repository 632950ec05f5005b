"""Cases on the wire."""

from typing import Any

from marshmallow import post_load

from services.chassis.ids import new_id
from services.chassis.schema import (
    Choice,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Nested,
    OneOf,
    PageQuerySchema,
    PageSchema,
    Schema,
    Text,
    Words,
)
from services.grids.cases.domain.case import Actors
from services.grids.cases.domain.state import CaseState
from services.grids.cases.use_cases.assign_case import AssignCase
from services.grids.cases.use_cases.close_case import CloseCase
from services.grids.cases.use_cases.get_case import GetCase
from services.grids.cases.use_cases.list_cases import ListCases
from services.grids.cases.use_cases.name_actors import NameActors
from services.grids.cases.use_cases.register_case import RegisterCase
from services.grids.cases.use_cases.take_case_in_hand import TakeCaseInHand

STATES = OneOf([state.value for state in CaseState])


class RegisterCaseSchema(Schema):
    schema_name = "cases.RegisterCase"
    builds = RegisterCase
    id = Id(load_default=new_id)
    area_id = Id(required=True)
    text = Words(required=True)
    raiser_id = Id(load_default=None)


class AssignCaseSchema(Schema):
    schema_name = "cases.AssignCase"
    builds = AssignCase
    case_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class TakeCaseInHandSchema(Schema):
    schema_name = "cases.TakeCaseInHand"
    builds = TakeCaseInHand
    case_id = Id(required=True)
    seen_version = Integer(minimum=0, required=True)


class CloseCaseSchema(Schema):
    schema_name = "cases.CloseCase"
    builds = CloseCase
    case_id = Id(required=True)
    feedback = Words(required=True)
    seen_version = Integer(minimum=0, required=True)


class NameActorsSchema(Schema):
    """Each by the id of somebody of the staff; who is left out, or null, is nobody from then on."""

    schema_name = "cases.NameActors"
    case_id = Id(required=True)
    finder_id = Id(load_default=None, allow_none=True)
    alarm_raiser_id = Id(load_default=None, allow_none=True)
    whistle_blower_id = Id(load_default=None, allow_none=True)
    executor_id = Id(load_default=None, allow_none=True)
    seen_version = Integer(minimum=0, required=True)

    @post_load
    def _build(self, loaded: dict[str, Any], **_: object) -> NameActors:
        case_id, seen = loaded.pop("case_id"), loaded.pop("seen_version")
        return NameActors(case_id, Actors(**loaded), seen)


class GetCaseSchema(Schema):
    schema_name = "cases.GetCase"
    builds = GetCase
    case_id = Id(required=True)


class ListCasesSchema(PageQuerySchema):
    schema_name = "cases.ListCases"
    builds = ListCases
    area_id = Id(load_default=None)
    state = Choice(CaseState, load_default=None)


class CaseLineSchema(Schema):
    """A case in a list: without what was told."""

    schema_name = "cases.CaseLine"
    id = Id(required=True)
    number = Text(required=True)
    area_id = Id(required=True)
    state = Text(required=True, validate=STATES)
    raiser_id = Id(required=True, allow_none=True)
    holder_id = Id(required=True, allow_none=True)
    above_id = Id(required=True, allow_none=True)
    vacant = Flag(required=True)
    assignee_id = Id(required=True, allow_none=True)
    registered_at = Moment(required=True)
    assigned_at = Moment(required=True, allow_none=True)
    taken_at = Moment(required=True, allow_none=True)
    closed_at = Moment(required=True, allow_none=True)
    finder_id = Id(required=True, allow_none=True)
    alarm_raiser_id = Id(required=True, allow_none=True)
    whistle_blower_id = Id(required=True, allow_none=True)
    executor_id = Id(required=True, allow_none=True)
    version = Integer(required=True)


class CaseSchema(CaseLineSchema):
    schema_name = "cases.Case"
    text = Words(required=True)
    feedback = Words(required=True, allow_none=True)


class CasesSchema(PageSchema):
    schema_name = "cases.Cases"
    items = ListOf(Nested(CaseLineSchema), required=True)
