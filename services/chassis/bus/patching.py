"""Green threads, switched on once and first of all by whoever runs the house (D21)."""

import os
import warnings


def patch() -> None:
    """Make sockets, locks and psycopg2 cooperative; call before anything else is imported."""
    # Its own DNS client takes a second to import; names are resolved at connect only.
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
        import eventlet

        eventlet.monkey_patch(psycopg=False)
    from services.chassis.bus.green_psycopg2 import make_green

    make_green()
