"""The posts' ports in memory."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from services.chassis.errors import IdTaken
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import AppointmentUnknown, AreaUnknown, StaffUnknown
from services.grids.posts.domain.post import Post, PostKey
from services.grids.posts.domain.roles import ROLE_OF
from services.grids.posts.domain.staff import Staff
from tests.grids.kept import Fake, paged, refuse_stale


class FakePeople(Fake):
    def must_be_new(self, staff_ids: Collection[str]) -> None:
        for taken in sorted(self.world.kept.staff.keys() & set(staff_ids)):
            raise IdTaken(id=taken)

    def add(self, staff: Sequence[Staff]) -> None:
        self.world.kept.staff |= {person.id: deepcopy(person) for person in staff}

    def known(self, staff_ids: Collection[str]) -> set[str]:
        return self.world.kept.staff.keys() & set(staff_ids)


class FakePeopleViews(Fake):
    def one(self, staff_id: str) -> Mapping[str, Any]:
        if staff_id not in self.world.kept.staff:
            raise StaffUnknown(staff_id=staff_id)
        return vars(self.world.kept.staff[staff_id])

    def feed(self, after: Any, limit: int) -> Any:
        rows = [{**vars(person), "removed": False} for person in self.world.kept.staff.values()]
        return paged(rows, "id", after, limit)


class FakeAreaKinds(Fake):
    def standing(self, places: Collection[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
        areas = self.world.kept.areas
        found = {
            (area.kind, areas[area.parent_id].kind if area.parent_id else None) for area in areas.values()
        }
        return sorted(found & set(places), key=str)

    def kinds(self, area_ids: Collection[str]) -> Mapping[str, str]:
        areas = self.world.kept.areas
        return {each: areas[each].kind for each in area_ids if self.world.sees(each)}


class FakePosts(Fake):
    def lock(self, keys: Collection[PostKey]) -> Mapping[PostKey, Post]:
        posts = {key: Post(*key) for key in keys}
        for held in self.world.kept.appointments.values():
            if (held.area_id, held.role) in posts:
                posts[held.area_id, held.role].appointments.append(deepcopy(held))
        return posts

    def add(self, appointments: Sequence[Appointment]) -> None:
        self.world.kept.appointments |= {each.id: deepcopy(each) for each in appointments}


class FakeAppointments(Fake):
    def must_be_new(self, appointment_ids: Collection[str]) -> None:
        for taken in sorted(self.world.kept.appointments.keys() & set(appointment_ids)):
            raise IdTaken(id=taken)

    def get(self, appointment_id: str, seen_version: int) -> Appointment:
        held = self.world.kept.appointments.get(appointment_id)
        if held is None or not self.world.sees(held.area_id):
            raise AppointmentUnknown(appointment_id=appointment_id)
        refuse_stale(seen_version, held.version)
        return deepcopy(held)

    def save(self, appointment: Appointment) -> None:
        refuse_stale(appointment.version - 1, self.world.kept.appointments[appointment.id].version)
        self.world.kept.appointments[appointment.id] = deepcopy(appointment)


class FakePostViews(Fake):
    def holder(self, area_id: str, on: date) -> Mapping[str, Any]:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        return self._post(area_id, on)

    def below(self, area_id: str, on: date, vacant: bool | None, after: Any, limit: int) -> Any:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        path = self.world.kept.areas[area_id].path
        below = [area for area in self.world.kept.areas.values() if area.path.startswith(path)]
        posts = [self._post(area.id, on) for area in below if area.kind in ROLE_OF]
        return paged([post for post in posts if vacant in (None, post["vacant"])], "path", after, limit)

    def _post(self, area_id: str, on: date) -> dict[str, Any]:
        area = self.world.kept.areas[area_id]
        held = [
            each
            for each in self.world.kept.appointments.values()
            if each.area_id == area_id and each.term.holds_on(on)
        ]
        appointment = held[0] if held else None
        holder = self.world.kept.staff[held[0].staff_id] if held else None
        return {
            "area_id": area_id,
            "area_name": area.name,
            "area_kind": area.kind,
            "path": area.path,
            "role": ROLE_OF.get(area.kind),
            "vacant": holder is None,
            "appointment_id": appointment and appointment.id,
            "valid_from": appointment and appointment.term.valid_from,
            "valid_to": appointment and appointment.term.valid_to,
            "staff_id": holder and holder.id,
            "display_name": holder and holder.display_name,
            "duty_phone": holder and holder.duty_phone,
        }
