"""Posts: below an area with their holders and vacancies, and those of one area with everybody appointed."""

from gateway.answer import Answer
from gateway.console.api import Body
from gateway.console.views.above import above
from gateway.console.views.units import all_of
from gateway.console.visit import Visit

AT_ONCE = 25
YES = "yes"


def index(visit: Visit) -> Answer:
    """Below one area: the one that is named, or the uppermost of the caller's."""
    asked = visit.query
    area_id = asked.get("area_id") or _uppermost(visit)
    if not area_id:
        return visit.page("nothing_here.html", title_key="posts.title")
    area = visit.api.get(f"/v1/areas/{area_id}")
    page = visit.api.get(
        "/v1/posts",
        area_id=area_id,
        vacant="true" if asked.get("vacant") == YES else None,
        role=asked.get("role"),
        after=asked.get("after"),
        limit=AT_ONCE,
    )
    return visit.page(
        "posts/index.html",
        title_key="posts.title",
        area=area,
        above=above(visit, area),
        page=page,
        staffing=(staffing := visit.api.get(f"/v1/areas/{area_id}/staffing")),
        figures=_figures(staffing, asked.get("role")),
        ages=visit.api.get(f"/v1/areas/{area_id}/age-profile", role=asked.get("role")),
        vacant=asked.get("vacant"),
        role=asked.get("role"),
        is_later=bool(asked.get("after")),
    )


def of_area(visit: Visit) -> Answer:
    """Read to the end: a role whose holder is not listed would be called vacant."""
    area = visit.api.get(f"/v1/areas/{visit.parameters['area_id']}")
    appointed = all_of(visit, "/v1/appointments", area_id=area["id"])
    return visit.page(
        "posts/of_area.html",
        title=area["name"],
        area=area,
        above=above(visit, area),
        posts=_posts(visit, area, appointed),
        today=visit.desk.clock.today().isoformat(),
    )


def _figures(staffing: Body, role: str) -> Body:
    """Of one role where the posts are narrowed to it, else of all; of a role that is not there none."""
    none = {"posts": 0, "held": 0, "vacant": 0, "percent": None}
    return next((each for each in staffing["roles"] if each["role"] == role), none) if role else staffing


def _uppermost(visit: Visit) -> str:
    tops = visit.api.get("/v1/areas/tops", limit=1)["items"]
    return str(tops[0]["id"]) if tops else ""


def _posts(visit: Visit, area: Body, appointed: list[Body]) -> list[tuple[Body, list[Body]]]:
    """Every role of the area, and those of the past that somebody still holds, with who is appointed."""
    roles = [role | {"is_past": False} for role in visit.post_roles.at(area["kind"])]
    known = {role["key"] for role in roles}
    others = dict.fromkeys(each["role"] for each in appointed if each["role"] not in known)
    roles += [{"key": key, "many": False, "expected": False, "is_past": True} for key in others]
    return [(role, [each for each in appointed if each["role"] == role["key"]]) for role in roles]
