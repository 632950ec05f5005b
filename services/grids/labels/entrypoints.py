"""What is asked of labels."""

from functools import partial
from typing import Any

from services.chassis.bus import rpc
from services.chassis.caller import Caller
from services.chassis.clock import Clock
from services.chassis.label_token import new_label_token
from services.grids.labels.domain.city_apps import CityApps
from services.grids.labels.domain.errors import (
    AreaEnded,
    AreaUnknown,
    LabelRevoked,
    LabelUnknown,
    TargetUnknown,
    UnitOnlyOfUnits,
)
from services.grids.labels.domain.label import Label
from services.grids.labels.schemas import (
    CityAppsSchema,
    GetCityAppsSchema,
    GetLabelSchema,
    LabelSchema,
    LabelsSchema,
    ListLabelsSchema,
    MadeLabelsSchema,
    MakeLabelsSchema,
    OpenedLabelSchema,
    OpenLabelSchema,
    ReplaceLabelSchema,
    RevokeLabelSchema,
    WriteCityAppsSchema,
)
from services.grids.labels.use_cases.get_city_apps import GetCityApps, get_city_apps
from services.grids.labels.use_cases.get_label import GetLabel, get_label
from services.grids.labels.use_cases.list_labels import ListLabels, list_labels
from services.grids.labels.use_cases.make_labels import MakeLabels, make_labels
from services.grids.labels.use_cases.open_label import OpenLabel, open_label
from services.grids.labels.use_cases.ports import Begin, Page
from services.grids.labels.use_cases.replace_label import ReplaceLabel, replace_label
from services.grids.labels.use_cases.revoke_label import RevokeLabel, revoke_label
from services.grids.labels.use_cases.write_city_apps import WriteCityApps, write_city_apps


class LabelEntrypoints:
    begin: Begin
    clock: Clock

    @rpc(
        "labels.make",
        takes=MakeLabelsSchema(),
        gives=MadeLabelsSchema(),
        refuses=(TargetUnknown, AreaEnded, UnitOnlyOfUnits),
    )
    def make_labels(self, command: MakeLabels, caller: Caller) -> dict[str, list[Label]]:
        new_token = partial(new_label_token, caller.district)
        return {"items": make_labels(command, self.begin, caller, self.clock.now(), new_token)}

    @rpc(
        "labels.make",
        takes=RevokeLabelSchema(),
        gives=LabelSchema(),
        refuses=(LabelUnknown, LabelRevoked),
    )
    def revoke_label(self, command: RevokeLabel, caller: Caller) -> Label:
        return revoke_label(command, self.begin, caller, self.clock.now())

    @rpc(
        "labels.make",
        takes=ReplaceLabelSchema(),
        gives=LabelSchema(),
        refuses=(LabelUnknown, LabelRevoked, AreaEnded),
    )
    def replace_label(self, command: ReplaceLabel, caller: Caller) -> Label:
        new_token = partial(new_label_token, caller.district)
        return replace_label(command, self.begin, caller, self.clock.now(), new_token)

    @rpc("labels.read", takes=GetLabelSchema(), gives=LabelSchema(), refuses=(LabelUnknown,), reads="public")
    def get_label(self, command: GetLabel, caller: Caller) -> Label:
        return get_label(command, self.begin, caller)

    @rpc(
        "labels.read", takes=ListLabelsSchema(), gives=LabelsSchema(), refuses=(AreaUnknown,), reads="public"
    )
    def list_labels(self, command: ListLabels, caller: Caller) -> Page:
        return list_labels(command, self.begin, caller)

    @rpc("labels.make", takes=WriteCityAppsSchema(), gives=CityAppsSchema())
    def write_city_apps(self, command: WriteCityApps, caller: Caller) -> CityApps:
        return write_city_apps(command, self.begin, caller)

    @rpc("labels.read", takes=GetCityAppsSchema(), gives=CityAppsSchema(), reads="public")
    def get_city_apps(self, command: GetCityApps, caller: Caller) -> CityApps:
        return get_city_apps(command, self.begin, caller)

    @rpc(
        "labels.open",
        takes=OpenLabelSchema(),
        gives=OpenedLabelSchema(),
        refuses=(LabelUnknown,),
        reads="public",
    )
    def open_label(self, command: OpenLabel, caller: Caller) -> dict[str, Any]:
        return open_label(command, self.begin, caller, today=self.clock.today())
