"""Eligibility on the wire."""

from services.care.eligibility.domain.verdict import Obstacle
from services.care.eligibility.use_cases.check_eligibility import CheckEligibility
from services.chassis.schema import Choice, Day, Flag, Id, Schema


class CheckEligibilitySchema(Schema):
    schema_name = "eligibility.CheckEligibility"
    builds = CheckEligibility
    resident_id = Id(required=True)
    on = Day(load_default=None)


class EligibilitySchema(Schema):
    """`id` is the resident's; `allowed_from` where the reason is `too_young`."""

    schema_name = "eligibility.Eligibility"
    id = Id(required=True)
    on = Day(required=True)
    allowed = Flag(required=True)
    reason = Choice(Obstacle, required=True, allow_none=True)
    allowed_from = Day(required=True, allow_none=True)
