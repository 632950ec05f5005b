"""The posts' ports in memory."""

from collections.abc import Collection, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from services.chassis.errors import IdTaken, PermissionMissing
from services.grids.posts.domain.appointment import Appointment
from services.grids.posts.domain.errors import (
    AppointmentUnknown,
    StaffUnknown,
)
from services.grids.posts.domain.post import Post, PostKey
from services.grids.posts.domain.roles import PostRoles, RolesEdition, in_force
from services.grids.posts.domain.staff import Staff
from services.grids.posts.store.posts import Held
from tests.grids.kept import Fake, paged, refuse_stale


class FakePeople(Fake):
    def entered_before(self, staff: Sequence[Staff]) -> Collection[str]:
        kept = self.world.kept.staff
        for each in staff:
            if each.id in kept and kept[each.id].row() != each.row():
                raise IdTaken(id=each.id)
        return {each.id for each in staff if each.id in kept}

    def add(self, staff: Sequence[Staff]) -> None:
        self.world.kept.staff |= {person.id: deepcopy(person) for person in staff}

    def get(self, staff_id: str, seen_version: int) -> Staff:
        if staff_id not in self.world.kept.staff:
            raise StaffUnknown(staff_id=staff_id).at("staff_id")
        refuse_stale(seen_version, self.world.kept.staff[staff_id].version)
        return deepcopy(self.world.kept.staff[staff_id])

    def save(self, person: Staff) -> None:
        refuse_stale(person.version - 1, self.world.kept.staff[person.id].version)
        self.world.kept.staff[person.id] = deepcopy(person)

    def known(self, staff_ids: Collection[str]) -> set[str]:
        return self.world.kept.staff.keys() & set(staff_ids)


class FakePeopleViews(Fake):
    def one(self, staff_id: str) -> Mapping[str, Any]:
        if staff_id not in self.world.kept.staff:
            raise StaffUnknown(staff_id=staff_id).at("staff_id")
        return vars(self.world.kept.staff[staff_id])

    def named(self, prefix: str, after: Any, limit: int) -> Any:
        found = [vars(each) for each in self.world.kept.staff.values()]
        return paged([row for row in found if row["display_name"].startswith(prefix)], "id", after, limit)

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

    def stood(self, area_ids: Collection[str]) -> Mapping[str, tuple[str, date, date | None]]:
        areas = self.world.kept.areas
        return {
            each: (areas[each].kind, areas[each].valid_from, areas[each].valid_to)
            for each in area_ids
            if self.world.sees(each)
        }

    def hold(self, area_id: str) -> tuple[bool, date | None] | None:
        area = self.world.kept.areas.get(area_id)
        seen = area is not None and self.world.sees(area_id)
        return (area.active, area.valid_to) if area is not None and seen else None

    def founded_on(self, area_ids: Collection[str]) -> Mapping[str, date]:
        """They were merely entered, as a world in memory knows none of the days."""
        return {}

    def under_since(self, area_ids: Collection[str]) -> Mapping[str, date]:
        return {}

    def right_below(self, area_ids: Collection[str]) -> Mapping[str, Sequence[tuple[str, str]]]:
        below: dict[str, list[tuple[str, str]]] = {}
        for area in self.world.kept.areas.values():
            if area.parent_id in area_ids and area.active:
                below.setdefault(str(area.parent_id), []).append((area.id, area.kind))
        return below


class FakeRoles(Fake):
    def get(self, seen_version: int | None = None) -> PostRoles:
        written = self.world.kept.roles
        held = PostRoles(max((each.number for each in written), default=0), in_force(written))
        if seen_version is not None:
            refuse_stale(seen_version, held.version)
        return held

    def must_be_writable(self) -> None:
        if self.world.scope.area_ids is not None:
            raise PermissionMissing(permission="roles.change")

    def add(self, edition: RolesEdition) -> None:
        self.must_be_writable()
        self.world.kept.roles.append(edition)


class FakePosts(Fake):
    def lock(self, keys: Collection[PostKey]) -> Mapping[PostKey, Post]:
        posts = {key: Post(*key) for key in keys}
        for held in self.world.kept.appointments.values():
            if (held.area_id, held.role) in posts:
                posts[held.area_id, held.role].appointments.append(deepcopy(held))
        return posts

    def look(self, keys: Collection[PostKey]) -> Mapping[PostKey, Post]:
        return self.lock(keys)

    def add(self, appointments: Sequence[Appointment]) -> None:
        self.world.kept.appointments |= {each.id: deepcopy(each) for each in appointments}


class FakeAppointments(Fake):
    def must_be_new(self, appointment_ids: Collection[str]) -> None:
        for taken in sorted(self.world.kept.appointments.keys() & set(appointment_ids)):
            raise IdTaken(id=taken)

    def get(self, appointment_id: str, seen_version: int) -> Appointment:
        held = self.world.kept.appointments.get(appointment_id)
        if held is None or not self.world.sees(held.area_id):
            raise AppointmentUnknown(appointment_id=appointment_id).at("appointment_id")
        refuse_stale(seen_version, held.version)
        return deepcopy(held)

    def save(self, appointment: Appointment) -> None:
        refuse_stale(appointment.version - 1, self.world.kept.appointments[appointment.id].version)
        self.world.kept.appointments[appointment.id] = deepcopy(appointment)

    def named(self, appointment_ids: Collection[str]) -> list[Appointment]:
        kept = self.world.kept.appointments
        there = [kept[each] for each in sorted(set(appointment_ids)) if each in kept]
        return [deepcopy(each) for each in there if self.world.sees(each.area_id)]

    def of_staff(self, staff_id: str, beyond: date) -> Held:
        theirs = [
            deepcopy(each)
            for each in self.world.kept.appointments.values()
            if each.staff_id == staff_id and each.lasts_beyond(beyond)
        ]
        seen = [each for each in theirs if self.world.sees(each.area_id)]
        return Held(seen, len(theirs) - len(seen))

    def brought_by(self, appointment_ids: Collection[str]) -> list[Appointment]:
        held = [
            each for each in self.world.kept.appointments.values() if each.ex_officio_of in appointment_ids
        ]
        return [deepcopy(each) for each in held if each.lasts_beyond(each.term.valid_from)]

    def shared(self, roles: Collection[str], since: date) -> Appointment | None:
        kept = sorted(self.world.kept.appointments.values(), key=lambda each: each.id)
        for each in kept:
            for other in kept:
                if (
                    each.id < other.id
                    and (each.post, each.deputises) == (other.post, other.deputises)
                    and each.role in roles
                    and each.term.overlaps(other.term)
                    and each.lasts_beyond(since)
                    and other.lasts_beyond(since)
                ):
                    return each
        return None

    def of_role(self, role: str, kinds: Collection[str] | None, since: date) -> Appointment | None:
        areas = self.world.kept.areas
        for each in self.world.kept.appointments.values():
            there = kinds is None or areas[each.area_id].kind in kinds
            if each.role == role and there and each.lasts_beyond(since):
                return each
        return None
