"""Counting anew on the wire."""

from services.chassis.schema import Schema
from services.grids.recounts.use_cases.recount_ground import RecountGround


class RecountGroundSchema(Schema):
    schema_name = "recounts.RecountGround"
    builds = RecountGround
