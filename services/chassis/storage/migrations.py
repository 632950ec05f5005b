"""Migrations: what a service's scripts are made of, and running them as the service's owner."""

from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    NullPool,
    Table,
    Text,
    create_engine,
    inspect,
    make_url,
    text,
)

from services.chassis.storage import tables
from services.chassis.storage.cluster import prepare_roles
from services.chassis.storage.fence import put_up_fence
from services.chassis.storage.job_table import jobs
from services.chassis.storage.revocations import revocations
from services.chassis.storage.tenant import Moment
from services.chassis.storage.turning import use_write_ahead_log
from services.chassis.storage.walls import (
    allow_analysis,
    allow_resealing,
    allow_sealing,
    allow_sweeping,
    wall_chassis_table,
    wall_public_table,
    wall_tenant_table,
)

__all__ = [
    "create_analysis",
    "create_audit_chain",
    "create_audit_keeping",
    "create_chassis_tables",
    "create_job_table",
    "create_moves",
    "create_public_table",
    "create_resealing",
    "create_revocation_table",
    "create_tenant_table",
    "migrate",
    "owner_engine",
    "prepare_roles",
    "version_of",
]

VERSIONS = "schema_version"
_SERVICES = Path(__file__).parents[2]
_ONE_AT_A_TIME = 0x11A711
_PATIENCE = 10.0


class Owner(Protocol):
    @property
    def owner(self) -> str: ...


class HasDatabase(Protocol):
    @property
    def database(self) -> Owner: ...


def create_chassis_tables(op: Any) -> None:
    """First in a service's first migration."""
    connection: Connection = op.get_bind()
    tables.metadata.create_all(connection, checkfirst=False)
    if connection.dialect.name == "postgresql":
        for table in tables.metadata.sorted_tables:
            wall_chassis_table(connection, table)
        allow_sweeping(connection)
    put_up_fence(connection)


def create_job_table(op: Any) -> None:
    """After the chassis's other tables, in a script of its own or in the first."""
    connection: Connection = op.get_bind()
    jobs.create(connection)
    if connection.dialect.name == "postgresql":
        wall_chassis_table(connection, jobs)


def create_revocation_table(op: Any) -> None:
    """For the service that grants."""
    connection: Connection = op.get_bind()
    revocations.create(connection)
    if connection.dialect.name == "postgresql":
        wall_chassis_table(connection, revocations)


def create_audit_chain(op: Any) -> None:
    """For databases that began without it; whatever began since has it with the chassis's other tables."""
    connection: Connection = op.get_bind()
    if inspect(connection).has_table(tables.audit_blocks.name):
        return
    op.add_column("audit", Column("reason", Text))
    op.add_column("audit", Column("times", Integer, nullable=False, server_default=text("1")))
    op.add_column("audit", Column("block", BigInteger))
    for index in sorted(tables.audit.indexes, key=lambda index: str(index.name)):
        index.create(connection)
    for table in (tables.audit_blocks, tables.audit_objects):
        table.create(connection)
        if connection.dialect.name == "postgresql":
            wall_chassis_table(connection, table)
    if connection.dialect.name == "postgresql":
        allow_sealing(connection)


def create_audit_keeping(op: Any) -> None:
    """After the chain; what began with today's tables has the column and its index already."""
    connection: Connection = op.get_bind()
    blocks = tables.audit_blocks
    if "swept_at" not in {column["name"] for column in inspect(connection).get_columns(blocks.name)}:
        op.add_column(blocks.name, Column("swept_at", Moment))
        next(index for index in blocks.indexes if index.name == "audit_unswept").create(connection)
    if connection.dialect.name == "postgresql":
        allow_sweeping(connection)


def create_resealing(op: Any) -> None:
    """Kept answers may be sealed anew; where it began with today's tables they may already."""
    connection: Connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        allow_resealing(connection)


def create_moves(op: Any) -> None:
    """For databases that began without them."""
    connection: Connection = op.get_bind()
    if inspect(connection).has_table(tables.moves.name):
        return
    tables.moves.create(connection)
    if connection.dialect.name == "postgresql":
        wall_chassis_table(connection, tables.moves)
    put_up_fence(connection)


def create_analysis(op: Any) -> None:
    """For services whose tables grow by ten thousands at once (see storage.analysis)."""
    connection: Connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        allow_analysis(connection)


def create_tenant_table(op: Any, table: Table) -> None:
    """With its indexes, behind row-level security; `table` was made by `tenant_table`."""
    connection: Connection = op.get_bind()
    if "district" not in table.c:
        raise ValueError(f"{table.name} has no district")
    table.create(connection)
    if connection.dialect.name == "postgresql":
        wall_tenant_table(connection, table)


def create_public_table(op: Any, table: Table) -> None:
    """Reference data of all districts; the exception, listed where the isolation tests look."""
    connection: Connection = op.get_bind()
    if "district" in table.c:
        raise ValueError(f"{table.name} belongs to districts")
    table.create(connection)
    if connection.dialect.name == "postgresql":
        wall_public_table(connection, table)


def migrate(service: str, settings: HasDatabase, folder: Path | None = None) -> bool:
    """Brings the service's database to the newest script of `services/<service>/migrations/versions`.

    False when it was there already; then Alembic is not even imported. A script's revision is its
    file's name.
    """
    folder = folder or _SERVICES / service / "migrations"
    engine = owner_engine(settings, service)
    try:
        with engine.connect() as connection:
            if version_of(connection) == _newest(folder):
                return False
            _upgrade(connection, folder)
        return True
    finally:
        engine.dispose()


def owner_engine(settings: HasDatabase, service: str) -> Engine:
    """Connections of the one whom the tables belong to; each begins its transactions itself."""
    url = make_url(settings.database.owner.replace("{service}", service))
    if url.get_backend_name() == "sqlite":
        assert url.database
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        waits = {"timeout": _PATIENCE}
    else:
        waits = {"connect_timeout": 3}
        url = url.set(drivername="postgresql+psycopg2")
    return create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool, connect_args=waits)


def _newest(folder: Path) -> str:
    return max(path.stem for path in (folder / "versions").glob("*.py") if path.stem != "__init__")


def version_of(connection: Connection) -> str | None:
    """The newest script that was run; None: none yet."""
    if not inspect(connection).has_table(VERSIONS):
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()


def _upgrade(connection: Connection, folder: Path) -> None:
    """All of it or nothing, and one process at a time."""
    if connection.dialect.name == "sqlite":
        use_write_ahead_log(connection, _PATIENCE)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"BEGIN; SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})")
    try:
        _run_scripts(connection, folder)
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


def _run_scripts(connection: Connection, folder: Path) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: Any) -> Any:
        return scripts._upgrade_revs("head", revision)

    with EnvironmentContext(config, scripts, fn=steps, destination_rev="head") as environment:
        environment.configure(connection=connection, version_table=VERSIONS)
        environment.run_migrations()
