"""Who found a case, raised the alarm, called the departments and carried it out."""

from alembic import op
from sqlalchemy import Column

from services.chassis.storage.tenant import Key

revision = "0029_case_actors"
down_revision = "0028_spans_lighter"


def upgrade() -> None:
    for part in ("finder_id", "alarm_raiser_id", "whistle_blower_id", "executor_id"):
        op.add_column("cases", Column(part, Key))
