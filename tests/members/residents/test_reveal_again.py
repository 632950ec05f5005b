"""A repeated reveal is one more showing: nothing that is sealed is answered from what was kept."""

import pytest

from services.chassis.errors import FieldsInvalid
from services.chassis.specs import rpcs_of
from services.members.grants.schemas import BreakGlassSchema, GiveGrantSchema
from services.members.residents.schemas import RevealResidentSchema
from services.members.service import MembersService
from tests.members.builders import id_of

WHO = {"resident_id": id_of("zhang"), "what": ["phone"]}


def test_its_answer_is_the_only_one_that_is_not_kept():
    unkept = [spec.name for spec in rpcs_of(MembersService) if spec.reads is None and not spec.keeps]
    assert unkept == ["reveal_resident"]


@pytest.mark.parametrize(
    "reason", ["\u200b" * 12, "\u2060\ufeff" * 6, "…………………", "。。。。。。。", "核对 \u200b\u200b\u200b"]
)
def test_a_reason_is_read_by_somebody_so_it_has_letters(reason: str):
    for schema, rest in (
        (RevealResidentSchema(), WHO),
        (GiveGrantSchema(), {"person_id": id_of("zhang"), "role": "grid_worker"}),
        (BreakGlassSchema(), {"role": "grid_worker", "area_id": id_of("lane")}),
    ):
        with pytest.raises(FieldsInvalid) as refused:
            schema.parse(rest | {"reason": reason})
        assert [(each.field, each.code) for each in refused.value.fields] == [("reason", "too_short")]


@pytest.mark.parametrize("reason", ["上门核对身", "👩\u200d🚒 fire 119"])
def test_any_script_and_any_sign_beside_them_will_do(reason: str):
    assert RevealResidentSchema().parse(WHO | {"reason": reason}).reason == reason
