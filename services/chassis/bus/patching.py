"""Green threads, switched on once and first of all by whoever runs the house (D21)."""

import warnings


def patch() -> None:
    """Make sockets, locks and psycopg2 cooperative; call before anything else is imported."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
        import eventlet

        eventlet.monkey_patch()
