"""Two methods for every service that keeps mirrors: feed them anew, and count them against their sources."""

from typing import Any

from marshmallow import fields

from services.chassis.bus.decorators import rpc
from services.chassis.bus.mirrors import MirrorKeeper
from services.chassis.caller import Caller
from services.chassis.errors import ServiceUnavailable
from services.chassis.schema import Schema


class RefedSchema(Schema):
    schema_name = "mirrors.Refed"

    taken = fields.Dict(keys=fields.String(), values=fields.Integer())


class RecountSchema(Schema):
    schema_name = "mirrors.Recount"

    source = fields.Integer()
    mirrored = fields.Integer()
    missing = fields.Integer()
    extra = fields.Integer()
    behind = fields.Integer()


class RecountsSchema(Schema):
    schema_name = "mirrors.Recounts"

    mirrors = fields.Dict(keys=fields.String(), values=fields.Nested(RecountSchema))


class MirrorTending:
    """A mixin; the container gives `foundation`."""

    foundation: Any

    @rpc("mirrors.tend", gives=RefedSchema(), refuses=(ServiceUnavailable,), reads="public")
    def refeed_mirrors(self, _: object, caller: Caller) -> dict[str, object]:
        return {"taken": MirrorKeeper(self.foundation, caller).refeed()}

    @rpc("mirrors.tend", gives=RecountsSchema(), refuses=(ServiceUnavailable,), reads="public")
    def recount_mirrors(self, _: object, caller: Caller) -> dict[str, object]:
        return {"mirrors": MirrorKeeper(self.foundation, caller).recount()}
