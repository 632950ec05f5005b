"""What members counts of grants, for whoever watches over the house."""

from prometheus_client import Counter

from services.chassis.metrics import registry

glass_broken = Counter(
    "linli_glass_broken",
    "Roles that were taken to where they do not count (break-glass), by role: each is to be looked into",
    ["role"],
    registry=registry,
)
