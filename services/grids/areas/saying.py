"""Warnings with their sentences, in the caller's language."""

from collections.abc import Iterable
from typing import Any

from services.chassis.caller import Caller
from services.chassis.words import Catalogue
from services.grids.areas.domain.official import CodeWarning


def said(warnings: Iterable[CodeWarning], catalogue: Catalogue, caller: Caller) -> list[dict[str, Any]]:
    say = catalogue.say
    return [
        vars(each) | {"message": say(caller.language, f"warnings.{each.code}", vars(each))}
        for each in warnings
    ]
