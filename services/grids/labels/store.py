"""Labels in the database: a target has one live label at most."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column, Index, Integer, MetaData, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite

from services.chassis.caller import Scope
from services.chassis.errors import PermissionMissing, StaleVersion
from services.chassis.storage.prepared import unless_there
from services.chassis.storage.rows import Rows
from services.chassis.storage.tenant import Key, Moment, tenant_table
from services.grids.labels.domain.city_apps import CityApp, CityApps
from services.grids.labels.domain.errors import LabelUnknown
from services.grids.labels.domain.label import Label, Target, TargetKind
from services.grids.labels.schemas import CityAppsSchema, LabelSchema

SHOWN, SHOWN_APPS = LabelSchema(), CityAppsSchema()
MAKE = "labels.make"
metadata = MetaData()

labels = tenant_table(
    "labels",
    metadata,
    Column("token", Key, primary_key=True),
    Column("kind", Key),
    Column("target_id", Key),
    Column("unit", Integer),
    Column("made_at", Moment),
    Column("revoked_at", Moment),  # null: live
    Column("version", Integer),
    Index(
        "labels_live",
        "district",
        "target_id",
        "unit",
        "kind",
        unique=True,
        postgresql_where=text("revoked_at IS NULL"),
        sqlite_where=text("revoked_at IS NULL"),
    ),
)


city_apps = tenant_table(
    "city_apps",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("apps", JSON),
)
ADD_APPS = unless_there(city_apps)


class SqlCityApps:
    """What a district has said of them, each time anew: they hold in all of it."""

    def __init__(self, rows: Rows, scope: Scope) -> None:
        self.rows, self.scope = rows, scope

    def get(self, seen_version: int | None = None) -> CityApps:
        newest = select(city_apps).where(self.rows.of(city_apps)).order_by(city_apps.c.number.desc()).limit(1)
        row = self.rows.one(newest)
        held = CityApps(tuple(CityApp(**app) for app in row["apps"]), row["number"]) if row else CityApps()
        if seen_version not in (None, held.version):
            current = SHOWN_APPS.dump(held)
            raise StaleVersion(sent_version=seen_version, current_version=held.version, current=current)
        return held

    def must_be_writable(self) -> None:
        if self.scope.area_ids is not None:
            raise PermissionMissing(permission=MAKE)

    def add(self, after: CityApps) -> None:
        if self.rows.write(ADD_APPS, number=after.version, apps=[vars(app) for app in after.apps]) == 0:
            self.get(after.version - 1)


class SqlLabels:
    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def live(self, targets: Collection[Target]) -> dict[Target, Label]:
        """Whoever enters a building chooses its id: a grid may have the same."""
        named = [(target.target_id, target.unit, target.kind.value) for target in targets]
        its = select(labels).where(
            self.rows.of(labels),
            tuple_(labels.c.target_id, labels.c.unit, labels.c.kind).in_(named),
            labels.c.revoked_at.is_(None),
        )
        return {label.target: label for label in map(_label_of, self.rows.all(its))}

    def add(self, new: Sequence[Label]) -> None:
        """Two who make one for the same target at once have the first one's; all take them in one order."""
        insert = insert_postgresql if self.rows.is_postgresql else insert_sqlite
        district = {"district": self.rows.district}
        rows = [_row_of(label) | district for label in sorted(new, key=_place)]
        self.rows.write(insert(labels).on_conflict_do_nothing(), rows)

    def find(self, token: str) -> Label:
        row = self.rows.one(select(labels).where(self.rows.of(labels), labels.c.token == token))
        if row is None:
            raise LabelUnknown
        return _label_of(row)

    def refuse_stale(self, label: Label, seen_version: int) -> None:
        if label.version != seen_version:
            raise StaleVersion(
                sent_version=seen_version, current_version=label.version, current=SHOWN.dump(label)
            )

    def save(self, label: Label) -> None:
        seen = label.version - 1
        mine = (self.rows.of(labels), labels.c.token == label.token, labels.c.version == seen)
        changed = update(labels).where(*mine).values(revoked_at=label.revoked_at, version=label.version)
        if self.rows.write(changed) == 0:
            self.refuse_stale(self.find(label.token), seen)


def _place(label: Label) -> tuple[str, int, str]:
    return label.target.target_id, label.target.unit, label.target.kind.value


def _row_of(label: Label) -> dict[str, Any]:
    return {
        "token": label.token,
        "kind": label.target.kind.value,
        "target_id": label.target.target_id,
        "unit": label.target.unit,
        "made_at": label.made_at,
        "revoked_at": label.revoked_at,
        "version": label.version,
    }


def _label_of(row: Mapping[str, Any]) -> Label:
    target = Target(TargetKind(row["kind"]), row["target_id"], row["unit"])
    return Label(row["token"], target, row["made_at"], row["revoked_at"], row["version"])
