"""A platform's secret says what it is and whom to ask, and its end is 256 random bits."""

import pytest

from services.chassis.ids import new_id
from services.chassis.platform_secret import Shown, hash_of, new_secret, shown_in

ID = "0190a5f0-0000-7000-8000-000000000001"


@pytest.mark.parametrize("key_type", ["live", "test"])
@pytest.mark.parametrize("district", ["d7k2m9", "d7k2m9-north", "a_b", "_", "x" * 64])
def test_a_secret_is_read_as_it_was_made(key_type: str, district: str):
    secret = new_secret(key_type, district, ID)
    assert secret.startswith(f"linli_{key_type}_{district}_{ID}_")
    assert shown_in(secret) == Shown(district, ID, hash_of(secret))


def test_two_secrets_of_a_key_have_nothing_of_their_ends_in_common():
    assert len({new_secret("live", "d7k2m9", ID)[-43:] for _ in range(100)}) == 100


@pytest.mark.parametrize(
    "text",
    [
        "",
        "linli_",
        f"linli_live_{ID}_{'a' * 43}",
        f"linli_live_d7k2m9_{ID.upper()}_{'A' * 43}".replace("0190A5F0", "0190A5FG"),
        f"linli_live_d7k2m9_{ID}_{'a' * 44}",
        f"linli_live_d7k2m9_{ID}_{'a' * 42}/",
        f"linli_live_d7 k2m9_{ID}_{'a' * 43}",
        f"linli_live_{'x' * 65}_{ID}_{'a' * 43}",
        f"linli_live_d7k2m9_{ID}_{'a' * 43}\n",
        f"LINLI_live_d7k2m9_{ID}_{'a' * 43}",
        f"linli_live_区_{new_id()}_{'a' * 43}",
    ],
)
def test_what_has_another_shape_is_no_secret(text: str):
    assert shown_in(text) is None
