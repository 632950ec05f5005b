"""One request to the console: who asks for what, and the ways to answer."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property, partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from gateway.answer import Answer
from gateway.console.api import Api, Body
from gateway.console.desk import ConsoleDesk
from gateway.console.errors import ApiRefused
from gateway.console.form import Form, query_of
from gateway.console.ground import (
    GROUPING_KINDS,
    LEVELS,
    PLACE_KINDS,
    ROLES,
    GroupingKinds,
    Levels,
    PlaceKinds,
    Roles,
)
from gateway.console.names import NAMED, names_in
from gateway.console.pages import is_fragment, redirect
from gateway.console.places import fits, place_of_ours, place_with, typed_of
from gateway.console.refusal import Refusal, told
from gateway.console.sections import SECTIONS, Section
from gateway.console.session import Session
from gateway.console.speech import Speech
from gateway.request import Request
from services.chassis.caller import Caller
from services.chassis.ids import new_id

OF_ENDED = {"done.abolished", "done.abolished_into"}


class Visit:
    """`session` and `caller` are those of whoever is signed in; pages that need nobody have neither."""

    def __init__(
        self,
        request: Request,
        parameters: Mapping[str, str],
        desk: ConsoleDesk,
        session: Session | None,
        caller: Caller | None,
    ) -> None:
        self.request, self.parameters, self.desk = request, parameters, desk
        self.session, self._caller = session, caller
        self.form, self._unsure_key = Form(), ""
        self.keeps, self.back, self._is_sent = False, "", request.method == "POST"
        self.speech = Speech(desk.catalogue, request.language)

    @property
    def caller(self) -> Caller:
        assert self._caller is not None
        return self._caller

    @property
    def is_signed_in(self) -> bool:
        return self._caller is not None

    @property
    def token(self) -> str:
        return self.session.token if self.session else ""

    @cached_property
    def api(self) -> Api:
        return Api(self.desk.answering, self)

    @cached_property
    def query(self) -> Form:
        return query_of(self.request.environ)

    @property
    def given(self) -> Form:
        """What a form sent, or what its address carries."""
        return self.form if self._is_sent else self.query

    def ask_anew(self, language: str) -> None:
        """The page as it is asked for in another language, with what was typed as if its address had it.

        And with the key of what may be done, where its switch carries that.
        """
        self._unsure_key = self.form.get("key")
        self.request.language, self.speech = language, Speech(self.desk.catalogue, language)
        self.query, self.form, self._is_sent = Form((*typed_of(self.form.fields),)), Form(), False

    @property
    def today(self) -> str:
        return self.desk.clock.today().isoformat()

    @property
    def is_fragment(self) -> bool:
        """Whether htmx asks, for a part of a page."""
        return is_fragment(self.request)

    def may(self, rpc: str) -> bool:
        return self.is_signed_in and self.desk.permitted.may(self.caller, rpc, self.desk.clock.now())

    def may_everywhere(self, rpc: str) -> bool:
        now = self.desk.clock.now()
        return self.is_signed_in and self.desk.permitted.may_everywhere(self.caller, rpc, now)

    def find(self, path: str) -> Body | None:
        """One thing by its path, None for what is not shown to this caller. Raises ApiRefused."""
        return self.desk.known.find(path, self.api, self.caller, self.desk.clock.now().timestamp())

    def forget(self) -> None:
        """What this caller was told of names and places, which they have just changed."""
        self.desk.known.forget(self.caller)

    def area(self, area_id: str | None) -> Body | None:
        return self.find(f"/v1/areas/{area_id}") if area_id else None

    def staff(self, staff_id: str | None) -> Body | None:
        return self.find(f"/v1/staff/{staff_id}") if staff_id and self.may("grids.get_staff") else None

    @cached_property
    def levels(self) -> Levels:
        return Levels(self.find(LEVELS), self.speech)

    @cached_property
    def post_roles(self) -> Roles:
        return Roles(self.find(ROLES) if self.may("grids.get_post_roles") else None, self.speech)

    @cached_property
    def place_kinds(self) -> PlaceKinds:
        today = self.desk.clock.today().isoformat()
        return PlaceKinds(self.find(PLACE_KINDS), today, self.speech)

    @cached_property
    def grouping_kinds(self) -> GroupingKinds:
        return GroupingKinds(self.find(GROUPING_KINDS), self.speech)

    def page(self, template: str, status: int = HTTPStatus.OK, **values: Any) -> Answer:
        refusal, problem = values.get("refusal"), values.get("problem")
        naming = partial(self._named, names_in(values))
        if isinstance(refusal, Refusal):
            values["refusal"] = refusal.told(self.speech, naming)
            self._unsure_key = self.form.get("key") if refusal.may_be_done else ""
        if problem:
            values["problem"] = told(problem, self.speech, naming)
        return self.desk.pages.page(
            template, self.speech, status, visit=self, may=self.may, new_key=new_id, **values
        )

    def _named(self, shown: Mapping[str, str], thing_id: str) -> str | None:
        """What a page calls it, or the API; None for what this caller is not shown."""
        if thing_id in shown or not self.is_signed_in:
            return shown.get(thing_id)
        for rpc, path in NAMED:
            with suppress(ApiRefused):
                found = self.find(path.format(id=thing_id)) if self.may(rpc) else None
                if found:
                    return str(found.get("name") or found.get("display_name"))
        return None

    def redirect(self, place: str, *headers: tuple[str, str]) -> Answer:
        return redirect(place, *headers, is_fragment=self.is_fragment)

    def seen_after(self, tag: str, refusal: Refusal | None, name: str = "seen") -> str:
        """What a form stands on: what it was made from, as its field `name` says.

        `tag`, which is so at present, for a form made just now, and where the page says what changed.
        """
        is_told = refusal is not None and refusal.is_stale
        return tag if is_told else self.given.get(name, tag)

    def looked_at_after(self, tag: str, refusal: Refusal | None, name: str = "seen") -> str:
        """Of a form that stands below what was looked at anew: the present one, unless it may be done."""
        return self.form.get(name) if refusal is not None and refusal.may_be_done else tag

    def key_after(self, refusal: Refusal | None) -> str:
        """The key that a form carries: a new one, or, where the change may have been made, the same."""
        if refusal is None:
            return self._unsure_key or new_id()
        return self.form.get("key") if refusal.may_be_done else new_id()

    def id_of(self, what: str) -> str:
        """The id of a new thing: the same one whenever the same form is sent."""
        return str(uuid5(NAMESPACE_URL, f"linli:console/{self.form.get('key')}/{what}"))

    @property
    def forms(self) -> str:
        """The word that every form carries."""
        return self.session.forms if self.session else ""

    @property
    def done(self) -> str:
        """What the page before has done, when it is something that is said."""
        said = f"done.{self.query.get('done')}"
        if not self.speech.has(said):
            return ""
        return self._said_of_ended(said) if said in OF_ENDED else self.speech.say(said)

    def _said_of_ended(self, said: str) -> str:
        """With its name; nothing of one that stands, or that this caller is not shown."""
        with suppress(ApiRefused):
            area = self.area(self.query.get("of")) if self.is_signed_in else None
            if area and not area["active"]:
                return self.speech.say(said, name=area["name"])
        return ""

    @property
    def sections(self) -> list[Section]:
        """Those that this caller may see."""
        return [section for section in SECTIONS if self.may(section.rpc)]

    def is_in(self, section: Section) -> bool:
        return self.request.path.startswith(section.place)

    @property
    def roles(self) -> list[str]:
        """What the caller is, in words."""
        held = dict.fromkeys(grant.role for grant in self.caller.grants) or {self.caller.kind: None}
        return [self.speech.term("role", role) for role in held]

    @property
    def came_from(self) -> str:
        """The page that a form was on, as its browser says; the first page where it says nothing of ours."""
        page = urlsplit(self.request.environ.get("HTTP_REFERER", ""))
        return place_of_ours(page.path + (f"?{page.query}" if page.query else ""))

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What a form carries to the address of `here`, as that does not: more than it holds, or the key of
        what may be done with all that was typed.
        """
        typed, is_kept = self.given.fields, self.keeps and not self.back and self.request.method == "POST"
        if not is_kept or (fits(place_with(self.request.path, typed)) and not self._unsure_key):
            return []
        return [*typed_of(typed), *([("key", self._unsure_key)] if self._unsure_key else [])]

    @property
    def here(self) -> str:
        """Where this page is had again: `back` where a page says so of what was sent to another address.

        With what was typed where the page `keeps` it in its address.
        """
        if self.back:
            return self.back
        if self.keeps and self.request.method == "POST":
            return self.request.path if self.carried else place_with(self.request.path, self.given.fields)
        query = self.request.environ.get("QUERY_STRING", "")
        return self.request.path + (f"?{query}" if query else "")
