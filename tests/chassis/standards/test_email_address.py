"""What is an e-mail address, what is none, and how one is shown."""

import pytest

from services.chassis.standards.email_address import EmailAddressInvalid, email_address, masked_email


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("zhang@example.org", "zhang@example.org"),
        (" Zhang.San+news@Example.ORG ", "Zhang.San+news@example.org"),
        ("ｚｈａｎｇ＠ｅｘａｍｐｌｅ．ｏｒｇ", "zhang@example.org"),
        ("9@sub-1.example.test", "9@sub-1.example.test"),
        ("o'hara_x@example.org", "o'hara_x@example.org"),
    ],
)
def test_an_address_is_read_as_it_was_typed(typed: str, address: str):
    assert email_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "", "zhang", "@example.org", "zhang@", "zhang@example", "zhang@@example.org", "zhang@a@example.org",
        "zhang san@example.org", ".zhang@example.org", "zhang.@example.org", "zhang..san@example.org",
        "zhang@-example.org", "zhang@example-.org", "zhang@.example.org", "zhang@example..org",
        "zhang@example.org.", "zhang@192.0.2.1", "zhang@[192.0.2.1]", '"zhang san"@example.org',
        "张三@example.org", "zhang@例子.test", "zhang@example.org,li@example.org", "<zhang@example.org>",
        "Zhang <zhang@example.org>", "zhang(x)@example.org", "zhang@example.org\n",
        "zhang@example.org\r\nBcc: li@example.org", "zhang\r\nRCPT TO:<li@example.org>@example.org",
        "zhang\x00@example.org", "zhang\t@example.org", "zhang@exam\x7fple.org", "zhang@example.org\u2028",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_not_repeated(typed: str):
    with pytest.raises(EmailAddressInvalid) as refused:
        email_address(typed)
    assert refused.value.values == {}


def of_length(local: int, whole: int) -> str:
    """Labels of at most 63."""
    domain = "d" * (whole - local - 1 - len(".test"))
    labels = ".".join(domain[at : at + 63] for at in range(0, len(domain), 63))
    surplus = labels.count(".")
    return f"{'l' * local}@{labels[surplus:]}.test"


@pytest.mark.parametrize(("local", "whole"), [(64, 200), (10, 254)])
def test_the_longest_address_is_one(local: int, whole: int):
    longest = of_length(local, whole)
    assert len(email_address(longest)) == whole


@pytest.mark.parametrize(("local", "whole"), [(65, 200), (10, 255)])
def test_a_longer_one_is_none(local: int, whole: int):
    with pytest.raises(EmailAddressInvalid):
        email_address(of_length(local, whole))


@pytest.mark.parametrize(
    ("address", "shown"),
    [("zhang@example.org", "z***@example.org"), ("li@example.org", "l***@example.org"),
     ("z@example.org", "***@example.org")],
)  # fmt: skip
def test_an_address_is_shown_by_its_first_letter_and_its_domain(address: str, shown: str):
    assert masked_email(address) == shown
