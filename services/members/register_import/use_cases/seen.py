"""What a caller may see of imports: those of communities in their areas."""

from services.members.register_import.domain.errors import AreaUnknown, ImportUnknown
from services.members.register_import.domain.register_import import RegisterImport
from services.members.register_import.use_cases.ports import Place, Tx


def seen_place(tx: Tx, area_id: str) -> Place:
    """Raises AreaUnknown."""
    place = tx.ground.seen(area_id)
    if place is None:
        raise AreaUnknown(area_id=area_id)
    return place


def seen_import(tx: Tx, import_id: str) -> RegisterImport:
    """Raises ImportUnknown."""
    found = tx.imports.get(import_id)
    if tx.ground.seen(found.into) is None:
        raise ImportUnknown(import_id=import_id)
    return found
