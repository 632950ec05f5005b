"""What a name is found by: itself, its pinyin and its initials; a surname of two readings by both."""

import os
import re
from collections.abc import Iterator
from functools import lru_cache

# A name is read character by character: the dictionary of phrases would take 45 MB for nothing.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from pypinyin import lazy_pinyin

from services.chassis.standards.person_name import tidied_name

# How these characters are read as a surname; dictionaries give their everyday reading.
SURNAMES = {
    "乐": "yue",
    "仇": "qiu",
    "区": "ou",
    "华": "hua",
    "单": "shan",
    "召": "shao",
    "员": "yun",
    "城": "cheng",
    "宓": "fu",
    "尹": "yin",
    "尉": "wei",
    "尉迟": "yuchi",
    "种": "chong",
    "万俟": "moqi",
    "纪": "ji",
    "任": "ren",
    "曾": "zeng",
    "朴": "piao",
    "查": "zha",
    "洗": "xian",
    "冼": "xian",
    "盖": "ge",
    "盛": "sheng",
    "石": "shi",
    "秘": "bi",
    "繁": "po",
    "缪": "miao",
    "翟": "zhai",
    "葛": "ge",
    "祭": "zhai",
    "覃": "qin",
    "解": "xie",
    "车": "che",
    "逄": "pang",
    "那": "na",
    "长孙": "zhangsun",
    "令狐": "linghu",
    "黑": "he",
    "折": "she",
    "燕": "yan",
    "隗": "kui",
    "适": "kuo",
}
_HAN = re.compile("[\u4e00-\u9fff]+")
SYLLABLES_OF_TWO = {
    "尉迟": ("yu", "chi"),
    "万俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"),
    "令狐": ("ling", "hu"),
}


@lru_cache(maxsize=8192)
def search_keys(name: str) -> tuple[str, ...]:
    """Every key that the name is found by, without doubles."""
    plain = tidied_name(name)
    keys = dict.fromkeys([plain.lower()])
    for syllables in _readings(plain):
        keys["".join(syllables)] = None
        keys["".join(syllable[0] for syllable in syllables)] = None
    return tuple(key for key in keys if key)


def search_prefix(typed: str) -> str:
    """What somebody typed, as keys begin: half width, lower case, nothing between."""
    return tidied_name(typed).lower().replace(" ", "").replace("'", "")


def _readings(name: str) -> Iterator[list[str]]:
    everyday = _syllables(name)
    if everyday:
        yield everyday
    for length in (2, 1):
        surname = name[:length]
        if len(name) > length and surname in SURNAMES:
            read = list(SYLLABLES_OF_TWO.get(surname, (SURNAMES[surname],)))
            yield [*read, *_syllables(name[length:])]
            return


def _syllables(name: str) -> list[str]:
    """Letters alone; what is no character stays as it is, letter by letter of no use."""
    read = map(_syllable, name) if _HAN.fullmatch(name) else lazy_pinyin(name)
    return [letters for each in read if (letters := "".join(filter(str.isalpha, each.lower())))]


@lru_cache(maxsize=8192)
def _syllable(character: str) -> str:
    """The same that the library says within a name, which takes it ten times as long."""
    [syllable] = lazy_pinyin(character)
    return syllable
