"""What is refused, as a page or as a part of one, in the reader's words."""

from http import HTTPStatus

from gateway.answer import NOT_KEPT, Answer
from gateway.console.errors import ApiRefused
from gateway.console.policy import POLICY
from gateway.console.visit import Visit

SOON_OVER = {HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT}


def nothing_new() -> Answer:
    """For a part of a page that stays as it is."""
    return Answer(HTTPStatus.NO_CONTENT, [NOT_KEPT, POLICY], b"")


def shown_problem(visit: Visit, refused: ApiRefused) -> Answer:
    """Where no form is there to show it beside."""
    template = "problem_part.html" if visit.is_fragment else "problem.html"
    return visit.page(
        template,
        refused.status,
        problem=refused.problem,
        retry_after=refused.retry_after,
        title_key="problem.title",
    )
