from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.providers.models import Engagement
from stc.accounts.groups import EXAM_OFFICERS, PLATFORM_ADMINS
from stc.accounts.services.groups import load_groups
from tests.accounts.factories import PersonFactory, officer
from tests.providers.factories import ProviderFactory, engaged

pytestmark = pytest.mark.django_db
MANAGER, INSTRUCTOR = Engagement.Role.MANAGER, Engagement.Role.INSTRUCTOR
LIST, ENGAGE = "/operasi/penyelenggara/", "/operasi/penyelenggara/tugaskan/"


@pytest.fixture
def provider():
    return ProviderFactory()


@pytest.fixture
def manager(client, provider):
    person = engaged(provider, MANAGER)
    client.force_login(person)
    return person


def told(who, provider, **fields):
    start = {
        "person": who.email,
        "provider": provider.pk,
        "role": "instructor",
        "starts_on": timezone.localdate().isoformat(),
    }
    return start | fields


def end(engagement) -> str:
    return reverse("providers:end", args=[engagement.pk])


def test_everyone_reads_the_public_list_and_which_licence_is_over(
    client, django_assert_max_num_queries
):
    for _ in range(20):
        ProviderFactory()
    ProviderFactory(name="Balai Lama", licence_until=date(2020, 1, 1))

    with django_assert_max_num_queries(4):
        page = client.get("/penyelenggara/")

    standings = {p.name: p.standing for p in page.context["page"]}
    assert standings.pop("Balai Lama") == "expired"
    assert set(standings.values()) == {"valid"}


@pytest.mark.parametrize("make", [PersonFactory, lambda: officer(EXAM_OFFICERS)])
def test_a_stranger_to_providers_is_refused(client, provider, make):
    client.force_login(make())
    engagement = Engagement.objects.get(person=engaged(provider))

    for path in (LIST, ENGAGE):
        assert client.get(path).status_code == 403
    assert client.post(ENGAGE, told(PersonFactory(), provider)).status_code == 403
    assert client.post(end(engagement), {"on": timezone.localdate()}).status_code == 404
    assert Engagement.objects.count() == 1


def test_an_instructor_sees_their_own_engagement_and_cannot_end_it(client, provider):
    agus = engaged(provider)
    client.force_login(agus)

    assert client.get(LIST).status_code == 403
    assert client.post(end(agus.engagements.get()), {"on": timezone.localdate()}).status_code == 403


def test_a_manager_engages_an_instructor_at_their_own_provider(client, provider, manager):
    agus = PersonFactory()

    answer = client.post(ENGAGE, told(agus, provider))

    assert answer.status_code == 302
    assert agus.engagements.get().role == INSTRUCTOR


def test_a_manager_engages_no_manager_and_nobody_elsewhere(client, provider, manager):
    agus = PersonFactory()

    assert client.post(ENGAGE, told(agus, provider, role="manager")).status_code == 422
    assert client.post(ENGAGE, told(agus, ProviderFactory())).status_code == 422
    assert not agus.engagements.exists()


def test_a_manager_ends_an_instructor_but_no_manager_and_nobody_elsewhere(
    client, provider, manager
):
    here, chief, elsewhere = (
        person.engagements.get()
        for person in (engaged(provider), engaged(provider, MANAGER), engaged(ProviderFactory()))
    )
    today = {"on": timezone.localdate().isoformat()}

    assert client.post(end(here), today).status_code == 302
    assert client.post(end(chief), today).status_code == 403
    assert client.post(end(elsewhere), today).status_code == 404
    assert client.get(end(here)).status_code == 200


def test_a_platform_admin_engages_managers_anywhere(client, provider):
    client.force_login(officer(PLATFORM_ADMINS))
    dewi = PersonFactory(phone="+628123456789", email=None)

    answer = client.post(ENGAGE, told(dewi, provider, role="manager", person="0812 3456 789"))

    assert answer.status_code == 302
    assert dewi.engagements.get().role == MANAGER


def test_what_is_refused_is_said_and_nothing_typed_is_lost(client, provider, manager):
    nobody = client.post(ENGAGE, told(manager, provider, person="tak@ada.id"))
    oneself = client.post(ENGAGE, told(manager, provider))

    assert nobody.status_code == oneself.status_code == 422
    assert "tak@ada.id" in nobody.content.decode()
    assert "diri sendiri" in oneself.content.decode()


def test_the_list_asks_as_little_for_many(client, provider, manager, django_assert_max_num_queries):
    for _ in range(20):
        engaged(provider)
    for path in (LIST, ENGAGE):
        client.get(path)

    with django_assert_max_num_queries(6):
        page = client.get(LIST)
    with django_assert_max_num_queries(6):
        client.get(ENGAGE)

    assert len(page.context["page"].object_list) == 21


def test_a_manager_sees_only_their_provider_and_only_while_it_lasts(client, provider, manager):
    other = engaged(ProviderFactory())
    assert other not in [e.person for e in client.get(LIST).context["page"]]

    yesterday = timezone.localdate() - timedelta(days=1)
    Engagement.objects.filter(person=manager).update(ends_on=yesterday)

    assert client.get(LIST).status_code == 403


def test_editors_keep_providers_in_the_editor(client, provider):
    load_groups()
    admin = officer(PLATFORM_ADMINS)
    from stc.accounts.services.roles import sync_groups

    sync_groups(admin)
    client.force_login(admin)

    assert client.get(f"/cms/snippets/providers/provider/edit/{provider.pk}/").status_code == 200
