"""Labels on the wire."""

from services.chassis.label_token import SHAPE
from services.chassis.schema import (
    Choice,
    Id,
    Integer,
    Length,
    ListOf,
    Moment,
    Name,
    Nested,
    PageQuerySchema,
    PageSchema,
    Regexp,
    Schema,
    Text,
)
from services.grids.labels.domain.city_apps import CityApp
from services.grids.labels.domain.label import NO_UNIT, Target, TargetKind
from services.grids.labels.use_cases.get_city_apps import GetCityApps
from services.grids.labels.use_cases.get_label import GetLabel
from services.grids.labels.use_cases.list_labels import ListLabels
from services.grids.labels.use_cases.make_labels import MakeLabels
from services.grids.labels.use_cases.open_label import OpenLabel
from services.grids.labels.use_cases.replace_label import ReplaceLabel
from services.grids.labels.use_cases.revoke_label import RevokeLabel
from services.grids.labels.use_cases.write_city_apps import WriteCityApps

APP_ADDRESS = "^https://[^\\s/?#@]+([/?#][^\\s]*)?$"
A_TOKEN = Regexp(f"^{SHAPE}$", code="not_a_label")


class TargetSchema(Schema):
    """`unit` is given for a unit, and for nothing else."""

    schema_name = "labels.Target"
    builds = Target
    kind = Choice(TargetKind, required=True)
    target_id = Id(required=True)
    unit = Integer(load_default=NO_UNIT, minimum=0, maximum=999)


class MakeLabelsSchema(Schema):
    schema_name = "labels.MakeLabels"
    builds = MakeLabels
    targets = ListOf(Nested(TargetSchema), at_least=1, at_most=500, required=True)


class GetLabelSchema(Schema):
    schema_name = "labels.GetLabel"
    builds = GetLabel
    token = Text(required=True, validate=A_TOKEN)


class OpenLabelSchema(Schema):
    schema_name = "labels.OpenLabel"
    builds = OpenLabel
    token = Text(required=True, validate=A_TOKEN)


class RevokeLabelSchema(Schema):
    schema_name = "labels.RevokeLabel"
    builds = RevokeLabel
    token = Text(required=True, validate=A_TOKEN)
    seen_version = Integer(required=True)


class ReplaceLabelSchema(Schema):
    schema_name = "labels.ReplaceLabel"
    builds = ReplaceLabel
    token = Text(required=True, validate=A_TOKEN)
    seen_version = Integer(required=True)


class ListLabelsSchema(PageQuerySchema):
    schema_name = "labels.ListLabels"
    builds = ListLabels
    area_id = Id(required=True)


class LabelSchema(Schema):
    schema_name = "labels.Label"
    token = Text(required=True)
    kind = Choice(TargetKind, required=True, attribute="target.kind")
    target_id = Id(required=True, attribute="target.target_id")
    unit = Integer(required=True, attribute="target.unit")
    made_at = Moment(required=True)
    revoked_at = Moment(required=True, allow_none=True)
    version = Integer(required=True)


class MadeLabelsSchema(Schema):
    schema_name = "labels.Made"
    items = ListOf(Nested(LabelSchema), required=True)


class ListedLabelSchema(Schema):
    """`name` is the grid's or the building's, `estate` the building's."""

    schema_name = "labels.ListedLabel"
    token = Text(required=True)
    kind = Choice(TargetKind, required=True)
    target_id = Id(required=True)
    unit = Integer(required=True)
    name = Name(required=True)
    estate = Name(required=True, allow_none=True)
    version = Integer(required=True)


class LabelsSchema(PageSchema):
    schema_name = "labels.Labels"
    items = ListOf(Nested(ListedLabelSchema), required=True)


class OpenedGridSchema(Schema):
    """What whoever stands before the wall may know."""

    schema_name = "labels.OpenedGrid"
    name = Name(required=True)
    duty_phone = Text(required=True, at_least=0)


class CityAppSchema(Schema):
    """`url`: an address that a phone opens, or hands to the app that it belongs to."""

    schema_name = "labels.CityApp"
    builds = CityApp
    name_zh = Name(required=True)
    name_en = Name(required=True)
    url = Text(
        required=True,
        validate=[Length(max=500), Regexp(APP_ADDRESS, code="not_an_address")],
        metadata={"examples": ["https://city.example/grid"]},
    )


class WriteCityAppsSchema(Schema):
    """They take the place of those before; none at all is said by an empty list."""

    schema_name = "labels.WriteCityApps"
    builds = WriteCityApps
    apps = ListOf(Nested(CityAppSchema), at_most=10, required=True)
    seen_version = Integer(minimum=0, required=True)


class GetCityAppsSchema(Schema):
    schema_name = "labels.GetCityApps"
    builds = GetCityApps


class CityAppsSchema(Schema):
    schema_name = "labels.CityApps"
    apps = ListOf(Nested(CityAppSchema), required=True)
    version = Integer(required=True)


class OpenedLabelSchema(Schema):
    schema_name = "labels.Opened"
    apps = ListOf(Nested(CityAppSchema), required=True)
    grids = ListOf(Nested(OpenedGridSchema), required=True)
    estate = Name(required=True, allow_none=True)
    building = Name(required=True, allow_none=True)
    unit = Integer(required=True)
