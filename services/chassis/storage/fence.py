"""Districts that a house leaves alone: they are on their way to another, have gone there, or are coming.

*closing*: nothing is begun, what is in hand ends. *closed*: nothing more is kept. *moved*: gone. *arriving*,
*arrived*: its rows are coming, or are there and wait for those of the other services. *opening*: work may
begin, events are not sent again yet. *here*: as if it had never moved, and so is a district without a row.
"""

from enum import StrEnum

from sqlalchemy import Connection


class MoveState(StrEnum):
    CLOSING = "closing"
    CLOSED = "closed"
    MOVED = "moved"
    ARRIVING = "arriving"
    ARRIVED = "arrived"
    OPENING = "opening"
    HERE = "here"


FENCED = "state IN ('closed', 'moved', 'arriving', 'arrived')"
SHUT = "state IN ('closing', 'closed', 'moved', 'arriving', 'arrived')"
"""Written out, so that SQL is made of constants."""
NOT_SHUT = f"NOT EXISTS (SELECT 1 FROM moves WHERE moves.district = {{}}.district AND moves.{SHUT})"
REFUSES = "LI001"
"""SQLSTATE of a write in a district that is fenced; SQLite says the words alone."""
WORDS = "linli: the district is closed"

_MEETS = f"EXISTS (SELECT 1 FROM moves WHERE district = NEW.district AND {FENCED})"
_ON_SQLITE = f"""
    CREATE TRIGGER audit_of_closed BEFORE INSERT ON audit WHEN NEW.kind = 'write' AND {_MEETS}
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END
"""
_ON_POSTGRESQL = (
    f"""
    CREATE FUNCTION linli_refuse_closed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {_MEETS} THEN RAISE EXCEPTION '{WORDS}' USING ERRCODE = '{REFUSES}'; END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER audit_of_closed BEFORE INSERT ON audit FOR EACH ROW WHEN (NEW.kind = 'write')
    EXECUTE FUNCTION linli_refuse_closed()
    """,
)


def put_up_fence(connection: Connection) -> None:
    """Every write has an audit row in its transaction (D12): where that is refused, nothing is kept.

    So no process can be late to learn of it, and no request asks anything more than before.
    """
    on_postgresql = connection.dialect.name == "postgresql"
    for text in _ON_POSTGRESQL if on_postgresql else (_ON_SQLITE,):
        connection.exec_driver_sql(text)
