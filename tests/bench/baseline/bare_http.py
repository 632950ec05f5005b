"""Plain Nameko: one HTTP method that answers at once."""

from nameko.web.handlers import http


class BareHttp:
    name = "bare_http"

    @http("GET", "/")
    def answer(self, request):
        return "{}"
