"""What a name is found by."""

import pytest

from services.chassis.standards.person_name import tidied_name
from services.members.residents.domain.search_keys import search_keys, search_prefix


def test_a_name_is_found_by_itself_its_pinyin_and_its_initials():
    assert search_keys("张三丰") == ("张三丰", "zhangsanfeng", "zsf")


@pytest.mark.parametrize(
    ("name", "everyday", "surname"),
    [
        ("单小明", "danxiaoming", "shanxiaoming"),
        ("曾国", "cengguo", "zengguo"),
        ("仇英", "chouying", "qiuying"),
        ("解缙", "jiejin", "xiejin"),
        ("区伟", "quwei", "ouwei"),
        ("朴正", "puzheng", "piaozheng"),
    ],
)
def test_a_surname_of_two_readings_is_found_by_both(name: str, everyday: str, surname: str):
    keys = search_keys(name)
    assert {everyday, surname} <= set(keys)


def test_a_surname_of_two_characters_is_read_as_one():
    assert "moqixie" in search_keys("万俟卨")
    assert "yuchigong" in search_keys("尉迟恭")


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        (" 张 三 ", "张三"),
        ("张　三", "张三"),
        ("阿依古丽•买买提", "阿依古丽·买买提"),
        ("Ｌｉ  Ｎａ", "Li Na"),
    ],
)
def test_one_name_has_one_spelling(typed: str, plain: str):
    assert tidied_name(typed) == plain


@pytest.mark.parametrize(
    ("typed", "prefix"), [("ZHANG san", "zhangsan"), ("张 三", "张三"), ("xi'an", "xian")]
)
def test_what_is_typed_begins_as_keys_do(typed: str, prefix: str):
    assert search_prefix(typed) == prefix


def test_a_name_without_characters_is_found_by_its_letters():
    assert "li na" in search_keys("Li Na")
