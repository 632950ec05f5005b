"""Counts on the wire."""

from services.chassis.schema import Id, Integer, Schema
from services.members.tallies.use_cases.count_people import CountPeople
from services.members.tallies.use_cases.recount_people import RecountPeople


class CountPeopleSchema(Schema):
    schema_name = "tallies.CountPeople"
    builds = CountPeople
    area_id = Id(required=True)


class CountsSchema(Schema):
    """Of all that lies in the area: households of the register, residents who live there."""

    schema_name = "tallies.Counts"
    area_id = Id(required=True)
    households = Integer(required=True)
    residents = Integer(required=True)


class RecountPeopleSchema(Schema):
    schema_name = "tallies.RecountPeople"
    builds = RecountPeople
