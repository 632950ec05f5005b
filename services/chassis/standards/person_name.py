"""One spelling for one name, however it was typed."""

import unicodedata


def tidied_name(typed: str) -> str:
    """Half width, no blanks in a Chinese name, single ones in another, one kind of point in a long one."""
    points = unicodedata.normalize("NFKC", typed).replace("•", "·").replace("・", "·")
    name = " ".join(points.split())
    return name.replace(" ", "") if any("\u4e00" <= each <= "\u9fff" for each in name) else name


def masked_name(name: str) -> str:
    """The surname's first character."""
    return name[:1] + "*" * max(len(name) - 1, 1)
