"""What is looked for is found as people write it, and what is nobody's is let be."""

import pytest

from tests.passes import Passes
from tests.traces.marks import marks_in

NUMBER = "990001195001010015"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (NUMBER, "identity number"),
        (f'{{"note":"张三{NUMBER}。"}}', "identity number"),
        ("11010519491231002x", "identity number"),
        ("110105491231002", "identity number"),
        ("９９０００１１９５００１０１００１５", "identity number"),
        ('"13900000000"', "phone"),
        ("0190a5f0-0000-7000-8000-000000000001 036950927807", "phone"),
        ("tel:+8613900000000", "phone"),
        ("电话02885550000", "phone"),
        ("03002000001", "phone"),
        ("<zhang@example.org>", "e-mail"),
        ("linli_live_0123456789abcdef0123", "secret"),
        ("linli_test_0123456789abcdef0123", "secret"),
    ],
)
def test_a_mark_is_found(text: str, kind: str):
    assert [mark.kind for mark in marks_in(text)] == [kind]


def test_a_token_is_found(passes: Passes):
    [mark] = marks_in(f"Authorization: Bearer {passes.token('district_officer')}, refused")
    assert mark.kind == "token"


@pytest.mark.parametrize(
    "text",
    [
        "990001195001010014",  # its check digit is another
        "990001194102290015",  # nobody is born on that day
        f"a{NUMBER}",
        f"{NUMBER}0",
        "990001********0015",
        "00000000001",  # on duty
        "139****0000",
        "1390000000",
        "1764337854123",
        "0190a5f0-0000-7000-8000-000000000001",
        "01a22291-ff75-7207-b8d6-036950927807",  # its last part alone could be dialled
        "0a" * 32,
        "z***@example.org",
        "eyJ0.eyJ1.",
        "linli_live_",
    ],
)
def test_what_is_nobodys_is_let_be(text: str):
    assert list(marks_in(text)) == []
