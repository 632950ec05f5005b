"""The tables that every service has for the chassis."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from services.chassis.storage.sealed_columns import sealed
from services.chassis.storage.tenant import Key, Moment, tenant_table

metadata = MetaData()

outbox = Table(
    "outbox",
    metadata,
    # A place in the service's log, not a tenant's key: the relay reads it across districts.
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), Identity(always=True), primary_key=True),
    Column("district", Key, nullable=False),
    Column("id", Key, nullable=False),
    Column("type", Key, nullable=False),
    Column("subject", Key, nullable=False),
    Column("version", BigInteger),
    Column("body", Text, nullable=False),  # the CloudEvents envelope, as JSON text
    Column("recorded_at", Moment, nullable=False),
    Column("claimed_until", Moment),
    Column("published_at", Moment),
    Column("unheard", Boolean, nullable=False, server_default=text("false")),
    sqlite_autoincrement=True,
)
Index(
    "outbox_waiting",
    outbox.c.seq,
    postgresql_where=text("published_at IS NULL AND NOT unheard"),
    sqlite_where=text("published_at IS NULL AND NOT unheard"),
)

inbox = tenant_table(
    "inbox",
    metadata,
    Column("handler", Key, primary_key=True),
    Column("event_id", Key, primary_key=True),
    Column("state", Key, nullable=False),  # open, done, parked, dead
    Column("attempts", Integer, nullable=False, server_default=text("0")),  # begun and not ended
    Column("failures", Integer, nullable=False, server_default=text("0")),  # ended by an exception
    Column("error", Text),
    Column("envelope", Text),  # kept for parked and dead events only
    Column("due_at", Moment),
    Column("at", Moment, nullable=False),
)
Index(
    "inbox_waiting",
    inbox.c.state,
    inbox.c.due_at,
    postgresql_where=text("state IN ('parked', 'dead')"),
    sqlite_where=text("state IN ('parked', 'dead')"),
)

idempotency = tenant_table(
    "idempotency",
    metadata,
    Column("principal", Key, primary_key=True),
    Column("method", Key, primary_key=True),
    Column("key", Key, primary_key=True),
    Column("hash", LargeBinary, nullable=False),
    Column("body_id", Key),
    sealed("answer", row=("principal", "method", "key"), nullable=False),
    Column("at", Moment, nullable=False),
)
Index(
    "idempotency_body",
    idempotency.c.district,
    idempotency.c.method,
    idempotency.c.body_id,
    unique=True,
    postgresql_where=text("body_id IS NOT NULL"),
    sqlite_where=text("body_id IS NOT NULL"),
)

audit = tenant_table(
    "audit",
    metadata,
    Column("id", Key, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", Key, nullable=False),  # write, read, denied
    Column("principal", Key, nullable=False),
    Column("action", Key, nullable=False),
    Column("permission", Key, nullable=False),
    Column("request_id", Key, nullable=False),
    Column("ids", Text, nullable=False),  # a JSON list of the things written or shown
    Column("reason", Text),  # what was said for it, where somebody must
    Column("times", Integer, nullable=False, server_default=text("1")),  # more where it is a count
    Column("block", BigInteger),  # null: not sealed yet
)
UNSEALED, SEALED = text("block IS NULL"), text("block IS NOT NULL")
Index(
    "audit_unsealed",
    audit.c.district,
    audit.c.id,
    postgresql_where=UNSEALED,
    sqlite_where=UNSEALED,
)
# What a search reads is of sealed rows alone: the transaction that writes a row does not wait for it.
for name, searched in {
    "audit_of_block": (audit.c.block, audit.c.id),
    "audit_newest": (audit.c.at, audit.c.id),
    "audit_of_principal": (audit.c.principal, audit.c.at, audit.c.id),
    "audit_of_action": (audit.c.action, audit.c.at, audit.c.id),
}.items():
    Index(name, audit.c.district, *searched, postgresql_where=SEALED, sqlite_where=SEALED)

audit_blocks = tenant_table(
    "audit_blocks",
    metadata,
    Column("number", BigInteger, primary_key=True),  # from 1, without a gap
    Column("before", Key, nullable=False),  # the hash of the block before; empty for the first
    Column("count", Integer, nullable=False),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("rows_hash", Key, nullable=False),
    Column("sealed_at", Moment, nullable=False),
    Column("hash", Key, nullable=False),
    Column("rows", Text, nullable=False),  # a JSON list of [id, hash] in the order of ids
    Column("swept_at", Moment),  # null: its rows are still there
)
# A sweep looks for the oldest that still has its rows, of whatever district.
UNSWEPT = text("swept_at IS NULL")
Index("audit_unswept", audit_blocks.c.sealed_at, postgresql_where=UNSWEPT, sqlite_where=UNSWEPT)

audit_objects = tenant_table(
    "audit_objects",
    metadata,
    Column("object_id", Key, primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("id", Key, primary_key=True),  # of the audit row
    is_index=True,
)

# What grows with time is swept by time: such an index costs next to nothing.
for name, aged in {
    "outbox_age": outbox.c.recorded_at,
    "inbox_age": inbox.c.at,
    "idempotency_age": idempotency.c.at,
}.items():
    Index(name, aged, postgresql_using="brin").ddl_if(dialect="postgresql")

leases = Table(
    "leases",
    metadata,
    Column("name", Key, primary_key=True),
    Column("holder", Key, nullable=False),
    Column("fence", BigInteger, nullable=False),
    Column("until", Double, nullable=False),  # unix seconds by the database's clock
    # With `fence` in a unique index a new holder waits for transactions that checked the old fence; a renewal
    # does not.
    UniqueConstraint("name", "fence", name="leases_fence"),
)

districts = tenant_table("districts", metadata, Column("at", Moment, nullable=False))

data_keys = tenant_table(
    "data_keys",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("data_key", LargeBinary, nullable=False),  # wrapped by the master key
    Column("digest_key", LargeBinary, nullable=False),  # wrapped by the master key
    Column("at", Moment, nullable=False),
)

# No district's own: each house says here where the district is in its move from one house to another.
moves = tenant_table(
    "moves",
    metadata,
    Column("state", Key, nullable=False),  # see storage.fence
    Column("told", Text, nullable=False, server_default=""),  # where it went, or the backup that it came by
    Column("at", Moment, nullable=False),
)

mirror_states = tenant_table(
    "mirror_states",
    metadata,
    Column("mirror", Key, primary_key=True),
    Column("epoch", BigInteger, nullable=False, server_default=text("0")),
    Column("cursor", Text),  # where a feed under way goes on; null: none under way
    Column("tree_version", BigInteger),
    Column("fed_at", Moment),
)
