"""A mail server is trusted by its certificate, and lets in whoever logs in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.notify.channels.domain.outcome import OUT, later
from tests.mail.post import Post
from tests.notify.letters import LETTER, sent


@pytest.fixture
def trusted(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Post]:
    with Post(tmp_path, request.param) as post:
        yield post


both = pytest.mark.parametrize("trusted", ["starttls", "tls"], indirect=True)
with_login = pytest.mark.parametrize("trusted", ["starttls"], indirect=True)


@both
def test_a_letter_goes_by_tls_and_with_a_login_where_one_is_set(trusted: Post):
    assert sent(trusted.settings(), LETTER) == [OUT]
    [mail] = trusted.mails
    assert mail.said["has_tls"]
    assert mail.said["is_known"] is (trusted.security == "starttls")


@both
def test_a_certificate_that_nobody_vouches_for_ends_it_unless_none_is_asked_for(trusted: Post):
    unknown = trusted.settings(ca_file="")
    assert sent(unknown, LETTER) == [later("certificate", is_away=True)]
    assert sent(trusted.settings(ca_file="", certificate="unchecked"), LETTER) == [OUT]


@both
def test_a_certificate_of_another_host_ends_it(trusted: Post):
    assert sent(trusted.settings(host="localhost"), LETTER) == [later("certificate", is_away=True)]


@with_login
@pytest.mark.parametrize(
    ("different", "code"),
    [
        ({"password": "not-the-one"}, "login"),
        ({"security": "none"}, "not_offered"),
        ({"username": ""}, "sender"),
    ],
)
def test_who_is_not_let_in_has_the_reason(trusted: Post, different: dict[str, Any], code: str):
    assert sent(trusted.settings(**different), LETTER) == [later(code, is_away=True)]
    assert trusted.mails == []


def test_a_server_without_tls_gets_nothing_where_tls_is_wanted(tmp_path: Path):
    with Post(tmp_path) as post:
        assert sent(post.settings(security="starttls"), LETTER) == [later("not_offered", is_away=True)]
        assert sent(post.settings(security="tls"), LETTER) == [later("unreachable", is_away=True)]
        assert post.mails == []
