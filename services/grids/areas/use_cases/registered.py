"""The schemes of other systems, which a district registers before it uses them."""

from collections.abc import Collection

from services.grids.areas.domain.codes import AreaCode, CodeScheme
from services.grids.areas.domain.errors import CodeSchemeUnknown
from services.grids.areas.use_cases.ports import Tx


def refuse_unregistered(codes: Collection[AreaCode], tx: Tx) -> None:
    for code in unregistered(codes, tx):
        raise CodeSchemeUnknown(scheme=code.scheme)


def unregistered(codes: Collection[AreaCode], tx: Tx) -> list[AreaCode]:
    """Those whose scheme the district does not know."""
    wanted = {str(code.scheme) for code in codes} - set(CodeScheme)
    unknown = wanted - tx.code_schemes.known(wanted) if wanted else set()
    return sorted((code for code in codes if code.scheme in unknown), key=lambda code: str(code.scheme))
