"""Away with what is past its keeping (D16), a thousand rows to a transaction."""

from services.chassis.storage.sql import Sql

AT_ONCE = 1000


def sweeping(table: str, condition: str) -> Sql:
    """Whoever asks goes on while a full thousand went."""
    chosen = f"SELECT {{place}} FROM {table} WHERE {condition} LIMIT {AT_ONCE}"
    return Sql(
        f"DELETE FROM {table} WHERE rowid IN ({chosen.format(place='rowid')})",
        postgresql=f"DELETE FROM {table} WHERE ctid = ANY(ARRAY({chosen.format(place='ctid')}))",
    )
