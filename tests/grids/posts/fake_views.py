"""What is read of posts, in memory."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from services.grids.groupings.store.led import AllLed
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.chain import Chain, OnDuty, Standing, chain_of
from services.grids.posts.domain.errors import AppointmentUnknown, AreaUnknown, DwellingUnknown
from services.grids.posts.domain.post import role_at
from services.grids.posts.domain.roles import RoleScheme
from services.grids.posts.domain.staffing import Counted
from services.grids.posts.use_cases.ports import OfDay, Wanted
from tests.grids.areas.fakes import stands_on
from tests.grids.kept import Fake, paged
from tests.grids.posts.fakes import FakeRoles


def stands(world: Any, area_id: str, on: date) -> bool:
    """And is the caller's."""
    return world.sees(area_id) and stands_on(world, area_id, on)


class OfPosts(Fake):
    def _below(self, area_id: str) -> list[Any]:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        path = self.world.kept.areas[area_id].path
        return [area for area in self.world.kept.areas.values() if area.path.startswith(path)]

    def _held(self, area_id: str, role: str, on: date) -> list[Appointment]:
        return [
            each
            for each in self.world.kept.appointments.values()
            if (each.area_id, each.role) == (area_id, role) and each.term.holds_on(on) and not each.deputises
        ]


class FakeAppointmentViews(Fake):
    def one(self, appointment_id: str) -> Mapping[str, Any]:
        for row in self._rows():
            if row["id"] == appointment_id:
                return row
        raise AppointmentUnknown(appointment_id=appointment_id).at("appointment_id")

    def at(self, area_id: str, on: date, after: Any, limit: int) -> Any:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        lasting = [row for row in self._rows() if row["term"].lasts_beyond(on)]
        return paged([row for row in lasting if row["area_id"] == area_id], "id", after, limit)

    def held_by(self, staff_id: str, on: date, after: Any, limit: int) -> Any:
        lasting = [row for row in self._rows() if row["term"].lasts_beyond(on)]
        return paged([row for row in lasting if row["staff_id"] == staff_id], "id", after, limit)

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {
                **vars(each),
                "valid_from": each.term.valid_from,
                "valid_to": each.term.valid_to,
                "display_name": self.world.kept.staff[each.staff_id].display_name,
                "duty_phone": self.world.kept.staff[each.staff_id].duty_phone,
            }
            for each in self.world.kept.appointments.values()
            if self.world.sees(each.area_id)
        ]


class FakePostViews(OfPosts):
    def holder(self, area_id: str, on: date, role: str | None) -> Mapping[str, Any]:
        if not stands(self.world, area_id, on):
            raise AreaUnknown(area_id=area_id)
        kind = self.world.kept.areas[area_id].kind
        wanted = role_at(FakeRoles(self.world).get().on(on), area_id, kind, asked=role)
        held = self._held(area_id, wanted.key, on)
        return self._post(area_id, wanted.key, held[0] if held else None)

    def below(
        self, area_id: str, day: OfDay, scheme: RoleScheme, wanted: Wanted, after: Any, limit: int
    ) -> Any:
        posts = []
        for area in self._below(area_id):
            for role in scheme.at(area.kind):
                held = self._held(area.id, role.key, day.on)
                posts += [self._post(area.id, role.key, each) for each in held]
                posts += [self._post(area.id, role.key, None)] if role.expected and not held else []
        of_role = [post for post in posts if wanted.role in (None, post["role"])]
        return paged(
            [post for post in of_role if wanted.vacant in (None, post["vacant"])], "path", after, limit
        )

    def _post(self, area_id: str, role: str, appointment: Appointment | None) -> dict[str, Any]:
        area = self.world.kept.areas[area_id]
        holder = appointment and self.world.kept.staff[appointment.staff_id]
        return {
            "area_id": area_id,
            "area_name": area.name,
            "area_kind": area.kind,
            "path": area.path,
            "role": role,
            "vacant": holder is None,
            "appointment_id": appointment and appointment.id,
            "valid_from": appointment and appointment.term.valid_from,
            "valid_to": appointment and appointment.term.valid_to,
            "staff_id": holder and holder.id,
            "display_name": holder and holder.display_name,
            "duty_phone": holder and holder.duty_phone,
        }


class FakePostFigures(OfPosts):
    def counted(self, area_id: str, day: OfDay, scheme: RoleScheme) -> list[Counted]:
        below = self._below(area_id)
        counted = []
        for role in scheme.roles:
            places = [area.id for area in below if area.kind in role.kinds]
            held = [self._held(place, role.key, day.on) for place in places]
            people = {each.staff_id for there in held for each in there}
            if places:
                counted.append(Counted(role.key, len(places), sum(map(bool, held)), len(people)))
        return counted

    def born(self, area_id: str, role: str | None, day: OfDay) -> Mapping[int | None, int]:
        below = {area.id for area in self._below(area_id)}
        holders = {
            each.staff_id
            for each in self.world.kept.appointments.values()
            if each.area_id in below and role in (None, each.role)
            if each.term.holds_on(day.on) and not each.deputises
        }
        return Counter(self.world.kept.staff[each].born for each in holders)


class FakeChains(Fake):
    def of_area(self, area_id: str, day: OfDay) -> Chain:
        if not stands(self.world, area_id, day.on):
            raise AreaUnknown(area_id=area_id)
        kept = self.world.kept
        line: list[Standing] = []
        place: str | None = area_id
        while place is not None:
            area = kept.areas[place]
            line.append(Standing(place, area.name, area.kind, len(line)))
            place = area.parent_id
        line += [
            Standing(area.id, area.name, area.kind, -1)
            for area in kept.areas.values()
            if area.parent_id == area_id and area.kind == "general_total"
        ]
        there = {each.area_id for each in line}
        on_duty = [
            OnDuty(
                each.id, each.area_id, each.role, each.staff_id, kept.staff[each.staff_id].display_name,
                kept.staff[each.staff_id].duty_phone, each.deputises,
            )
            for each in kept.appointments.values()
            if each.area_id in there and each.term.holds_on(day.on)
        ]  # fmt: skip
        return chain_of(line[0], day.on, line, on_duty, FakeRoles(self.world).get().on(day.on))

    def of_dwelling(self, dwelling_id: str, day: OfDay) -> Chain:
        home = self.world.kept.dwellings.get(dwelling_id)
        if home is None:
            raise DwellingUnknown(dwelling_id=dwelling_id)
        building = self.world.kept.buildings[home.building_id]
        try:
            return self.of_area(home.area_id or building.community_id, day)
        except AreaUnknown:
            raise DwellingUnknown(dwelling_id=dwelling_id) from None


class FakeLedGroups(Fake):
    """Nobody holds a grouping here: that they are handed over is told of the databases."""

    def of(self, staff_id: str, beyond: date, chosen: Collection[str] | None) -> AllLed:
        return AllLed([], 0, 0)

    def handed(self, grouping_ids: Collection[str], staff_id: str, to_id: str, on: date) -> list[str]:
        return []

    def would(self, first: Any, to_id: str, on: date) -> Any:
        return first

    def held(self, first: Any, beyond: date) -> Any:
        return first

    def doubled(self, first: Any, to_id: str, on: date) -> list[str]:
        return []

    def hand(self, first: Any, to_id: str, on: date) -> Any:
        return first, []
