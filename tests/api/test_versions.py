"""ETags: what is unchanged is not sent again, what changed meanwhile is not overwritten."""

from tests.api.conftest import key_of, signed_in, with_key


def test_what_is_unchanged_is_not_sent_again(person):
    client = with_key(key_of(person))
    first = client.get("/api/v1/me/")

    again = client.get("/api/v1/me/", headers={"If-None-Match": f'"x", W/{first["ETag"]}'})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_what_changed_is_sent_with_a_new_tag(person):
    client = with_key(key_of(person))
    first = client.get("/api/v1/me/")
    person.language = "en"
    person.save()

    again = client.get("/api/v1/me/", headers={"If-None-Match": first["ETag"]})

    assert again.json()["language"] == "en"
    assert again["ETag"] != first["ETag"]


def change(client, tag, **changed):
    return client.patch("/api/v1/me/", changed, format="json", headers={"If-Match": tag})


def test_a_write_on_what_was_read_is_taken_and_answers_the_new_tag(person):
    client = with_key(key_of(person))
    first = client.get("/api/v1/me/")

    written = change(client, first["ETag"], language="en")

    assert written.status_code == 200
    assert written["ETag"] == client.get("/api/v1/me/")["ETag"] != first["ETag"]


def test_a_write_on_an_older_version_is_refused(person):
    client = with_key(key_of(person))
    first = client.get("/api/v1/me/")
    change(client, first["ETag"], language="en")

    late = change(client, first["ETag"], zone="Asia/Jayapura")

    assert (late.status_code, late.json()["code"]) == (412, "precondition_failed")
    person.refresh_from_db()
    assert (person.language, person.zone) == ("en", "Asia/Jakarta")


def test_any_version_will_do_where_the_star_says_so(person):
    assert change(with_key(key_of(person)), "*", language="en").status_code == 200


def test_a_weak_or_broken_tag_never_allows_a_write(person):
    client = with_key(key_of(person))
    tag = client.get("/api/v1/me/")["ETag"]

    assert change(client, f"W/{tag}", language="en").status_code == 412
    assert change(client, "rusak", language="en").status_code == 412


def test_a_session_s_write_needs_its_csrf_token(person):
    client = signed_in(person)

    refused = client.patch("/api/v1/me/", {"language": "en"}, format="json")

    assert refused.status_code == 403
    assert refused["Content-Type"] == "application/problem+json"
    person.refresh_from_db()
    assert person.language == "id"
