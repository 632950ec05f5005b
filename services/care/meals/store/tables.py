"""The tables of meals: the programme's editions, enrolments, cards, and what was eaten."""

from sqlalchemy import JSON, BigInteger, Column, Date, Index, Integer, MetaData, text

from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()


def _one_at_a_time(name: str, open_while: str) -> Index:
    """Whoever opens a second for the same person is refused by the database itself."""
    condition = text(open_while)
    return Index(
        name,
        "district",
        "resident_id",
        unique=True,
        postgresql_where=condition,
        sqlite_where=condition,
    )


editions = tenant_table(
    "meal_editions",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("valid_from", Date, nullable=False),
    Column("minimum_age", Integer, nullable=False),
    Column("prices", JSON, nullable=False),
    Column("canteens", JSON, nullable=False),
)

# Areas that are no more, with what goes on for them.
ended_areas = tenant_table(
    "ended_areas",
    metadata,
    Column("area_id", Key, primary_key=True),
    Column("to_id", Key),
    Column("effective_on", Date, nullable=False),
)

enrolments = tenant_table(
    "meal_enrolments",
    metadata,
    Column("id", Key, primary_key=True),
    Column("resident_id", Key, nullable=False),
    Column("enrolled_on", Date, nullable=False),
    Column("ended_on", Date),
    Column("reason", Key),
    Column("version", BigInteger, nullable=False),
    _one_at_a_time("meal_enrolments_open", "ended_on IS NULL"),
    Index("meal_enrolments_of", "district", "resident_id"),
)

cards = tenant_table(
    "meal_cards",
    metadata,
    Column("id", Key, primary_key=True),
    Column("enrolment_id", Key, nullable=False),
    Column("resident_id", Key, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("reason", Key),
    Column("version", BigInteger, nullable=False),
    _one_at_a_time("meal_cards_open", "closed_on IS NULL"),
    Index("meal_cards_of", "district", "resident_id", "id"),
)

served_meals = tenant_table(
    "served_meals",
    metadata,
    Column("card_id", Key, primary_key=True),
    Column("on", Date, primary_key=True),
    Column("meal", Key, primary_key=True),
    Column("price_fen", BigInteger, nullable=False),
    Column("edition", BigInteger, nullable=False),
    Column("served_at", Moment, nullable=False),
)
