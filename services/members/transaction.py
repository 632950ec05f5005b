"""The one file that knows the stores of all of members' rooms."""

from contextlib import AbstractContextManager
from datetime import date
from functools import cached_property
from typing import Protocol

from services.chassis.caller import Caller
from services.chassis.clock import SHANGHAI
from services.chassis.storage.job_ends import SqlJobEnds
from services.chassis.storage.mirroring import let_learn
from services.chassis.storage.transaction import Transaction as ChassisTransaction
from services.chassis.storage.trees import let_follow
from services.members.for_imports.ground import MirroredGround
from services.members.for_imports.people import RegisteredPeople
from services.members.grants.queries import SqlGrantViews
from services.members.grants.store.grants import SqlGrants
from services.members.platform_keys.queries import SqlPlatformKeyViews
from services.members.platform_keys.store.platform_keys import SqlPlatformKeys
from services.members.platform_keys.store.tables import platform_keys
from services.members.register_import.queries import SqlImportViews
from services.members.register_import.store.imports import SqlImports
from services.members.register_import.store.tables import register_changes, register_imports
from services.members.residents.queries import SqlResidentViews
from services.members.residents.seeing import sees_names
from services.members.residents.store.dwelling_places import SqlDwellingPlaces
from services.members.residents.store.of_imports import SqlPeopleOfImports
from services.members.residents.store.people import SqlResidents
from services.members.residents.store.residencies import SqlResidencies
from services.members.residents.store.reveals import SqlReveals
from services.members.residents.store.seen import SqlSeen
from services.members.residents.store.tables import (
    areas,
    grouped_dwellings,
    households,
    person_digests,
    phone_digests,
    residents,
    staff,
)
from services.members.tallies.queries import SqlTallyViews
from services.members.tallies.store.days import SqlTallyDays
from services.members.tallies.store.following import follow, let_in
from services.members.tallies.store.recounts import SqlRecounts
from services.members.tallies.store.tallies import SqlTallies

let_follow(areas, follow)
let_learn(areas, let_in)
MIRRORS = {table.name: table for table in (areas, staff, grouped_dwellings)}
SEALED = (residents, person_digests, phone_digests, register_imports, register_changes, platform_keys)
"""Tables with sealed columns, or digests of such."""


class Transaction(ChassisTransaction):
    @cached_property
    def people(self) -> RegisteredPeople:
        of_imports, places = SqlPeopleOfImports(self.rows, self.seals), self.dwelling_places
        return RegisteredPeople(
            self.rows, self.seals, self.residents, of_imports, self.imports, places, self.tallies
        )

    @cached_property
    def ground(self) -> MirroredGround:
        return MirroredGround(self.rows, self.scope)

    @cached_property
    def grants(self) -> SqlGrants:
        return SqlGrants(self.rows, self.scope)

    @cached_property
    def grant_views(self) -> SqlGrantViews:
        return SqlGrantViews(self.rows, self.scope)

    @cached_property
    def platform_keys(self) -> SqlPlatformKeys:
        return SqlPlatformKeys(self.rows, self.scope, self.seals)

    @cached_property
    def platform_key_views(self) -> SqlPlatformKeyViews:
        return SqlPlatformKeyViews(self.rows, self.scope)

    @cached_property
    def imports(self) -> SqlImports:
        return SqlImports(self.rows, self.seals)

    @cached_property
    def import_views(self) -> SqlImportViews:
        return SqlImportViews(self.rows)

    @cached_property
    def seen(self) -> SqlSeen:
        return SqlSeen(self.rows, self.scope)

    @cached_property
    def residents(self) -> SqlResidents:
        return SqlResidents(self.rows, self.scope, self.seals, self.seen)

    @cached_property
    def resident_views(self) -> SqlResidentViews:
        in_full = sees_names(self.caller, self.now)
        return SqlResidentViews(self.rows, self.scope, self.seals, self.seen, in_full=in_full)

    @property
    def _today(self) -> date:
        return self.now.astimezone(SHANGHAI).date()

    @cached_property
    def job_ends(self) -> SqlJobEnds:
        return SqlJobEnds(self.rows)

    @cached_property
    def tallies(self) -> SqlTallies:
        return SqlTallies(self.rows, areas, self._today)

    @cached_property
    def tally_days(self) -> SqlTallyDays:
        return SqlTallyDays(self.rows, self._today)

    @cached_property
    def tally_views(self) -> SqlTallyViews:
        return SqlTallyViews(self.rows, self.scope, areas, (households, residents))

    @cached_property
    def recounts(self) -> SqlRecounts:
        return SqlRecounts(self.rows, self.tallies, self.tally_days, areas, (households, residents))

    @cached_property
    def residencies(self) -> SqlResidencies:
        return SqlResidencies(self.rows, self.residents)

    @cached_property
    def dwelling_places(self) -> SqlDwellingPlaces:
        return SqlDwellingPlaces(self.rows)

    @cached_property
    def reveals(self) -> SqlReveals:
        return SqlReveals(self.rows, self.now, self.caller.name, self.caller.request_id)


class Begin(Protocol):
    """What every room of members may take for its own `begin`."""

    def __call__(self, caller: Caller, /) -> AbstractContextManager[Transaction]: ...
