"""How a hand-over is shown: what moved, and what stays."""

from services.chassis.schema import (
    Choice,
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Nested,
    Schema,
    Text,
)
from services.grids.posts.domain.hand_over import Contacts, What, Why


class MovedSchema(Schema):
    """`id` is the case's, or that of the appointment or of the group's holding that was made.

    `role` is a post's alone, `grouping_id` a group's.
    """

    schema_name = "posts.Moved"
    what = Choice(What, required=True)
    id = Id(required=True)
    area_id = Id(required=True)
    role = Text(required=True, allow_none=True)
    version = Integer(required=True)
    grouping_id = Id(required=True, allow_none=True)


class StaysSchema(Schema):
    schema_name = "posts.Stays"
    what = Choice(What, required=True)
    why = Choice(Why, required=True)
    count = Integer(required=True)


class HandOverAnswerSchema(Schema):
    """`items` are what moved, or in a dry run what would.

    `contacts`: whether whoever keeps the contacts between staff and households is told to let them follow.
    """

    schema_name = "posts.HandOver"
    staff_id = Id(required=True)
    to_id = Id(required=True)
    on = Day(required=True)
    dry_run = Flag(required=True)
    items = ListOf(Nested(MovedSchema), required=True)
    stays = ListOf(Nested(StaysSchema), required=True)
    contacts = Choice(Contacts, required=True)
