"""What notify reads of members' answer, when it asks how recipients are reached, is what members says."""

from services.notify.messages.contacts import AT_ONCE
from services.notify.messages.domain.state import NotSent
from services.notify.messages.use_cases.find_ways import LIVING
from tests.contracts.files import RPCS

[CONTACTS_OF] = [rpc for rpc in RPCS if str(rpc) == "members.contacts_of"]


def test_every_status_that_members_answers_is_known():
    statuses = set(CONTACTS_OF.schemas["residents.Contact"]["properties"]["status"]["enum"])
    assert statuses == {LIVING, *NotSent} - {NotSent.NO_ADDRESS, NotSent.NO_HOLDER}


def test_every_field_that_is_read_is_always_there():
    assert {"id", "status", "email"} <= set(CONTACTS_OF.schemas["residents.Contact"]["required"])


def test_no_more_are_asked_for_at_once_than_members_answers():
    takes = CONTACTS_OF.schemas[CONTACTS_OF.contract["takes"]]
    assert takes["properties"]["resident_ids"]["maxItems"] == AT_ONCE
