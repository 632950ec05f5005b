"""Every address of the console."""

from gateway.console.page import ConsoleRoute
from gateway.console.views import areas, back, case, cases, jobs, language, operator, residents, sign_in

FORMS = (
    "/console/cases/{case_id}/assign",
    "/console/cases/{case_id}/take-in-hand",
    "/console/cases/{case_id}/close",
    "/console/residents/{resident_id}/reveal",
    "/console/jobs/{job_id}/cancel",
)
"""What a form on the page above is sent to, and shown at when it is refused."""
PAGES = (
    ConsoleRoute("GET", "/console", sign_in.home),
    ConsoleRoute("GET", "/console/", sign_in.home),
    ConsoleRoute("GET", "/console/sign-in", sign_in.ask, is_open=True),
    ConsoleRoute("POST", "/console/sign-in", sign_in.sign_in, is_open=True, begins=True),
    ConsoleRoute("POST", "/console/sign-out", sign_in.sign_out, is_open=True),
    ConsoleRoute("POST", "/console/language", language.choose, is_open=True),
    ConsoleRoute("GET", "/console/areas", areas.tree),
    ConsoleRoute("GET", "/console/areas/found", areas.found),
    ConsoleRoute("GET", "/console/areas/{area_id}", areas.area),
    ConsoleRoute("GET", "/console/areas/{area_id}/children", areas.children),
    ConsoleRoute("GET", "/console/cases", cases.board),
    ConsoleRoute("POST", "/console/cases", cases.register),
    ConsoleRoute("GET", "/console/cases/new", cases.new),
    ConsoleRoute("GET", "/console/cases/areas", cases.areas),
    ConsoleRoute("GET", "/console/cases/{case_id}", case.case),
    ConsoleRoute("POST", "/console/cases/{case_id}/assign", case.assign),
    ConsoleRoute("POST", "/console/cases/{case_id}/take-in-hand", case.take_in_hand),
    ConsoleRoute("POST", "/console/cases/{case_id}/close", case.close),
    ConsoleRoute("GET", "/console/residents", residents.index),
    ConsoleRoute("POST", "/console/residents", residents.search),
    ConsoleRoute("GET", "/console/residents/{resident_id}", residents.resident),
    ConsoleRoute("POST", "/console/residents/{resident_id}/reveal", residents.reveal),
    ConsoleRoute("GET", "/console/jobs", jobs.index),
    ConsoleRoute("GET", "/console/jobs/{job_id}", jobs.job),
    ConsoleRoute("GET", "/console/jobs/{job_id}/row", jobs.row),
    ConsoleRoute("POST", "/console/jobs/{job_id}/cancel", jobs.cancel),
    ConsoleRoute("GET", "/console/operator", operator.index),
    ConsoleRoute("POST", "/console/operator/{service}/events/replay", operator.replay),
    ConsoleRoute("POST", "/console/operator/{service}/events/drop", operator.drop),
    *(ConsoleRoute("GET", path, back.to_page) for path in FORMS),
)
