"""The schemes of other systems, which a district registers before it uses them."""

from collections.abc import Collection

from services.grids.areas.domain.codes import AreaCode, CodeScheme
from services.grids.areas.domain.errors import CodeSchemeUnknown
from services.grids.areas.use_cases.ports import Tx


def refuse_unregistered(codes: Collection[AreaCode], tx: Tx) -> None:
    wanted = {str(code.scheme) for code in codes} - set(CodeScheme)
    for scheme in sorted(wanted - tx.code_schemes.known(wanted) if wanted else ()):
        raise CodeSchemeUnknown(scheme=scheme)
