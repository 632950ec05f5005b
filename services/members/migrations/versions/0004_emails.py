"""An e-mail address beside a resident's phone, sealed like it."""

from alembic import op
from sqlalchemy import Column, LargeBinary

revision = "0004_emails"
down_revision = "0003_register_imports"


def upgrade() -> None:
    op.add_column("residents", Column("email", LargeBinary))
