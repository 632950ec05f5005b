"""The bus: the only place that knows nameko, kombu and eventlet (law 4).

Rooms take four decorators from here; none of them loads the framework.
"""

from services.chassis.bus.decorators import Mirror, every, mirror, on, rpc
from services.chassis.bus.patching import patch

__all__ = ["Mirror", "every", "mirror", "on", "patch", "rpc"]
