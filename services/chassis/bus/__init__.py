"""The bus: the only place that knows nameko, kombu and eventlet (law 4).

Rooms take five decorators from here; none of them loads the framework.
"""

from services.chassis.bus.decorators import Mirror, every, job, mirror, on, rpc
from services.chassis.bus.patching import patch

__all__ = ["Mirror", "every", "job", "mirror", "on", "patch", "rpc"]
