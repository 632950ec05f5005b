"""Plain Nameko: an event handler with a transaction of its own for each event, kept once by its id."""

from functools import cache

import psycopg2
from nameko.dependency_providers import Config
from nameko.events import event_handler

SOURCE, EVENT = "bare_source", "closed"

connected = cache(psycopg2.connect)


class BareHandler:
    name = "bare_handler"
    config = Config()

    @event_handler(SOURCE, EVENT)
    def handle(self, event):
        with connected(self.config["DATABASE"]) as transaction, transaction.cursor() as cursor:
            cursor.execute("INSERT INTO inbox (id) VALUES (%s) ON CONFLICT DO NOTHING", (event["id"],))
            if cursor.rowcount:
                cursor.execute(
                    "INSERT INTO messages (id, recipient) VALUES (%s, %s)", (event["id"], event["recipient"])
                )
