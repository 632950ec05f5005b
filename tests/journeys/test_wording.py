"""A district says a message in its own words; the next message is sent in them."""

from tests.journeys.district import District, etag_of

WORDING = "/v1/templates/case_closed"
OWN = {"language": "zh_CN", "text": "事项 {number} {state}，谢谢您。"}


def test_the_next_message_is_sent_in_the_districts_own_words(district: District):
    preset = district.officer.get(WORDING)
    written = district.officer.ask("PUT", WORDING, OWN, match=preset.headers["ETag"])
    assert (written.status_code, written.json()["text"]) == (200, OWN["text"])
    assert district.officer.read(WORDING) == written.json()

    district.appoint("lane")
    message = district.message_about(district.closed(district.register()))

    assert message["template_edition"] == written.json()["edition"] != preset.json()["edition"]


def test_a_wording_of_one_district_is_not_anothers(district: District, elsewhere: District):
    before = elsewhere.officer.read(WORDING)
    district.officer.ask("PUT", WORDING, OWN, match=etag_of(0))
    assert elsewhere.officer.read(WORDING) == before


def test_a_wording_that_does_not_hold_is_refused(untouched: District):
    before = untouched.officer.get(WORDING)
    for text, code in {"{raiser}": "VariableUndeclared", "{number": "TemplateBroken"}.items():
        told = untouched.officer.refused("PUT", WORDING, OWN | {"text": text}, match=etag_of(0))
        assert (told.status, told.code, list(told.named)) == (422, code, ["text"])
    assert untouched.officer.refused("PUT", WORDING, OWN).code == "IfMatchMissing"
    assert untouched.officer.refused("PUT", WORDING, OWN, match=etag_of(3)).status == 412
    assert untouched.officer.get(WORDING).content == before.content


def test_an_event_that_nobody_set_aside_can_be_neither_replayed_nor_dropped(untouched: District):
    body = {"handler": "tell_closing", "event_id": "none"}
    for decision in ("replay", "drop"):
        told = untouched.operator.refused("POST", f"/v1/operator/notify/events/{decision}", body)
        assert (told.status, told.code) == (404, "NotSetAside")
    assert untouched.operator.all("/v1/operator/notify/events", state="dead") == []
