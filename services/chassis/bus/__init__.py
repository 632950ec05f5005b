"""The bus: the only place that knows nameko, kombu and eventlet (law 4).

Rooms take seven decorators from here; none of them loads the framework.
"""

from services.chassis.bus.decorators import Mirror, bulk_job, every, job, mirror, on, rpc, tree_mirror
from services.chassis.bus.patching import patch

__all__ = ["Mirror", "bulk_job", "every", "job", "mirror", "on", "patch", "rpc", "tree_mirror"]
