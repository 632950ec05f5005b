"""Plain Nameko: an event handler with a transaction of its own for each event, kept once by its id."""

from functools import cache

from nameko.dependency_providers import Config
from nameko.events import event_handler
from psycopg2.pool import ThreadedConnectionPool

SOURCE, EVENT = "bare_source", "closed"
AT_ONCE = 10
"""Nameko's default for workers, and so for what the broker sends ahead."""

pool = cache(ThreadedConnectionPool)


class BareHandler:
    name = "bare_handler"
    config = Config()

    @event_handler(SOURCE, EVENT)
    def handle(self, event):
        connections = pool(AT_ONCE, AT_ONCE, self.config["DATABASE"])
        connection = connections.getconn()
        with connection, connection.cursor() as cursor:
            cursor.execute("INSERT INTO inbox (id) VALUES (%s) ON CONFLICT DO NOTHING", (event["id"],))
            if cursor.rowcount:
                cursor.execute(
                    "INSERT INTO messages (id, recipient) VALUES (%s, %s)", (event["id"], event["recipient"])
                )
        connections.putconn(connection)
