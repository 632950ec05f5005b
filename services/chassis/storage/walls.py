"""Row-level security and grants, written down once for every table (D10)."""

from sqlalchemy import Connection, Table

from services.chassis.storage.tenant import is_tenant

_MINE = "district = nullif(current_setting('linli.district', true), '')"
_ALL = "SELECT, INSERT, UPDATE, DELETE"

# What the application may do with the chassis's tables: it adds to the trail and cannot change it.
_OF_THE_APPLICATION = {
    "outbox": "INSERT",
    "inbox": "SELECT, INSERT, UPDATE",
    "idempotency": "SELECT, INSERT, UPDATE (answer), DELETE",
    "audit": "INSERT",
    "leases": "SELECT, UPDATE (until)",  # locking the row asks for one column to be writable
    "districts": "SELECT",
    "data_keys": "SELECT",
    "moves": "SELECT",
    "mirror_states": _ALL,
    "jobs": "SELECT, INSERT, UPDATE",
    "revocations": "SELECT, INSERT, UPDATE",
}
# Nor does the chassis's own work change it, but for the block that a row is sealed in.
_OF_THE_WORK = {
    "audit": "SELECT, INSERT, UPDATE (block)",
    "audit_blocks": "SELECT, INSERT",
    "audit_objects": "SELECT, INSERT",
}

_SWEEPING = """
CREATE OR REPLACE FUNCTION linli_sweep_audit(of_district text, of_block bigint, days integer, look_ups json)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    latest timestamptz := clock_timestamp() - make_interval(days => greatest(days, 180));
BEGIN
    UPDATE audit_blocks SET swept_at = clock_timestamp() WHERE district = of_district
        AND number = of_block AND swept_at IS NULL AND sealed_at < latest AND last_at < latest;
    IF NOT FOUND THEN RETURN; END IF;
    DELETE FROM audit_objects o USING json_array_elements(look_ups) l WHERE o.district = of_district
        AND o.object_id = l->>0 AND o.at = (l->>1)::timestamptz AND o.id = l->>2
        AND o.id IN (SELECT id FROM audit WHERE district = of_district AND block = of_block);
    DELETE FROM audit WHERE district = of_district AND block = of_block;
END $$
"""


def wall_tenant_table(connection: Connection, table: Table) -> None:
    """Only rows of the transaction's district exist, for the owner of the table too."""
    service = service_of(connection)
    _enforce(connection, table.name)
    _grant(connection, table.name, {f"{service}_app": _ALL, f"{service}_work": _ALL})


def wall_public_table(connection: Connection, table: Table) -> None:
    """Reference data without a district: read by everybody, written by migrations and the chassis's work."""
    service = service_of(connection)
    _grant(connection, table.name, {f"{service}_app": "SELECT", f"{service}_work": _ALL})


def wall_chassis_table(connection: Connection, table: Table) -> None:
    """The chassis's own work sees its tables across districts."""
    service, name = service_of(connection), table.name
    work = f"{service}_work"
    if is_tenant(table):
        _enforce(connection, name)
        connection.exec_driver_sql(
            f"CREATE POLICY {name}_work ON {name} TO {work} USING (true) WITH CHECK (true)"
        )
    grants = {work: _OF_THE_WORK.get(name, _ALL)}
    if name in _OF_THE_APPLICATION:
        grants[f"{service}_app"] = _OF_THE_APPLICATION[name]
    _grant(connection, name, grants)


def allow_sealing(connection: Connection) -> None:
    """An audit table that began without blocks."""
    _grant(connection, "audit", {f"{service_of(connection)}_work": _OF_THE_WORK["audit"]})


def allow_resealing(connection: Connection) -> None:
    """Kept answers that the application might only add and delete before."""
    _grant(connection, "idempotency", {f"{service_of(connection)}_app": _OF_THE_APPLICATION["idempotency"]})


def allow_sweeping(connection: Connection) -> None:
    """The audit is the owner's to delete: a function of theirs does it, when 180 days are over."""
    connection.exec_driver_sql(_SWEEPING)
    function, work = "linli_sweep_audit(text, bigint, integer, json)", f"{service_of(connection)}_work"
    connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
    connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {function} TO {work}")


def allow_analysis(connection: Connection) -> None:
    """Statistics are the owner's to take: a function of theirs does it for the chassis's own work."""
    connection.exec_driver_sql(
        """
        CREATE FUNCTION linli_analyze(names text[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        DECLARE name text;
        BEGIN
            FOREACH name IN ARRAY names LOOP EXECUTE format('ANALYZE %I', name); END LOOP;
        END $$
        """.replace("%", "%%")
    )
    connection.exec_driver_sql("REVOKE ALL ON FUNCTION linli_analyze(text[]) FROM PUBLIC")
    work = f"{service_of(connection)}_work"
    connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION linli_analyze(text[]) TO {work}")


def service_of(connection: Connection) -> str:
    """Migrations run as the owner, who is called after the service."""
    owner = str(connection.exec_driver_sql("SELECT current_user").scalar_one())
    if not owner.endswith("_owner"):
        raise ValueError(f"migrations run as <service>_owner, not as {owner}")
    return owner.removesuffix("_owner")


def _enforce(connection: Connection, name: str) -> None:
    connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    connection.exec_driver_sql(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    connection.exec_driver_sql(
        f"CREATE POLICY {name}_district ON {name} USING ({_MINE}) WITH CHECK ({_MINE})"
    )


def _grant(connection: Connection, name: str, grants: dict[str, str]) -> None:
    for role, rights in grants.items():
        connection.exec_driver_sql(f"GRANT {rights} ON {name} TO {role}")
