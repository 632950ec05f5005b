"""What a change of areas would do, before it is done."""

from services.chassis.schema import Id, Integer, ListOf, Name, Nested, OneOf, Schema, Text
from services.grids.areas.domain.change import ChangeKind

KINDS = OneOf([kind.value for kind in ChangeKind])
SHAPES = OneOf(["joined", "stays", "too_large"])


class PartSchema(Schema):
    schema_name = "areas.Part"
    area_id = Id(required=True)
    name = Name(required=True)
    child_areas = Integer(required=True)
    dwellings = Integer(required=True)
    buildings = Integer(required=True)
    groupings = Integer(required=True)
    open_cases = Integer(required=True)
    places = Integer(required=True)
    organisations = Integer(required=True)
    candidates = Integer(required=True)
    child_ids = ListOf(Id(), required=True)
    own_ids = ListOf(Id(), required=True)
    dwelling_ids = ListOf(Id(), required=True)


class ForeseenSchema(Schema):
    """What would go where. `posts` are the appointments of what ends: `posts_go_on` would go on in the
    primary, `posts_end` would not. `codes` would be retired, `cases_reassigned` seen to by others or nobody.

    Whoever lives there comes along: in `child_ids` with what lies below, in `own_ids`, in `dwelling_ids`.
    `shape`: the primary's would be joined with those of what ends, if each has one and it is not too large,
    else stays. `without_shape`: who has none, of those, or of the parts of a split.
    """

    schema_name = "areas.Foreseen"
    kind = Text(required=True, validate=KINDS)
    effective_on = Text(required=True)
    ended_ids = ListOf(Id(), required=True)
    parts = ListOf(Nested(PartSchema), required=True)
    posts = Integer(required=True)
    posts_go_on = Integer(required=True)
    posts_end = Integer(required=True)
    codes = Integer(required=True)
    cases_reassigned = Integer(required=True)
    shape = Text(required=True, validate=SHAPES)
    without_shape = ListOf(Id(), required=True)


class OfKindSchema(Schema):
    schema_name = "areas.OfKind"
    kind = Text(required=True)
    count = Integer(required=True)


class MoveForeseenSchema(Schema):
    """What would come along; `leaves_id` and `enters_id` are communities, where they differ."""

    schema_name = "areas.MoveForeseen"
    area_id = Id(required=True)
    from_id = Id(required=True, allow_none=True)
    parent_id = Id(required=True)
    effective_on = Text(required=True)
    leaves_id = Id(required=True, allow_none=True)
    enters_id = Id(required=True, allow_none=True)
    kinds = ListOf(Nested(OfKindSchema), required=True)
    dwellings = Integer(required=True)
    posts = Integer(required=True)
    places = Integer(required=True)
    open_cases = Integer(required=True)
    organisations = Integer(required=True)
    groupings = Integer(required=True)
    candidates = Integer(required=True)
