"""A sheet of areas: what stands below one is given out, added to, and taken in again."""

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.console.refusal import Refusal
from gateway.console.views.above import above
from gateway.console.views.jobs import OVER, job_of
from gateway.console.views.sheet_imports import Sheets
from gateway.console.visit import Visit


def _place(area_id: str | None) -> str:
    """Of the whole district where no area is named."""
    return f"/console/areas/{area_id}/sheet" if area_id else "/console/areas/sheet"


AREAS = Sheets(
    imports="/v1/area-imports",
    shown_at="/console/area-imports",
    field="area_id",
    title="area_sheets.title",
    hint="area_sheets.hint",
    counts=(
        ("new", "sheets.new"),
        ("renamed", "sheets.renamed"),
        ("unchanged", "sheets.unchanged"),
        ("refused", "sheets.refused"),
    ),
    changes=("new", "renamed"),
    place=_place,
    back=lambda area_id: f"/console/areas/{area_id}" if area_id else "/console/areas",
    back_word="areas.title",
    gives_out=True,
)


def give_out(visit: Visit) -> Answer:
    """Made by a job; its page says when it is there."""
    form, area_id = visit.form, visit.parameters.get("area_id")
    body = ({"area_id": area_id} if area_id else {}) | {
        "id": visit.id_of("sheet"),
        "format": form.get("format"),
    }
    try:
        asked = visit.api.post("/v1/area-sheets", body, key=form.get("key"))
    except ApiRefused as refused:
        return _refused(visit, Refusal.of(refused))
    return visit.redirect(f"/console/area-sheets/{asked['id']}")


def _refused(visit: Visit, refusal: Refusal) -> Answer:
    return AREAS.page(visit, refusal, export_key=visit.key_after(refusal))


def given_out(visit: Visit) -> Answer:
    shown = visit.api.get(f"/v1/area-sheets/{visit.parameters['sheet_id']}")
    job = None if shown["is_made"] else job_of(visit, shown)
    area = visit.area(shown["area_id"])
    return visit.page(
        "sheets/given_out_part.html" if visit.is_fragment else "sheets/given_out.html",
        title_key="area_sheets.give_out",
        shown=shown,
        job=job,
        over=OVER,
        is_going_on=job is not None and (job["state"] not in OVER or job["state"] == "done"),
        place=_place(shown["area_id"]),
        area=area,
        above=above(visit, area) if area else [],
    )


def file(visit: Visit) -> Answer:
    """As the API sends it, to be saved."""
    return visit.api.answer(f"/v1/area-sheets/{visit.parameters['sheet_id']}/file")
