import pytest
from django.db import transaction

from stc.accounts.models import User
from stc.accounts.services.profile import set_photo
from stc.files import uploads
from tests.accounts.factories import PersonFactory
from tests.files.pictures import jpeg, sent

URL = "/saya/profil/foto/"


@pytest.fixture
def with_photo(person):
    """A person with a photo; its file is there."""
    return set_photo(person_id=person.pk, by=person, photo=uploads.clean_photo(sent(jpeg())))


def stored(person) -> bool:
    return person.photo.storage.exists(person.photo.name)


def test_a_photo_that_is_sent_is_kept(client, person):
    client.force_login(person)

    response = client.post(URL, {"photo": sent(jpeg())})

    person.refresh_from_db()
    assert (response.status_code, stored(person)) == (302, True)


def test_the_page_shows_it_by_a_link_of_the_files_origin(client, with_photo, settings):
    client.force_login(with_photo)

    page = client.get(URL)

    assert f'src="{settings.FILES_URL}/' in page.text
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize("content", [b"", b"just text", b"<svg onload='alert(1)'></svg>"])
def test_what_is_no_photo_is_refused_in_words(client, person, content):
    client.force_login(person)

    page = client.post(URL, {"photo": sent(content)})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["photo"])
    assert not User.objects.get(pk=person.pk).photo


def test_without_a_file_the_form_asks_for_one(client, person):
    client.force_login(person)

    page = client.post(URL)

    assert page.context["form"].errors == {"photo": ["Pilih foto dulu."]}


def test_the_file_before_is_deleted_once_the_new_one_is_kept(
    with_photo, django_capture_on_commit_callbacks
):
    before = with_photo.photo.name

    with django_capture_on_commit_callbacks(execute=True):
        after = set_photo(
            person_id=with_photo.pk, by=with_photo, photo=uploads.clean_photo(sent(jpeg()))
        )

    assert (stored(with_photo), stored(after)) == (False, True)
    assert after.photo.name != before


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_leaves_the_file(with_photo):
    @transaction.atomic
    def change_and_fail():
        set_photo(person_id=with_photo.pk, by=with_photo, photo=uploads.clean_photo(sent(jpeg())))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        change_and_fail()

    assert stored(User.objects.get(pk=with_photo.pk))


def test_a_removed_photo_leaves_no_file(client, with_photo, django_capture_on_commit_callbacks):
    client.force_login(with_photo)

    with django_capture_on_commit_callbacks(execute=True):
        first, second = client.post(f"{URL}hapus/"), client.post(f"{URL}hapus/")

    assert (first.status_code, second.status_code) == (302, 302)
    assert (stored(with_photo), User.objects.get(pk=with_photo.pk).photo.name) == (False, "")


def test_removing_a_photo_cannot_be_a_link(client, with_photo):
    client.force_login(with_photo)

    assert client.get(f"{URL}hapus/").status_code == 405


def test_another_person_does_not_see_it(client, with_photo):
    client.force_login(PersonFactory())

    assert with_photo.photo.name not in client.get(URL).text
