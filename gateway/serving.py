"""The gateway on its port; imported after green threads are switched on."""

from gateway.assembly import gateway_of
from gateway.http.server import HttpServer
from gateway.rpc import RpcClient
from services.chassis.settings import Settings


def started(settings: Settings, rpc_client: RpcClient) -> HttpServer:
    """Listening; `stop(within)` ends it. Raises OSError when the address is taken."""
    http = settings.http
    server = HttpServer(gateway_of(settings, rpc_client), http.host, http.port, http.connections)
    server.start()
    return server
