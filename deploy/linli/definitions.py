"""`linli definitions`: what RabbitMQ is to hold before the house starts."""

import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

import click

from deploy.linli.services import GATEWAY, GRANTING, SERVICES
from services.chassis.bus.calling_back import EXCHANGE as CALLED_BACK
from services.chassis.bus.client import queue_of
from services.chassis.bus.topology import DEAD_LETTERS, DELIVERY_LIMIT, EXCHANGE, Topology

VHOST = "linli"
SCALING = "scaling"
"""Whoever looks how long the queues are, and may do nothing else."""
PASSWORD = "LINLI_BROKER_PASSWORD_"  # nosec B105  # how the names of variables begin
MOST_CONNECTIONS = 500

Json = dict[str, Any]


@click.command()
def definitions() -> None:
    """Print users, permissions, queues and policies as JSON.

    For `rabbitmqctl import_definitions`. A user whose password is in LINLI_BROKER_PASSWORD_<USER>, as in
    LINLI_BROKER_PASSWORD_GRIDS, may log in; the others once `rabbitmqctl change_password` gave them one.
    """
    click.echo(json.dumps(defined(Topology.load(), os.environ), indent=2))


def defined(topology: Topology, environ: Mapping[str, str]) -> Json:
    users = [*SERVICES, GATEWAY, SCALING]
    return {
        "vhosts": [{"name": VHOST}],
        "users": [_user(name, environ.get(PASSWORD + name.upper())) for name in users],
        "permissions": [{"user": name, "vhost": VHOST} | _may(name) for name in users],
        "topic_permissions": [_may_tell(name) for name in users],
        "parameters": [
            {
                "component": "vhost-limits",
                "name": "limits",
                "vhost": VHOST,
                "value": {"max-connections": MOST_CONNECTIONS},
            }
        ],
        "policies": [
            {
                "name": "leaders-on-all-nodes",
                "vhost": VHOST,
                "pattern": r"^(events\..+|linli\.dead-letters)$",
                "apply-to": "queues",
                "priority": 1,
                "definition": {"queue-leader-locator": "balanced"},
            }
        ],
        **_places(topology),
    }


def _user(name: str, password: str | None) -> Json:
    hashed = _hashed(password) if password else ""
    return {
        "name": name,
        "password_hash": hashed,
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": [],
    }


def _hashed(password: str) -> str:
    salt = os.urandom(4)
    return b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _may(name: str) -> Json:
    """By names of exchanges and queues: a binding writes to its queue and reads from its exchange."""
    if name == SCALING:
        return {"configure": "^$", "write": "^$", "read": "^$"}
    told = [r"linli\.called-back\..+"]
    if name == GATEWAY:
        return {
            "configure": _any(CALLED_BACK, patterns=told),
            "write": _any("amq.default", patterns=told),
            "read": _any(CALLED_BACK, patterns=told),
        }
    events, tells = [r"events\..+"], [CALLED_BACK] if name == GRANTING else []
    return {
        "configure": _any(EXCHANGE, DEAD_LETTERS, CALLED_BACK, queue_of(name), patterns=events + told),
        "write": _any("amq.default", EXCHANGE, DEAD_LETTERS, *tells, patterns=events + told),
        "read": _any(
            EXCHANGE, DEAD_LETTERS, CALLED_BACK, queue_of(name), patterns=[rf"events\.{name}\..+", *told]
        ),
    }


def _may_tell(name: str) -> Json:
    """A service tells events of its own alone, and may hear all."""
    is_service = name in SERVICES
    write = rf"^linli\.{name}\." if is_service else "^$"
    read = r"^linli\." if is_service else "^$"
    return {"user": name, "vhost": VHOST, "exchange": EXCHANGE, "write": write, "read": read}


def _places(topology: Topology) -> Json:
    """The whole topology, so that no service waits for another's first start."""
    listed = dict.fromkeys(binding.queue for binding in topology.bindings)
    quorum = {"x-queue-type": "quorum"}
    fused = quorum | {"x-delivery-limit": DELIVERY_LIMIT, "x-dead-letter-exchange": DEAD_LETTERS}
    return {
        "exchanges": [_exchange(EXCHANGE, "topic"), _exchange(DEAD_LETTERS, "fanout")],
        "queues": [_queue(DEAD_LETTERS, quorum), *(_queue(name, fused) for name in listed)],
        "bindings": [
            _binding(DEAD_LETTERS, DEAD_LETTERS, ""),
            *(_binding(EXCHANGE, bound.queue, bound.routing_key) for bound in topology.bindings),
        ],
    }


def _exchange(name: str, kind: str) -> Json:
    is_own = {"durable": True, "auto_delete": False, "internal": False, "arguments": {}}
    return {"name": name, "vhost": VHOST, "type": kind} | is_own


def _queue(name: str, arguments: Json) -> Json:
    return {"name": name, "vhost": VHOST, "durable": True, "auto_delete": False, "arguments": arguments}


def _binding(exchange: str, queue: str, key: str) -> Json:
    bound = {"source": exchange, "destination": queue, "destination_type": "queue", "routing_key": key}
    return {"vhost": VHOST, "arguments": {}} | bound


def _any(*names: str, patterns: list[str]) -> str:
    return f"^({'|'.join([name.replace('.', chr(92) + '.') for name in names] + patterns)})$"
