"""What looks wrong in official codes that are about to be given."""

from collections.abc import Mapping, Sequence

from services.grids.areas.domain.area import Area
from services.grids.areas.domain.codes import AreaCode
from services.grids.areas.domain.kinds import Kinds
from services.grids.areas.domain.official import CodeWarning, is_official, other_spellings, warnings_of
from services.grids.areas.use_cases.founding_ports import Given


def warn(
    codes: Sequence[AreaCode],
    areas: Mapping[str, Area],
    kinds: Kinds,
    given: Given,
    borne: Sequence[AreaCode] = (),
) -> list[CodeWarning]:
    """`borne` are codes that the area had itself. Asked before they are kept."""
    official = [code for code in codes if is_official(code)]
    if not official:
        return []
    others = [other for code in official for other in other_spellings(code)]
    taken = given.codes(others) if others else set()
    own = {(code.scheme, code.code) for code in borne}
    paths = {areas[code.area_id].path for code in official}
    above = given.above(paths, {code.scheme for code in official})
    return warnings_of(codes, areas, kinds, taken - own, above)
