"""Sheets that are taken in: sent and tried first, looked at with their bad rows, then taken in."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.form import Sent
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.jobs import OVER, job_of
from gateway.console.visit import Visit
from services.chassis.ids import new_id

AT_ONCE = 20
BEGUN = "begun"
ALREADY = ("IdempotencyKeyReused", "IdTaken")
"""Of what was begun with another token of the same file."""


@dataclass(frozen=True)
class Sheets:
    """One kind of sheet. `field` names the area in the API; its page may be of the whole district.

    `counts` are figures, each with its word; `changes` are those that change something. `title`, `hint`,
    `counted` and `back_word` are words.
    """

    imports: str
    shown_at: str
    field: str
    title: str
    hint: str
    counts: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    place: Callable[[str | None], str]
    back: Callable[[str | None], str]
    back_word: str
    counted: str = ""
    form: str = ""
    gives_out: bool = False

    def ask(self, visit: Visit) -> Answer:
        return self.page(visit)

    def send(self, visit: Visit) -> Answer:
        """A trial, of which nothing stays but its counts; `file` stands in the page, and in no address.

        One sheet sent twice from one form is one trial; another one is another.
        """
        form = visit.form
        if form.get("do") == "enter":
            return self._enter(visit)
        if form.file is None:
            return self.page(visit, is_missing=True)
        try:
            file = visit.api.send_file(form.file.name, form.file.content, key=new_id())
            begun = self._try(visit, file, form.file)
        except ApiRefused as refused:
            return self.page(visit, Refusal.of(refused, "file", "file_name"))
        return self._trial(visit, begun, file, key=visit.id_of(begun["id"]))

    def look(self, visit: Visit) -> Answer:
        """How the trial fares, asked for again and again; once it is over it may be taken in."""
        return self._tried(visit)

    def imported(self, visit: Visit) -> Answer:
        shown = visit.api.get(f"{self.imports}/{visit.parameters['import_id']}")
        template = "sheets/part.html" if visit.is_fragment else "sheets/imported.html"
        return self._shown(visit, template, shown, title=shown["file_name"])

    def bad_rows(self, visit: Visit) -> Answer:
        """As the API sends it, to be saved."""
        return visit.api.answer(f"{self.imports}/{visit.parameters['import_id']}/bad-rows")

    def page(
        self,
        visit: Visit,
        refusal: Refusal | None = None,
        *,
        is_missing: bool = False,
        export_key: str | None = None,
    ) -> Answer:
        """A file has to be chosen anew here, so its form never carries the key of another one."""
        area_id, after = visit.parameters.get("area_id"), visit.query.get("after")
        area = visit.api.get(f"/v1/areas/{area_id}") if area_id else None
        status = HTTPStatus.UNPROCESSABLE_ENTITY if is_missing else HTTPStatus.OK
        return visit.page(
            "sheets/sheet.html",
            refusal.status if refusal else status,
            title_key=self.title,
            sheets=self,
            place=self.place(area_id),
            back=self.back(area_id),
            area=area,
            above=above(visit, area) if area else [],
            page=visit.api.get(self.imports, limit=AT_ONCE, after=after, **{self.field: area_id}),
            after=after,
            is_missing=is_missing,
            refusal=refusal,
            key=new_id(),
            export_key=export_key or new_id(),
        )

    def _enter(self, visit: Visit) -> Answer:
        form = visit.form
        try:
            file, name = form.get("file"), form.get("file_name")
            begun = self._begin(visit, visit.id_of("import"), file, name, is_trial=False)
        except ApiRefused as refused:
            return self._tried(visit, Refusal.of(refused, "file", "file_name"))
        visit.forget()
        return visit.redirect(f"{self.shown_at}/{begun['id']}")

    def _try(self, visit: Visit, file: str, sent: Sent) -> Body:
        trial_id = visit.id_of(sha256(f"{sent.name}\0".encode() + sent.content).hexdigest())
        return self._begin(visit, trial_id, file, sent.name, is_trial=True)

    def _begin(self, visit: Visit, id: str, file: str, file_name: str, *, is_trial: bool) -> Body:
        """Once; one that was begun already is shown as it fares."""
        area_id = visit.parameters.get("area_id")
        body = ({self.field: area_id} if area_id else {}) | {
            "id": id,
            "file": file,
            "file_name": file_name,
            "is_trial": is_trial,
        }
        try:
            return visit.api.post(self.imports, body, key=id if is_trial else visit.form.get("key"))
        except ApiRefused as refused:
            if refused.code not in ALREADY:
                raise
            return visit.api.get(f"{self.imports}/{id}")

    def _tried(self, visit: Visit, refusal: Refusal | None = None) -> Answer:
        """The trial that the form names; after a refusal with all that is needed to send it again."""
        begun = visit.api.get(f"{self.imports}/{visit.form.get('trial_id')}")
        return self._trial(visit, begun, visit.form.get("file"), refusal)

    def _trial(
        self, visit: Visit, begun: Body, file: str, refusal: Refusal | None = None, key: str = ""
    ) -> Answer:
        template = "sheets/trial_part.html" if visit.is_fragment else "sheets/trial.html"
        key = visit.key_after(refusal) if refusal else key or visit.form.get("key")
        title = visit.speech.say(self.title)
        return self._shown(visit, template, begun, title=title, file=file, key=key, refusal=refusal)

    def _shown(
        self, visit: Visit, template: str, begun: Body, *, refusal: Refusal | None = None, **values: Any
    ) -> Answer:
        """How it ended, the import itself tells; of one that goes on, its job tells how far it is."""
        is_going_on = begun["state"] == BEGUN
        area = visit.area(begun[self.field])
        return visit.page(
            template,
            refusal.status if refusal else HTTPStatus.OK,
            sheets=self,
            shown=begun,
            job=job_of(visit, begun) if is_going_on else None,
            over=OVER,
            is_going_on=is_going_on,
            changes=sum(begun[name] for name in self.changes),
            place=self.place(begun[self.field]),
            back=self.back(begun[self.field]),
            area=area,
            above=above(visit, area) if area else [],
            refusal=refusal,
            **values,
        )
