import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def text(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize(
    ("language", "title"), [("id", "Ini tidak dapat dilakukan"), ("en", "This cannot be done")]
)
def test_what_the_business_refuses_is_said_in_words(client, language, title):
    client.cookies["bahasa"] = language

    response = client.post("/coba/menolak/")

    assert response.status_code == 409
    assert f"<h1>{title}</h1>" in text(response)
    assert "Pendaftaran ditutup kemarin. Pilih jadwal lain." in text(response)


def test_whoever_tries_too_often_is_told_to_wait(client):
    response = client.post("/coba/membatasi/")

    assert response.status_code == 429
    assert "Terlalu banyak percobaan" in text(response)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json"])
def test_a_text_that_is_too_big_is_refused_in_words(client, kind):
    response = client.generic("POST", "/coba/mengulang/", b"a" * 3 * MEGABYTE, kind)

    assert response.status_code == 413
    assert "Kiriman terlalu besar" in text(response)


@pytest.mark.parametrize("size", [65 * MEGABYTE, 10**15])
def test_files_beyond_all_measure_are_refused_unread(client, size):
    kind = "multipart/form-data; boundary=x"

    response = client.generic("POST", "/coba/mengulang/", b"", kind, CONTENT_LENGTH=str(size))

    assert response.status_code == 413
    assert "Kiriman terlalu besar" in text(response)


def test_a_request_within_the_limit_is_read(client):
    response = client.post("/coba/mengulang/", {"isi": "x" * MEGABYTE})

    assert len(response.json()["post"]["isi"][0]) == MEGABYTE


@pytest.mark.parametrize("length", ["-5", "banyak", "²"])
def test_a_mangled_length_is_no_fault_of_ours(client, length):
    client.raise_request_exception = False

    response = client.generic("POST", "/coba/mengulang/", b"a=1", CONTENT_LENGTH=length)

    assert response.status_code < 500


def test_more_fields_than_any_form_has_is_refused_in_words(client):
    client.raise_request_exception = False

    response = client.post("/coba/mengulang/", {f"f{n}": "1" for n in range(2100)})

    assert response.status_code == 400
    assert "terlalu besar" in text(response)


def test_a_40_mb_photo_is_refused_on_its_form_and_all_else_stays(client):
    photo = SimpleUploadedFile("foto.jpg", bytes(40 * MEGABYTE))

    response = client.post("/coba/foto/", {"place": "Pos 3", "photo": photo})

    assert response.status_code == 422
    assert "Paling besar" in text(response)
    assert 'value="Pos 3"' in text(response)
