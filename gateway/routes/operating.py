"""What operators ask."""

from gateway.routes.route import TAKEN, Route

OPERATING = (
    Route("GET", "/v1/operator/status", "*.get_status", "Read how the house fares", asks_all=True),
    Route("GET", "/v1/operator/{service}/jobs", "*.list_jobs", "List a service's jobs, newest first"),
    Route(
        "POST",
        "/v1/operator/{service}/mirrors/refeed",
        "*.refeed_mirrors",
        "Feed a service's mirrors anew",
        TAKEN,
    ),
    Route(
        "POST",
        "/v1/operator/{service}/mirrors/recount",
        "*.recount_mirrors",
        "Count its mirrors' rows",
        TAKEN,
    ),
    Route("POST", "/v1/operator/counts/recount", "members.recount_people", "Count people anew", TAKEN),
    Route(
        "POST",
        "/v1/operator/ground/recount",
        "grids.recount_ground",
        "Count the ground anew",
        TAKEN,
    ),
    Route("POST", "/v1/operator/{service}/keys/renew", "*.renew_keys", "Seal all of it by new keys", TAKEN),
    Route(
        "POST",
        "/v1/operator/{service}/keys/destroy-older",
        "*.destroy_older_keys",
        "Destroy the keys that nothing needs any more",
        TAKEN,
    ),
    Route("GET", "/v1/operator/{service}/events", "*.list_set_aside", "List events that are dead or parked"),
    Route("POST", "/v1/operator/{service}/events/replay", "*.replay_event", "Try an event again at once"),
    Route("POST", "/v1/operator/{service}/events/drop", "*.drop_event", "Drop an event for good"),
)
