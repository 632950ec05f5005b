"""Plain Nameko: HTTP, a remote call, a no-op, the reply; two services, each a process of its own."""

from nameko.rpc import RpcProxy, rpc
from nameko.web.handlers import http


class BareGateway:
    name = "bare_gateway"
    remote = RpcProxy("bare_service")

    @http("GET", "/")
    def answer(self, request):
        self.remote.answer()
        return "{}"


class BareService:
    name = "bare_service"

    @rpc
    def answer(self):
        return {}
