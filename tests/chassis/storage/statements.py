"""Statements of district d1: those that say so for every table of tenants, and those that do not."""

from sqlalchemy import delete, exists, func, insert, literal, or_, select, text, true, update

from tests.chassis.storage.builders import HERE, THERE, a_garden
from tests.chassis.storage.shop.tables import areas, gardens, plots

NEW_AREA = ["district", "id", "path", "name"]
second = gardens.alias()
here = gardens.c.district == HERE
UNBOUND = {
    "nothing said": select(gardens.c.id),
    "only the id": select(gardens.c.id).where(gardens.c.id == "garden-1"),
    "another district": select(gardens.c.id).where(gardens.c.district == THERE),
    "or": select(gardens.c.id).where(or_(here, gardens.c.beds > 0)),
    "not equal": select(gardens.c.id).where(gardens.c.district != HERE),
    "in": select(gardens.c.id).where(gardens.c.district.in_([HERE, THERE])),
    "join on ids": select(gardens.c.id).join(areas, areas.c.id == gardens.c.area_id).where(here),
    "two of one table": select(second.c.id).where(here, second.c.id == gardens.c.id),
    "tied to each other alone": select(gardens.c.id).where(gardens.c.district == areas.c.district),
    "inside exists": select(gardens.c.id).where(here, exists().where(areas.c.id == gardens.c.area_id)),
    "inside a sub-select": select(select(gardens.c.district).subquery().c.district),
    "counting": select(func.count()).select_from(gardens),
    "union": select(gardens.c.id).where(here).union(select(areas.c.id)),
    "update": update(gardens).values(beds=0),
    "handed to another": update(plots).where(plots.c.district == HERE).values(district=THERE),
    "delete": delete(gardens).where(gardens.c.id == "garden-1"),
    "insert of another": insert(gardens).values(a_garden(THERE, id="garden-9")),
    "one insert among many": insert(gardens).values([a_garden(id="a"), a_garden(THERE, id="b")]),
    "insert of a selected value": insert(areas).from_select(
        NEW_AREA, select(literal(THERE), literal("area-9"), literal("z/"), literal("North"))
    ),
    "insert of another's rows": insert(areas).from_select(
        NEW_AREA, select(areas.c.district, areas.c.id + "x", areas.c.path, areas.c.name)
    ),
    "text": text("SELECT id FROM gardens"),
    "text of another": text("SELECT id FROM gardens WHERE district = :district").bindparams(district=THERE),
}
path = select(areas.c.path).where(areas.c.district == gardens.c.district, areas.c.id == gardens.c.area_id)
found = select(gardens).where(here).subquery()
BOUND = {
    "where": select(gardens.c.id).where(here),
    "value first": select(gardens.c.id).where(gardens.c.district == HERE),
    "among others": select(gardens.c.id).where(gardens.c.beds > 0, here & (gardens.c.id == "garden-1")),
    "joined on both": select(gardens.c.id)
    .join(areas, (areas.c.district == gardens.c.district) & (areas.c.id == gardens.c.area_id))
    .where(here),
    "scalar sub-select": select(gardens.c.id, path.scalar_subquery()).where(here),
    "exists": select(gardens.c.id).where(here, exists().where(areas.c.district == HERE)),
    "of a sub-select": select(found.c.id),
    "beside a sub-select": select(areas.c.id).where(areas.c.district == found.c.district),
    "counting": select(func.count()).select_from(gardens).where(here),
    "union": select(gardens.c.id).where(here).union(select(areas.c.id).where(areas.c.district == HERE)),
    "update": update(gardens).where(here).values(beds=9),
    "delete": delete(gardens).where(here),
    "insert": insert(gardens).values(a_garden(id="garden-2")),
    "inserts": insert(gardens).values([a_garden(id="garden-2"), a_garden(id="garden-3")]),
    "insert of its own rows": insert(areas).from_select(
        NEW_AREA,
        select(areas.c.district, areas.c.id + "x", areas.c.path, areas.c.name).where(
            areas.c.district == HERE
        ),
    ),
    "insert of its own value": insert(areas).from_select(
        NEW_AREA, select(literal(HERE), literal("area-9"), literal("z/"), literal("North"))
    ),
    "text": text("SELECT id FROM gardens WHERE district = :district").bindparams(district=HERE),
    "always true beside it": select(gardens.c.id).where(here, true()),
    "no tenant's table": select(literal(1)),
}
