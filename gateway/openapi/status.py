"""The one answer that is composed of every service's own."""

from typing import Any

from gateway.contracts import JsonSchema

HOUSE_STATUS = "operator.HouseStatus"


def house_status(of_service: JsonSchema) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["is_well", "gateway", "cells", "services"],
        "properties": {
            "is_well": {
                "type": "boolean",
                "description": "Every service is there, ready, and troubled by nothing.",
            },
            "gateway": {
                "type": "object",
                "required": ["release", "uptime_seconds"],
                "properties": {
                    "release": {"type": "string", "examples": ["0.1.0"]},
                    "uptime_seconds": {"type": "integer", "minimum": 0},
                },
            },
            "cells": {
                "type": "array",
                "description": "Empty in a house that is not in cells.",
                "items": {
                    "type": "object",
                    "required": ["cell", "is_up"],
                    "properties": {
                        "cell": {"type": "string", "examples": ["east"]},
                        "is_up": {"type": "boolean", "description": "Its broker is there."},
                    },
                },
            },
            "services": {"type": "array", "items": _told(of_service)},
        },
    }


def _told(of_service: JsonSchema) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["service", "cell", "state", "status"],
        "properties": {
            "service": {"type": "string"},
            "cell": {"type": ["string", "null"], "examples": ["east"]},
            "state": {"enum": ["there", "away", "broken"]},
            "status": {"description": "Null where nobody answered.", "anyOf": [of_service, {"type": "null"}]},
        },
    }
