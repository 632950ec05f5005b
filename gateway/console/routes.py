"""Every address of the console."""

from gateway.console.page import ConsoleRoute
from gateway.console.views import areas, language, sign_in

PAGES = (
    ConsoleRoute("GET", "/console", sign_in.home),
    ConsoleRoute("GET", "/console/sign-in", sign_in.ask, is_open=True),
    ConsoleRoute("POST", "/console/sign-in", sign_in.sign_in, is_open=True),
    ConsoleRoute("POST", "/console/sign-out", sign_in.sign_out, is_open=True),
    ConsoleRoute("POST", "/console/language", language.choose, is_open=True),
    ConsoleRoute("GET", "/console/areas", areas.tree),
    ConsoleRoute("GET", "/console/areas/found", areas.found),
    ConsoleRoute("GET", "/console/areas/{area_id}", areas.area),
    ConsoleRoute("GET", "/console/areas/{area_id}/children", areas.children),
)
