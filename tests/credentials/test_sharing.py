"""A link that a holder sends: made, opened, counted, switched off, forgotten."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from certification.credentials import of_person, services, sharing, tasks
from certification.credentials.errors import NoSuchSpan, NotYourCredential
from certification.credentials.models import Credential, ShareLink, ShareOpening
from stc.accounts.groups import CERTIFICATION_OFFICERS
from stc.audit.models import AuditEntry
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer

pytestmark = pytest.mark.django_db
ANDROID = "Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/130.0.0.0 Mobile Safari/537"


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


@pytest.fixture
def link(credential):
    return services.share(credential_id=credential.pk, by=credential.holder, days=7)


def address(link) -> str:
    return reverse("credentials:shared", args=[sharing.shown_token(link)])


def opened(client, link, agent=ANDROID, method="get", **asked):
    return getattr(client, method)(address(link), headers={"user-agent": agent}, **asked)


def told() -> list[str]:
    return list(AuditEntry.objects.filter(act__contains="share").values_list("act", flat=True))


# --- the acts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [1, 7, 30])
def test_a_holder_opens_a_link_for_so_many_days(credential, days):
    made = services.share(credential_id=credential.pk, by=credential.holder, days=days)

    assert made.until - made.made_at == timedelta(days=days)
    assert told() == ["credentials.share"]


def test_a_second_call_is_the_same_link(credential, link):
    again = services.share(credential_id=credential.pk, by=credential.holder, days=30)

    assert (again, again.until) == (link, link.until)
    assert told() == ["credentials.share"]


def test_nobody_else_shares_or_switches_off(credential, link, officer):
    for other in (officer, PersonFactory(is_superuser=True)):
        with pytest.raises(NotYourCredential):
            services.share(credential_id=credential.pk, by=other, days=7)
        with pytest.raises(NotYourCredential):
            services.stop_sharing(link_id=link.pk, by=other)

    assert ShareLink.objects.get().is_open


def test_no_other_span_is_to_be_had(credential):
    with pytest.raises(NoSuchSpan):
        services.share(credential_id=credential.pk, by=credential.holder, days=365)


def test_it_is_switched_off_once_and_the_next_is_another(credential, link):
    off = services.stop_sharing(link_id=link.pk, by=credential.holder)
    again = services.stop_sharing(link_id=link.pk, by=credential.holder)
    new = services.share(credential_id=credential.pk, by=credential.holder, days=7)

    assert off.ended_at is not None
    assert again.ended_at == off.ended_at
    assert sharing.shown_token(new) != sharing.shown_token(link)
    assert sorted(told()) == ["credentials.share", "credentials.share", "credentials.unshare"]


def test_after_its_end_a_new_one_is_made(credential, link):
    with time_machine.travel(link.until + timedelta(seconds=1)):
        new = services.share(credential_id=credential.pk, by=credential.holder, days=1)

    old = ShareLink.objects.get(pk=link.pk)
    assert (new != old, old.ended_at) == (True, old.until)


def test_the_database_holds_one_open_link_and_no_token(credential, link):
    token = sharing.shown_token(link)

    assert len(token) == 43
    assert token not in str(ShareLink.objects.values().get())
    with pytest.raises(IntegrityError), transaction.atomic():
        ShareLink.objects.create(
            credential=credential,
            seed="x",
            token_hash="y",
            until=timezone.now() + timedelta(days=1),
        )


def test_a_new_secret_opens_nothing_else_and_an_old_one_still_shows_it(link, settings):
    token = sharing.shown_token(link)
    settings.SECRET_KEY, old = "another", settings.SECRET_KEY
    assert sharing.shown_token(link) == ""

    settings.SECRET_KEY_FALLBACKS = [old]

    assert sharing.shown_token(link) == token


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (ANDROID, "android"),
        ("Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537 Safari/537", "tablet"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile", "iphone"),
        ("Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) Version/17.0 Mobile", "tablet"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0", "computer"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "computer"),
        ("WhatsApp/2.24.20.89 A", "robot"),
        ("facebookexternalhit/1.1", "robot"),
        ("TelegramBot (like TwitterBot)", "robot"),
        (
            "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X) Mobile (compatible; Googlebot/2.1)",
            "robot",
        ),
        ("", "other"),
        ("x" * 10_000 + "iphone", "other"),
    ],
)
def test_a_browser_s_family_tells_the_kind_of_device(agent, device):
    assert sharing.device_of(agent) == device


# --- the open page -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", ("Berlaku", "Satpam Gada Pratama")), ("en", ("Valid", "Security Guard, Gada Pratama"))],
)
def test_a_stranger_sees_what_the_certificate_says_and_nothing_more(
    client, credential, link, language, said
):
    client.cookies["bahasa"] = language

    answer = opened(client, link)

    page = answer.content.decode()
    for words in (*said, "Siti Rahmawati", credential.number, 'href="/v"'):
        assert words in page
    for secret in (credential.holder.email, credential.serial, credential.shown_serial, "Bandung"):
        assert secret not in page
    assert "Rahmawati" not in page.split("</title>")[0]
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_it_says_the_standing_of_today(client, credential, link, officer, reason):
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="x")

    page = opened(client, link).content.decode()

    assert "Dicabut" in page
    assert reason.label_id not in page


def test_whatever_is_over_and_whatever_never_was_answer_alike(client, credential, link):
    never = client.get(reverse("credentials:shared", args=["x" * 43]))
    services.stop_sharing(link_id=link.pk, by=credential.holder)
    off = opened(client, link)
    late = services.share(credential_id=credential.pk, by=credential.holder, days=1)
    with time_machine.travel(late.until):
        expired = opened(client, late)

    pages = [
        answer.content.decode().replace(address(one), "")
        for answer, one in ((off, link), (expired, late))
    ]
    assert [never.status_code, off.status_code, expired.status_code] == [404] * 3
    assert "Rahmawati" not in "".join(pages)
    assert all("Tautan ini tidak berlaku lagi" in page for page in pages)
    assert len({page.split("<main")[1] for page in [*pages, never.content.decode()]}) == 1
    assert ShareOpening.objects.count() == 0


def test_it_is_not_asked_without_end(client, link):
    answers = [opened(client, link).status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]


def test_no_log_holds_the_token(client, link, caplog):
    caplog.set_level(0)
    opened(client, link)

    logged = " ".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)

    assert "bagi/" in logged
    assert sharing.shown_token(link) not in logged


# --- who looked --------------------------------------------------------------------------------


def test_openings_are_counted_by_hour_and_kind_of_device(client, link):
    with time_machine.travel("2026-11-25T02:10:00+00:00", tick=False):
        link = ShareLink.objects.get()
        ShareLink.objects.update(until=timezone.now() + timedelta(days=1))
        for agent in (ANDROID, ANDROID, "WhatsApp/2.24"):
            opened(client, link, agent)
    with time_machine.travel("2026-11-25T03:59:59+00:00", tick=False):
        opened(client, link)

    assert [(o.hour.isoformat(), o.device, o.times) for o in link.openings.all()] == [
        ("2026-11-25T03:00:00+00:00", "android", 1),
        ("2026-11-25T02:00:00+00:00", "android", 2),
        ("2026-11-25T02:00:00+00:00", "robot", 1),
    ]


def test_a_head_and_the_holder_s_own_look_count_for_nothing(client, credential, link):
    opened(client, link, method="head")
    client.force_login(credential.holder)

    assert "tidak dihitung" in opened(client, link).content.decode()
    assert ShareOpening.objects.count() == 0


def test_no_address_and_no_name_of_whoever_opens_is_kept(client, link):
    client.force_login(PersonFactory())
    opened(client, link, REMOTE_ADDR="198.51.100.7")

    kept = ShareOpening.objects.values().get()

    assert set(kept) == {"id", "link_id", "hour", "device", "times"}
    assert kept["hour"].minute == kept["hour"].second == 0


@pytest.mark.django_db(transaction=True)
def test_six_who_open_at_once_are_six(link):
    def look(_hand: int) -> None:
        try:
            services.count_opening(link_id=link.pk, user_agent=ANDROID, at=link.made_at)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as hands:
        list(hands.map(look, range(6)))

    assert ShareOpening.objects.get().times == 6


@pytest.mark.django_db(transaction=True)
def test_a_double_click_is_one_link(credential):
    holder = credential.holder

    def make(_hand: int) -> int:
        try:
            return services.share(credential_id=credential.pk, by=holder, days=7).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as hands:
        made = set(hands.map(make, range(4)))

    assert made == {ShareLink.objects.get().pk}


def test_what_was_kept_is_forgotten_ninety_days_after_the_end(client, credential, link):
    opened(client, link)
    services.stop_sharing(link_id=link.pk, by=credential.holder)
    off_at = ShareLink.objects.get().ended_at

    with time_machine.travel(off_at + timedelta(days=90)):
        tasks.forget_links()
        assert ShareOpening.objects.count() == 1
    with time_machine.travel(off_at + timedelta(days=90, seconds=1)):
        tasks.forget_links()
        tasks.forget_links()

    assert (ShareLink.objects.count(), ShareOpening.objects.count()) == (0, 0)


def test_an_open_link_is_not_forgotten(credential):
    services.share(credential_id=credential.pk, by=credential.holder, days=30)

    assert services.forget_links() == 0


# --- the holder's page -------------------------------------------------------------------------


def test_a_holder_makes_it_sees_it_again_and_switches_it_off(client, credential, settings):
    client.force_login(credential.holder)
    own = client.get(reverse("credentials:own", args=[credential.number])).content.decode()
    page = reverse("credentials:share", args=[credential.number])
    assert page in own
    assert client.get(page).context["form"]["days"].value() == 7

    assert client.post(page, {"days": "1"})["Location"] == page
    link = ShareLink.objects.get()
    shown = [client.get(page).content.decode() for _ in range(2)]
    assert all(f'value="{settings.BASE_URL}{address(link)}"' in one for one in shown)
    assert "90 hari" in shown[0]

    stop = reverse("credentials:stop_sharing", args=[credential.number, link.pk])
    assert client.post(stop)["Location"] == page
    assert client.post(stop)["Location"] == page
    assert "Tautan sebelumnya" in client.get(page).content.decode()


def test_a_span_that_is_none_is_said_on_the_form(client, credential):
    client.force_login(credential.holder)

    answer = client.post(reverse("credentials:share", args=[credential.number]), {"days": "99"})

    assert answer.status_code == 422
    assert not ShareLink.objects.exists()


@pytest.mark.parametrize("make", [PersonFactory, lambda: an_officer(CERTIFICATION_OFFICERS)])
def test_another_s_links_are_not_there(client, credential, link, make):
    client.force_login(make())
    page = reverse("credentials:share", args=[credential.number])
    stop = reverse("credentials:stop_sharing", args=[credential.number, link.pk])

    answers = [client.get(page), client.post(page, {"days": "7"}), client.post(stop)]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert ShareLink.objects.get().is_open


def test_the_pages_cost_few_queries(client, credential, link, django_assert_max_num_queries):
    for hour in range(30):
        at = timezone.now() - timedelta(hours=hour)
        services.count_opening(link_id=link.pk, user_agent=ANDROID, at=at)
    opened(client, link)
    with CaptureQueriesContext(connection) as asked:
        opened(client, link)
    # What counts the visitors' limit lies in the cache's own tables, but for tests.
    own = [query["sql"] for query in asked if '"credentials_' in query["sql"]]
    assert len(own) == 3
    client.force_login(credential.holder)
    page = reverse("credentials:share", args=[credential.number])
    client.get(page)

    with django_assert_max_num_queries(8):
        assert client.get(page).content.decode().count("<tr>") == 31


# --- what is held of a person ------------------------------------------------------------------


def test_links_are_given_to_their_person_and_go_with_them(client, credential, link, officer):
    opened(client, link)

    facts = of_person.export(credential.holder).facts

    assert facts["share_links"][0]["until"] == link.until
    assert [o["times"] for o in facts["share_openings"]] == [1]
    of_person.erase(credential.holder, by=officer)
    assert (ShareLink.objects.count(), ShareOpening.objects.count()) == (0, 0)
    assert opened(client, link).status_code == 404


def test_a_link_goes_on_when_two_records_become_one(client, credential, link):
    keep = PersonFactory()
    record = of_person.merge(keep, credential.holder)

    assert opened(client, link).status_code == 200
    assert services.stop_sharing(link_id=link.pk, by=keep).ended_at
    of_person.undo(record)
    assert Credential.objects.get().holder == credential.holder
