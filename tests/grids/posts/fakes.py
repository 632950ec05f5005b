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

    def of_staff(self, staff_id: str, beyond: date) -> Held:
        theirs = [
            deepcopy(each)
            for each in self.world.kept.appointments.values()
            if each.staff_id == staff_id and each.lasts_beyond(beyond)
        ]
        seen = [each for each in theirs if self.world.sees(each.area_id)]
        return Held(seen, len(theirs) - len(seen))

    def brought_by(self, appointment_ids: Collection[str]) -> list[Appointment]:
        held = self.world.kept.appointments.values()
        return [deepcopy(each) for each in held if each.ex_officio_of in appointment_ids]

    def of_roles(self, roles: Collection[str], since: date) -> Appointment | None:
        for each in self.world.kept.appointments.values():
            if each.role in roles and (each.term.valid_to is None or each.term.valid_to > since):
                return each
        return None


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
        lasting = [row for row in self._rows() if row["valid_to"] is None or row["valid_to"] > on]
        return paged([row for row in lasting if row["area_id"] == area_id], "id", after, limit)

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
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        kind = self.world.kept.areas[area_id].kind
        wanted = role_at(FakeRoles(self.world).get().on(on), area_id, kind, asked=role)
        held = self._held(area_id, wanted.key, on)
        return self._post(area_id, wanted.key, held[0] if held else None)

    def below(
        self, area_id: str, on: date, scheme: RoleScheme, wanted: Wanted, after: Any, limit: int
    ) -> Any:
        posts = []
        for area in self._below(area_id):
            for role in scheme.at(area.kind):
                held = self._held(area.id, role.key, on)
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
    def counted(self, area_id: str, on: date, scheme: RoleScheme) -> list[Counted]:
        below = self._below(area_id)
        counted = []
        for role in scheme.roles:
            places = [area.id for area in below if area.kind in role.kinds]
            held = [self._held(place, role.key, on) for place in places]
            people = {each.staff_id for there in held for each in there}
            if places:
                counted.append(Counted(role.key, len(places), sum(map(bool, held)), len(people)))
        return counted

    def born(self, area_id: str, role: str, on: date) -> Mapping[int | None, int]:
        holders = {each.staff_id for area in self._below(area_id) for each in self._held(area.id, role, on)}
        return Counter(self.world.kept.staff[each].born for each in holders)


class FakeChains(Fake):
    def of_area(self, area_id: str, on: date) -> Chain:
        if not self.world.sees(area_id):
            raise AreaUnknown(area_id=area_id)
        kept, line, place, height = self.world.kept, [], area_id, 0
        while place is not None:
            line.append(Standing(place, kept.areas[place].name, kept.areas[place].kind, height))
            place, height = kept.areas[place].parent_id, height + 1
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
            if each.area_id in there and each.term.holds_on(on)
        ]  # fmt: skip
        return chain_of(line[0], on, line, on_duty, FakeRoles(self.world).get().on(on))

    def of_dwelling(self, dwelling_id: str, on: date) -> Chain:
        home = self.world.kept.dwellings.get(dwelling_id)
        if home is None:
            raise DwellingUnknown(dwelling_id=dwelling_id)
        building = self.world.kept.buildings[home.building_id]
        try:
            return self.of_area(home.area_id or building.community_id, on)
        except AreaUnknown:
            raise DwellingUnknown(dwelling_id=dwelling_id) from None
