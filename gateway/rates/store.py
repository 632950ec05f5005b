"""The server with Redis's protocol on which all gateways count, reached by redis-py."""

from typing import Any

from redis import BlockingConnectionPool, Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

MOST_LINES = 64
"""Connections of one gateway; who finds all of them in use waits as long as for an answer."""
TLS = "rediss://"
ERRORS = (RedisError, OSError, ValueError)
"""What asking raises: redis-py lets through what a socket says, and what is no number or no text."""


def open_store(url: str, within: float, ca_file: str = "") -> Redis:
    """Reaches for nothing yet. `within` in seconds, for the way there and for each answer; no second try.

    By `rediss://` the server's certificate is checked, for its name too, by `ca_file` where there is one.
    """
    options: dict[str, Any] = {"ssl_ca_certs": ca_file or None} if url.startswith(TLS) else {}
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=MOST_LINES,
        timeout=within,
        socket_timeout=within,
        socket_connect_timeout=within,
        retry=Retry(NoBackoff(), 0),
        protocol=2,  # a newer one begins with more words, for a single script
        driver_info=None,
        **options,
    )
    return Redis(connection_pool=pool)


def place_of(store: Redis) -> str:
    """`host:port`, without any password."""
    known = store.get_connection_kwargs()
    return f"{known['host']}:{known.get('port', 6379)}"
