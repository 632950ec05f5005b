"""The one answer that is composed of every service's own."""

from typing import Any

from gateway.contracts import JsonSchema

HOUSE_STATUS = "operator.HouseStatus"


def house_status(of_service: JsonSchema) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["is_well", "gateway", "services"],
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
            "services": {"type": "array", "items": _told(of_service)},
        },
    }


def _told(of_service: JsonSchema) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["service", "state", "status"],
        "properties": {
            "service": {"type": "string"},
            "state": {"enum": ["there", "away", "broken"]},
            "status": {"description": "Null where nobody answered.", "anyOf": [of_service, {"type": "null"}]},
        },
    }
