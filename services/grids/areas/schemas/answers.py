"""How areas are shown."""

from services.chassis.schema import (
    Day,
    Flag,
    Id,
    Integer,
    ListOf,
    Moment,
    Name,
    Nested,
    OneOf,
    PageSchema,
    Schema,
    Text,
)
from services.grids.areas.domain.codes import CodeScheme

SCHEMES = OneOf([scheme.value for scheme in CodeScheme])


class AreaSchema(Schema):
    schema_name = "areas.Area"
    id = Id(required=True)
    parent_id = Id(required=True, allow_none=True)
    kind = Text(required=True)
    name = Name(required=True)
    path = Text(required=True)
    active = Flag(required=True)
    version = Integer(required=True)


class CodeSchema(Schema):
    schema_name = "areas.Code"
    scheme = Text(required=True, validate=SCHEMES)
    code = Text(required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)


class AreaWithCodesSchema(AreaSchema):
    schema_name = "areas.AreaWithCodes"
    codes = ListOf(Nested(CodeSchema), required=True)


class FoundedSchema(Schema):
    schema_name = "areas.Founded"
    items = ListOf(Nested(AreaSchema), required=True)


class AreasSchema(PageSchema):
    schema_name = "areas.Areas"
    items = ListOf(Nested(AreaSchema), required=True)


class AreaRowSchema(AreaSchema):
    """As it is mirrored."""

    schema_name = "areas.AreaRow"
    removed = Flag(required=True)


class AreaRowsSchema(PageSchema):
    """The paths are true at the tree's version."""

    schema_name = "areas.AreaRows"
    items = ListOf(Nested(AreaRowSchema), required=True)
    tree_version = Integer(required=True)


class MoveSchema(Schema):
    schema_name = "areas.Move"
    tree_version = Integer(required=True)
    area_id = Id(required=True)
    parent_id = Id(required=True)
    old_path = Text(required=True)
    new_path = Text(required=True)
    moved_at = Moment(required=True)


class TreeLogSchema(PageSchema):
    """Behind the last page it is whole up to the tree's version."""

    schema_name = "areas.TreeLog"
    items = ListOf(Nested(MoveSchema), required=True)
    tree_version = Integer(required=True)
