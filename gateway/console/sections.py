"""The sections of the console; each is shown to whoever may ask for what it shows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """`word` names it in the catalogue, `icon` in the templates."""

    place: str
    rpc: str
    word: str
    icon: str


SECTIONS = (
    Section("/console/cases", "grids.list_cases", "cases.title", "cases"),
    Section("/console/residents", "members.list_residents", "residents.title", "people"),
    Section("/console/areas", "grids.list_tops", "areas.title", "map"),
    Section("/console/posts", "grids.list_posts", "posts.title", "posts"),
    Section("/console/places", "grids.list_places", "places.title", "place"),
    Section("/console/jobs", "*.list_jobs", "jobs.title", "jobs"),
    Section("/console/operator", "*.list_set_aside", "operator.title", "operator"),
)
