"""An id, a method or a path that does not hold is refused by its name."""

import pytest

from tests.journeys.district import District

ID = "01890a5d-ac96-774b-bcce-b302099a8057"


@pytest.mark.parametrize("spelling", ["lane", "{lane}", "URN", "UPPER", "0", "%00", "é", "' OR 1=1 --"])
@pytest.mark.parametrize("path", ["/v1/areas/{}", "/v1/areas/{}/children", "/v1/cases/{}", "/v1/messages/{}"])
def test_an_id_that_is_no_uuid_is_refused(untouched: District, path: str, spelling: str):
    id = untouched.ids["lane"]
    odd = {"URN": f"urn:uuid:{id}", "UPPER": id.upper() + "A", "{lane}": f"{{{id}}}"}.get(spelling, spelling)
    told = untouched.officer.refused("GET", path.format(odd))
    [code] = told.named.values()
    assert (told.status, told.code, code) == (422, "FieldsInvalid", "not_an_id")


@pytest.mark.parametrize("id", [1, "x", ID.upper(), ID.replace("-", ""), f" {ID}", f"{ID}0"])
def test_an_id_in_a_body_has_one_spelling(untouched: District, id: object):
    body = {"area_id": untouched.ids["lane"], "text": "楼道灯不亮", "id": id}
    told = untouched.officer.refused("POST", "/v1/cases", body)
    assert (told.status, list(told.named)) == (422, ["id"])


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/v1/cases/{lane}", "GET, HEAD"),
        ("PUT", "/v1/areas/{lane}", "GET, HEAD, PATCH"),
        ("GET", "/v1/areas/batch/", None),
        ("PATCH", "/v1/cases", "GET, HEAD, POST"),
        ("GET", "/v1/cases/{lane}/assign", "POST"),
        ("POST", "/v1/messages", "GET, HEAD"),
    ],
)
def test_a_method_that_a_path_has_not_is_refused(
    untouched: District, method: str, path: str, allowed: str | None
):
    told = untouched.officer.refused(method, path.format(**untouched.ids))
    expected = (404, "PathUnknown", None) if allowed is None else (405, "MethodNotAllowed", allowed)
    assert (told.status, told.code, told.headers.get("Allow")) == expected


def test_a_read_with_a_body_is_refused(untouched: District):
    told = untouched.officer.refused("GET", "/v1/cases", {"limit": 5})
    assert (told.status, told.code) == (400, "BodyUnexpected")
