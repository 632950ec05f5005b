"""What is asked of templates."""

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.errors import StaleVersion
from services.notify.templates.domain.errors import TemplateBroken, TemplateUnknown, VariableUndeclared
from services.notify.templates.domain.template import Template
from services.notify.templates.schemas import GetTemplateSchema, TemplateSchema, WriteTemplateSchema
from services.notify.templates.use_cases.get_template import GetTemplate, get_template
from services.notify.templates.use_cases.ports import Begin
from services.notify.templates.use_cases.write_template import WriteTemplate, write_template


class TemplateEntrypoints:
    begin: Begin

    @rpc(
        "templates.read",
        takes=GetTemplateSchema(),
        gives=TemplateSchema(),
        refuses=(TemplateUnknown,),
        reads="public",
    )
    def get_template(self, command: GetTemplate, caller: Caller) -> Template:
        return get_template(command, self.begin, caller)

    @rpc(
        "templates.change",
        takes=WriteTemplateSchema(),
        gives=TemplateSchema(),
        refuses=(TemplateUnknown, TemplateBroken, VariableUndeclared, StaleVersion),
    )
    def write_template(self, command: WriteTemplate, caller: Caller) -> Template:
        return write_template(command, self.begin, caller)
