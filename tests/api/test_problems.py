import pytest
from rest_framework.test import APIClient

from tests.api.conftest import key_of, signed_in, with_key


def assert_problem(answer, status: int, code: str) -> dict:
    told = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    assert told["type"] == f"urn:stc:problem:{code}"
    assert told["title"]
    assert told["detail"]
    return told


def test_a_stranger_is_told_to_sign_in(stranger):
    assert_problem(stranger.get("/api/v1/me/"), 401, "not_authenticated")


def test_an_unknown_address_is_a_problem_too(stranger):
    assert_problem(stranger.get("/api/v1/tidak/ada"), 404, "not_found")
    assert_problem(stranger.get("/api/v1/"), 404, "not_found")


def test_a_method_that_is_not_there(person):
    answer = with_key(key_of(person)).delete("/api/v1/me/")

    assert_problem(answer, 405, "method_not_allowed")
    assert answer["Allow"] == "GET, HEAD, PATCH"


def test_unreadable_json(person):
    answer = with_key(key_of(person)).patch("/api/v1/me/", b"{", content_type="application/json")

    assert_problem(answer, 400, "parse_error")


def test_another_kind_of_body(person):
    answer = with_key(key_of(person)).patch("/api/v1/me/", b"a=b", content_type="text/csv")

    assert_problem(answer, 415, "unsupported_media_type")


def test_a_body_beyond_its_bound(person, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    body = b'{"language":"' + b"x" * 200 + b'"}'

    answer = with_key(key_of(person)).patch("/api/v1/me/", body, content_type="application/json")

    assert_problem(answer, 413, "too_big")


def test_wrong_fields_are_listed(person):
    answer = with_key(key_of(person)).patch(
        "/api/v1/me/", {"language": "fr", "zone": 7}, format="json"
    )

    told = assert_problem(answer, 422, "invalid")
    assert [(e["field"], e["code"]) for e in told["errors"]] == [
        ("language", "invalid_choice"),
        ("zone", "invalid_choice"),
    ]


@pytest.mark.urls("tests.api.trial")
def test_what_the_business_refuses_is_a_conflict(person):
    client = signed_in(person)
    client.handler.enforce_csrf_checks = False

    answer = client.post("/groups/", {"name": "penuh"}, format="json")

    told = assert_problem(answer, 409, "full")
    assert told["detail"] == "Kelas penuh sudah penuh."


@pytest.mark.urls("tests.api.trial")
def test_a_fault_of_ours_tells_nothing_of_its_inside(person):
    client = signed_in(person)
    client.raise_request_exception = False

    answer = client.get("/broken/")

    assert_problem(answer, 500, "internal_error")
    assert "contoh.id" not in answer.content.decode()


@pytest.mark.urls("tests.api.trial")
def test_a_fault_of_ours_is_heard(person):
    with pytest.raises(RuntimeError):
        signed_in(person).get("/broken/")


def test_refusals_speak_the_reader_s_language(person):
    client = with_key(key_of(person, "regions:read"))
    assert "tidak punya izin" in client.get("/api/v1/me/").json()["detail"]

    person.language = "en"
    person.save()

    english = client.get("/api/v1/me/")
    assert english["Content-Language"] == "en"
    assert "tidak punya izin" not in english.json()["detail"]
    assert "tidak punya izin" in client.get("/api/v1/me/?lang=id").json()["detail"]
    spoken = APIClient(headers={"Accept-Language": "en"}).get("/api/v1/me/")
    assert spoken["Content-Language"] == "id"
