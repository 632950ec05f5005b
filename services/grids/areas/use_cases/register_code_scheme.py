"""A district registers another system, whose ids for areas are codes from then on."""

from dataclasses import dataclass

from services.chassis.caller import Caller
from services.grids.areas.domain.codes import CodeScheme
from services.grids.areas.domain.errors import CodeSchemeTaken, CodeSchemeUnknown, SystemMalformed
from services.grids.areas.domain.system import System
from services.grids.areas.use_cases.ports import Begin


@dataclass(frozen=True)
class RegisterCodeScheme:
    """`scheme` is `SYS:` and a word; `name` is what people call the system."""

    scheme: str
    name: str


def register_code_scheme(command: RegisterCodeScheme, begin: Begin, caller: Caller) -> System:
    try:
        system = System(CodeScheme.named(command.scheme), command.name)
    except CodeSchemeUnknown:
        raise SystemMalformed(scheme=command.scheme) from None
    with begin(caller) as tx:
        tx.code_schemes.must_be_writable()
        if system.scheme in set(CodeScheme) or tx.code_schemes.known([system.scheme]):
            raise CodeSchemeTaken(scheme=system.scheme)
        if not tx.code_schemes.add(system):
            raise CodeSchemeTaken(scheme=system.scheme)
    return system
