"""The address of a form, asked for as a page: after a reload, a switch of language, a new sign-in."""

from gateway.answer import Answer
from gateway.console.places import place_of_ours
from gateway.console.visit import Visit


def to_page(visit: Visit) -> Answer:
    """The page that the form is on."""
    return visit.redirect(place_of_ours(visit.request.path.rpartition("/")[0]))


def to_page_above(visit: Visit) -> Answer:
    """Where the page that lies between is another form's."""
    return visit.redirect(place_of_ours(visit.request.path.rsplit("/", 2)[0]))
