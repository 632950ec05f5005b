"""What is refused, as a page or as a part of one, in the reader's words."""

from gateway.answer import Answer
from gateway.console.errors import ApiRefused
from gateway.console.visit import Visit


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
