"""Sheets that are taken in: sent and tried first, looked at with their bad rows, then taken in."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.jobs import OVER
from gateway.console.visit import Visit
from services.chassis.ids import new_id

AT_ONCE = 20
ENDED = "ended"


@dataclass(frozen=True)
class Sheets:
    """One kind of sheet. `field` names the area in the API; its page may be of the whole district.

    `changes` are those of its `counts` that change something; `title`, `hint` and `back_word` are words.
    """

    imports: str
    shown_at: str
    field: str
    title: str
    hint: str
    counts: tuple[str, ...]
    changes: tuple[str, ...]
    place: Callable[[str | None], str]
    back: Callable[[str | None], str]
    back_word: str
    form: str = ""
    gives_out: bool = False

    def ask(self, visit: Visit) -> Answer:
        return self.page(visit)

    def send(self, visit: Visit) -> Answer:
        """A trial, of which nothing stays but its counts; `file` stands in the page, and in no address."""
        form = visit.form
        if form.get("do") == "enter":
            return self._enter(visit)
        if form.file is None:
            return self.page(visit, is_missing=True)
        try:
            file = visit.api.send_file(form.file.name, form.file.content, key=new_id())
            begun = self._begin(visit, file, form.file.name, is_trial=True)
        except ApiRefused as refused:
            return self.page(visit, Refusal.of(refused, "file", "file_name"))
        return self._trial(visit, begun, file)

    def look(self, visit: Visit) -> Answer:
        """How the trial fares, asked for again and again; once it is over it may be taken in."""
        begun = visit.api.get(f"{self.imports}/{visit.form.get('trial_id')}")
        return self._trial(visit, begun, visit.form.get("file"))

    def imported(self, visit: Visit) -> Answer:
        shown = visit.api.get(f"{self.imports}/{visit.parameters['import_id']}")
        template = "sheets/part.html" if visit.is_fragment else "sheets/imported.html"
        return self._shown(visit, template, shown, title=shown["file_name"])

    def bad_rows(self, visit: Visit) -> Answer:
        """As the API sends it, to be saved."""
        return visit.api.answer(f"{self.imports}/{visit.parameters['import_id']}/bad-rows")

    def page(self, visit: Visit, refusal: Refusal | None = None, *, is_missing: bool = False) -> Answer:
        area_id = visit.parameters.get("area_id")
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
            page=visit.api.get(self.imports, limit=AT_ONCE, **{self.field: area_id}),
            is_missing=is_missing,
            refusal=refusal,
            key=visit.key_after(refusal),
        )

    def _enter(self, visit: Visit) -> Answer:
        form = visit.form
        try:
            begun = self._begin(visit, form.get("file"), form.get("file_name"), is_trial=False)
        except ApiRefused as refused:
            return self.page(visit, Refusal.of(refused, "file", "file_name"))
        visit.forget()
        return visit.redirect(f"{self.shown_at}/{begun['id']}")

    def _begin(self, visit: Visit, file: str, file_name: str, *, is_trial: bool) -> Body:
        area_id = visit.parameters.get("area_id")
        body = ({self.field: area_id} if area_id else {}) | {
            "id": visit.id_of("trial" if is_trial else "import"),
            "file": file,
            "file_name": file_name,
            "is_trial": is_trial,
        }
        key = visit.form.get("key")
        return visit.api.post(self.imports, body, key=f"{key}-trial" if is_trial else key)

    def _trial(self, visit: Visit, begun: Body, file: str) -> Answer:
        template = "sheets/trial_part.html" if visit.is_fragment else "sheets/trial.html"
        key = visit.form.get("key")
        return self._shown(visit, template, begun, title=visit.speech.say(self.title), file=file, key=key)

    def _shown(self, visit: Visit, template: str, begun: Body, **values: Any) -> Answer:
        """While its job is over and its counts are not, it is asked for once more."""
        job = visit.api.get(f"/v1/jobs/{begun['job_id']}")
        area = visit.area(begun[self.field])
        return visit.page(
            template,
            sheets=self,
            shown=begun,
            job=job,
            over=OVER,
            is_going_on=job["state"] not in OVER or (job["state"] == "done" and begun["state"] != ENDED),
            changes=sum(begun[name] for name in self.changes),
            place=self.place(begun[self.field]),
            back=self.back(begun[self.field]),
            area=area,
            above=above(visit, area) if area else [],
            **values,
        )
