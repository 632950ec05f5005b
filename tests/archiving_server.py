"""A private cluster that keeps its log, and that can be brought back to a moment of it (PITR)."""

import shutil
from datetime import datetime
from pathlib import Path

import psycopg2

from tests.postgresql_server import PostgreSql
from tests.processes import wait_until

PROMOTED_WITHIN = 60.0


class ArchivingPostgreSql(PostgreSql):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._log = self._place / "log"
        self._log.mkdir()
        self._hand_over(self._log)
        command = f"test ! -f {self._log}/%f && cp %p {self._log}/%f"
        self._more_settings = {"archive_mode": "on", "archive_command": command}

    def bring_back(self, cluster: Path, moment: datetime) -> None:
        """A base backup in the place of the data, and the log up to the moment."""
        self.stop()  # it keeps the last piece of its log before it goes
        self.data.rename(self._place / "former")
        shutil.copytree(cluster, self.data)
        (self.data / "recovery.signal").touch()
        for path in (self.data, *self.data.rglob("*")):
            self._hand_over(path)
        self.data.chmod(0o700)
        self._more_settings |= {
            "restore_command": f"cp {self._log}/%f %p",
            "recovery_target_time": moment.isoformat(),
            "recovery_target_action": "promote",
        }
        self.start()
        wait_until(self._takes_writes, "the cluster is of that moment", PROMOTED_WITHIN, self.output)

    def _takes_writes(self) -> bool:
        connection = psycopg2.connect(self.dsn)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT NOT pg_is_in_recovery()")
                [found] = cursor.fetchone() or (False,)
                return bool(found)
        finally:
            connection.close()

    def _hand_over(self, path: Path) -> None:
        if self._identity:
            shutil.chown(path, self._identity["user"], self._identity["group"])
