"""Which functions of a service's `queries` have run: one that never did was never looked at."""

import dis
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType, FrameType

from services.chassis.contracts import SERVICES


def functions_of(service: str) -> set[str]:
    """All that its `queries` define: `areas/queries/lists.py: AreaLists.named`."""
    files = [*SERVICES.glob(f"{service}/*/queries.py"), *SERVICES.glob(f"{service}/*/queries/*.py")]
    return {name for file in files for name in _within(compile(file.read_text(), str(file), "exec"))}


@contextmanager
def noted(service: str) -> Iterator[set[str]]:
    run: set[str] = set()
    of_service = str(SERVICES / service)

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(of_service) and "queries" in code.co_filename:
            run.add(_named(code))

    _forget(service)
    sys.setprofile(note)
    try:
        yield run
    finally:
        sys.setprofile(None)


def _forget(service: str) -> None:
    """What is made once a process was perhaps made before."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"services.{service}."):
            for value in vars(module).values():
                getattr(value, "cache_clear", lambda: None)()


def _within(code: CodeType) -> Iterator[str]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if (
                not inner.co_name.startswith("<")
                and inner.co_flags & _OF_FUNCTIONS
                and _does_something(inner)
            ):
                yield _named(inner)
            yield from _within(inner)


def _does_something(code: CodeType) -> bool:
    """What a port says has words alone."""
    return not {step.opname for step in dis.get_instructions(code)} <= {
        "RESUME",
        "LOAD_CONST",
        "RETURN_VALUE",
    }


_OF_FUNCTIONS = 0x2
"""CO_NEWLOCALS: the body of a class has it not."""


def _named(code: CodeType) -> str:
    return f"{code.co_filename.removeprefix(f'{SERVICES}/')}: {code.co_qualname}"
