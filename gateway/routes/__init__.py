"""Every route of the API: method, path, RPC and summary; all else comes from the contracts (D4)."""

from gateway.routes.areas import AREAS
from gateway.routes.houses import HOUSES
from gateway.routes.operating import OPERATING
from gateway.routes.people import PEOPLE
from gateway.routes.route import Route

ROUTES = (*AREAS, *HOUSES, *PEOPLE, *OPERATING)
__all__ = ["ROUTES", "Route"]
