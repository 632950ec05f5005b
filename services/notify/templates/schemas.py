"""Templates on the wire."""

from services.chassis.schema import Integer, ListOf, OneOf, Schema, Text
from services.notify.templates.use_cases.get_template import GetTemplate
from services.notify.templates.use_cases.write_template import WriteTemplate

LONGEST_TEXT = 500


LANGUAGES = OneOf(["zh_CN", "en"])


class GetTemplateSchema(Schema):
    schema_name = "templates.GetTemplate"
    builds = GetTemplate
    template_key = Text(required=True)
    language = Text(load_default="zh_CN", validate=LANGUAGES)


class WriteTemplateSchema(Schema):
    schema_name = "templates.WriteTemplate"
    builds = WriteTemplate
    template_key = Text(required=True)
    language = Text(required=True, validate=LANGUAGES)
    text = Text(required=True, at_most=LONGEST_TEXT)
    seen_version = Integer(required=True, minimum=0)


class TemplateSchema(Schema):
    schema_name = "templates.Template"
    key = Text(required=True)
    language = Text(required=True)
    edition = Text(required=True)
    text = Text(required=True)
    variables = ListOf(Text(), required=True)
    version = Integer(required=True, attribute="own_version")
