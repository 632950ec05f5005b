"""Pages that neither repeat nor leave out a row, whatever ties there are and whatever is added (D15)."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, select

from services.chassis import wire
from services.chassis.errors import FieldsInvalid
from services.chassis.storage.paging import Ordered, page
from tests.chassis.storage.builders import LI_NA, a_garden, a_reading, lay_ground, plant, reading
from tests.chassis.storage.shop.tables import gardens

BEDS = [3, 1, 2, 2, 2, 3, 1, 2, 2]
SHOWN = select(gardens.c.id, gardens.c.beds, gardens.c.planted_on, gardens.c.seen_at)
ORDERS: dict[str, list[Ordered]] = {
    "id": [gardens.c.id],
    "id, turned round": [gardens.c.id.desc()],
    "beds and id": [gardens.c.beds, gardens.c.id],
    "most beds first": [gardens.c.beds.desc(), gardens.c.id],
    "most beds and last id first": [gardens.c.beds.desc(), gardens.c.id.desc()],
    "day, beds, id": [gardens.c.planted_on, gardens.c.beds.desc(), gardens.c.id],
    "moment and id": [gardens.c.seen_at.desc(), gardens.c.id],
}


@pytest.fixture
def planted(database):
    lay_ground(database)
    seen = [datetime(2026, 3, 1 + beds, 8, 0, 0, beds, tzinfo=UTC) for beds in BEDS]
    rows = [
        a_garden(id=f"garden-{place}", beds=beds, planted_on=date(2026, 3, beds), seen_at=seen[place])
        for place, beds in enumerate(BEDS)
    ]
    plant(database, *rows)
    return database


def pages(database, by, limit):
    """Every page, each start carried through JSON as a cursor is."""
    after, found = None, []
    while True:
        with reading(database) as tx:
            items, following = page(
                tx.rows, SHOWN.where(tx.rows.of(gardens)), by=by, after=after, limit=limit
            )
        found.append([item["id"] for item in items])
        if following is None:
            return found
        after = wire.loads(wire.dumps(following))


@pytest.mark.parametrize("limit", [1, 2, 4, 9, 10])
@pytest.mark.parametrize("by", ORDERS.values(), ids=ORDERS)
def test_the_pages_together_are_the_list(planted, by, limit):
    with reading(planted) as tx:
        whole = [row["id"] for row in tx.rows.all(SHOWN.where(tx.rows.of(gardens)).order_by(*by))]

    found = pages(planted, by, limit)

    assert [id for one in found for id in one] == whole
    assert all(len(one) == limit for one in found[:-1])
    assert len(found[-1]) <= limit


def test_a_full_last_page_has_no_next(planted):
    assert len(pages(planted, ORDERS["id"], 9)) == 1


def test_a_list_without_rows_is_one_empty_page(database):
    assert pages(database, ORDERS["id"], 5) == [[]]


def test_a_row_added_before_the_page_moves_nothing(planted):
    with reading(planted) as tx:
        _, following = page(tx.rows, SHOWN.where(tx.rows.of(gardens)), by=ORDERS["id"], after=None, limit=3)
    plant(planted, a_garden(id="garden-0a"))

    with reading(planted) as tx:
        items, _ = page(tx.rows, SHOWN.where(tx.rows.of(gardens)), by=ORDERS["id"], after=following, limit=3)

    assert [item["id"] for item in items] == ["garden-3", "garden-4", "garden-5"]


def test_one_row_more_than_the_page_is_read(planted):
    limits = []

    @event.listens_for(planted.app.engine, "before_cursor_execute")
    def note(_connection, _cursor, _statement, parameters, *_rest):
        limits.append(51 in (parameters.values() if isinstance(parameters, dict) else parameters))

    pages(planted, ORDERS["id"], 50)

    assert limits == [True]


@pytest.mark.parametrize(
    "after",
    [[], [2], [2, "garden-1", 1], ["2", "garden-1"], [2, 1], [None, "garden-1"], [True, "garden-1"]],
    ids=str,
)
def test_a_start_of_another_shape_is_refused(planted, after):
    call = a_reading(planted)

    with pytest.raises(FieldsInvalid) as refused, call.begin(LI_NA) as tx:
        page(tx.rows, SHOWN.where(tx.rows.of(gardens)), by=ORDERS["beds and id"], after=after, limit=3)
    call.rollback()

    assert [error.field for error in refused.value.fields] == ["after"]


@pytest.mark.parametrize("after", [["soon", "garden-1"], [20260302, "garden-1"]], ids=str)
def test_a_start_that_is_no_moment_is_refused(planted, after):
    call = a_reading(planted)

    with pytest.raises(FieldsInvalid), call.begin(LI_NA) as tx:
        page(tx.rows, SHOWN.where(tx.rows.of(gardens)), by=ORDERS["moment and id"], after=after, limit=3)
    call.rollback()
