"""An estate's sheet: its buildings, and which grid gets which of their units."""

from gateway.answer import Answer
from gateway.console.views.sheet_imports import Sheets
from gateway.console.visit import Visit

ESTATES = Sheets(
    imports="/v1/estate-imports",
    shown_at="/console/estate-imports",
    field="community_id",
    title="estates.title",
    hint="estates.hint",
    counts=(
        ("new", "estates.new"),
        ("given", "estates.given"),
        ("unchanged", "estates.unchanged"),
        ("refused", "sheets.refused"),
    ),
    counted="estates.counted",
    changes=("new", "given"),
    place=lambda area_id: f"/console/areas/{area_id}/estate-sheet",
    back=lambda area_id: f"/console/areas/{area_id}/buildings",
    back_word="buildings.title",
    form="/console/estate-sheets/template",
)


def template(visit: Visit) -> Answer:
    return visit.api.answer("/v1/estate-sheets/template")
