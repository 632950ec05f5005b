"""Where a form or a link may send somebody: nowhere but within the console."""

import re

HOME = "/console"
_OURS = re.compile(r"/console(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)*/?(?:\?[A-Za-z0-9_.=&%+-]*)?")


def place_of_ours(given: str) -> str:
    return given if _OURS.fullmatch(given) else HOME
