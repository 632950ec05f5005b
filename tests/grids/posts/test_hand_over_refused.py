"""Who cannot take posts over, and what cannot be handed over, is refused by name, and everything stays."""

import pytest

from services.grids.posts.domain.errors import (
    AlreadyHolds,
    AppointmentUnknown,
    AppointsThemselves,
    HandedToThemselves,
    StaffUnknown,
)
from tests.grids.builders import a_duty, a_person, id_of
from tests.grids.posts.duties import appoint
from tests.grids.posts.handing import TODAY, assignees, hand, holders

CALLER = "00000000-0000-7000-8000-0000000000ca"


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_receiver_who_cannot_hold_a_post_refuses_it_all(busy, dry_run):
    appoint(busy, *(a_duty(name, "community", role="doctor") for name in ("wang", "li")))
    before = len(busy.told())
    with pytest.raises(AlreadyHolds) as refused:
        hand(busy, dry_run=dry_run)
    assert refused.value.about == ("to_id",)
    assert (len(busy.told()), holders(busy), assignees(busy)[0]) == (before, {"wang"}, "wang")


@pytest.mark.parametrize(
    ("more", "refusal", "field"),
    [
        ({"to": "wang"}, HandedToThemselves, "to_id"),
        ({"to": "nobody"}, StaffUnknown, "to_id"),
        ({"appointment_ids": [id_of("nothing")]}, AppointmentUnknown, "appointment_ids"),
    ],
)
def test_what_cannot_be_handed_over_is_refused_by_name(busy, more, refusal, field):
    with pytest.raises(refusal) as refused:
        hand(busy, **more)
    assert refused.value.about == (field,)
    assert holders(busy) == {"wang"}


def test_somebody_unknown_has_nothing_to_hand_over(staffed):
    with pytest.raises(StaffUnknown) as refused:
        staffed.ask("hand_over", staff_id=id_of("nobody"), to_id=id_of("li"), on=TODAY)
    assert refused.value.about == ("staff_id",)


def test_nobody_hands_a_post_to_themselves(staffed):
    staffed.ask("enter_staff", staff=[a_person("me", id=CALLER)])
    with pytest.raises(AppointsThemselves):
        staffed.ask("hand_over", staff_id=id_of("wang"), to_id=CALLER, on=TODAY)
