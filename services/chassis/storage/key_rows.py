"""Where a service keeps the wrapped keys of its districts, each row committed by itself (D11)."""

from collections.abc import Iterable

from services.chassis.keys import WrappedKeys
from services.chassis.storage.database import Database
from services.chassis.storage.sql import Sql

_FIND = Sql(
    "SELECT district, version, data_key, digest_key FROM data_keys WHERE district = ? ORDER BY version"
)
_ADD = Sql(
    """
    INSERT INTO data_keys (district, version, data_key, digest_key, at) VALUES (?, ?, ?, ?, NOW_MOMENT)
    ON CONFLICT DO NOTHING
    """
)
_REMOVE = Sql("DELETE FROM data_keys WHERE district = ? AND version < ?")
_AGE = Sql(
    "SELECT (julianday('now') - julianday(max(at))) * 86400.0 FROM data_keys WHERE district = ?",
    postgresql="""
    SELECT extract(epoch FROM clock_timestamp() - max(at))::double precision FROM data_keys WHERE district = ?
    """,
)
_WRAP_ANEW = Sql("UPDATE data_keys SET data_key = ?, digest_key = ? WHERE district = ? AND version = ?")


class KeyRowsOf:
    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, district: str) -> Iterable[WrappedKeys]:
        with self._database.look(district) as rows:
            found = rows.run(_FIND, district).rows
        return [
            WrappedKeys(name, version, bytes(data), bytes(digest)) for name, version, data, digest in found
        ]

    def add(self, keys: WrappedKeys) -> None:
        with self._database.work(keys.district) as rows:
            rows.run(_ADD, keys.district, keys.version, keys.data_key, keys.digest_key)

    def replace(self, keys: WrappedKeys) -> None:
        """The same keys, wrapped anew."""
        with self._database.work(keys.district) as rows:
            rows.run(_WRAP_ANEW, keys.data_key, keys.digest_key, keys.district, keys.version)

    def remove_before(self, district: str, version: int) -> None:
        with self._database.work(district) as rows:
            rows.run(_REMOVE, district, version)

    def age(self, district: str) -> float:
        with self._database.look(district) as rows:
            return float(rows.run(_AGE, district).scalar or 0.0)
