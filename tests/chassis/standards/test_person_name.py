"""What is shown of a name."""

import pytest

from services.chassis.standards.person_name import masked_name


@pytest.mark.parametrize(("name", "masked"), [("赵冬至", "赵**"), ("赵", "赵*"), ("欧阳", "欧*")])
def test_a_masked_name_shows_its_first_character_and_no_one_character_name_whole(name, masked):
    assert masked_name(name) == masked
