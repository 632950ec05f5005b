"""Chinese first, English by choice."""

from gateway.answer import Answer
from gateway.console.places import place_of_ours
from gateway.console.spoken import remembered
from gateway.console.visit import Visit
from services.chassis.words import spoken_language


def choose(visit: Visit) -> Answer:
    kept = remembered(visit.request, spoken_language(visit.form.get("language")))
    return visit.redirect(place_of_ours(visit.form.get("back")), kept)
