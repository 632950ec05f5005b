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
    PageSchema,
    Schema,
    Text,
)


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
    scheme = Text(required=True)
    code = Text(required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)


class AreaWithCodesSchema(AreaSchema):
    schema_name = "areas.AreaWithCodes"
    codes = ListOf(Nested(CodeSchema), required=True)
    valid_from = Day(required=True)
    valid_to = Day(required=True, allow_none=True)


class CodeWarningSchema(Schema):
    """What looks wrong in an official code that was given all the same; `code` names it, as a refusal's does.

    `other` is the code that means the same division, or the one above that this does not begin with."""

    schema_name = "areas.CodeWarning"
    code = Text(required=True)
    message = Text(required=True, at_most=500)
    area_id = Id(required=True)
    scheme = Text(required=True)
    area_code = Text(required=True)
    other = Text(required=True, allow_none=True)


class CodeGivenSchema(AreaWithCodesSchema):
    schema_name = "areas.CodeGiven"
    warnings = ListOf(Nested(CodeWarningSchema), required=True)


class CodedGridSchema(Schema):
    schema_name = "areas.CodedGrid"
    id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)
    scheme = Text(required=True)
    code = Text(required=True)
    version = Integer(required=True)


class UnnumberedGridSchema(Schema):
    """Every number behind the digits was given."""

    schema_name = "areas.UnnumberedGrid"
    id = Id(required=True)
    kind = Text(required=True)
    name = Name(required=True)
    digits = Text(required=True)


class GivenGridCodesSchema(Schema):
    """`left` grids have no code yet: the next call gives them theirs. None is left for the `unnumbered`."""

    schema_name = "areas.GivenGridCodes"
    items = ListOf(Nested(CodedGridSchema), required=True)
    left = Integer(required=True)
    unnumbered = ListOf(Nested(UnnumberedGridSchema), required=True)


class UpsertedSchema(Schema):
    """`outcome` is founded, renamed or unchanged."""

    schema_name = "areas.Upserted"
    id = Id(required=True)
    scheme = Text(required=True)
    code = Text(required=True)
    name = Name(required=True)
    version = Integer(required=True)
    outcome = Text(required=True)


class UpsertedAreasSchema(Schema):
    schema_name = "areas.UpsertedAreas"
    items = ListOf(Nested(UpsertedSchema), required=True)


class CodeSchemeSchema(Schema):
    schema_name = "areas.CodeScheme"
    scheme = Text(required=True)
    name = Name(required=True)
    version = Integer(required=True)


class CodeSchemesSchema(PageSchema):
    schema_name = "areas.CodeSchemes"
    items = ListOf(Nested(CodeSchemeSchema), required=True)


class FoundedSchema(Schema):
    schema_name = "areas.Founded"
    items = ListOf(Nested(AreaSchema), required=True)
    warnings = ListOf(Nested(CodeWarningSchema), required=True)


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
