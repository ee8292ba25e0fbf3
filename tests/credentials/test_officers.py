"""Officers find a credential, read what became of it, and change its standing."""

import pytest
from django.urls import reverse
from django.utils import timezone

from certification.credentials import services, tasks
from certification.credentials.models import Credential
from stc.accounts.groups import CERTIFICATION_OFFICERS, EXAM_OFFICERS
from stc.audit.models import AuditEntry
from stc.impartiality import services as impartiality
from stc.impartiality.errors import Partial
from stc.impartiality.models import Tie
from stc.look import written
from tests.accounts.factories import PersonFactory
from tests.accounts.factories import officer as an_officer
from tests.credentials import trial
from tests.test_queries import MOST, queries_of

pytestmark = pytest.mark.django_db
ACTS = ("suspend", "lift", "replace", "revoke")


@pytest.fixture(autouse=True)
def _demo(settings):
    settings.DEMO = True  # asks no second factor


@pytest.fixture
def other(holder, officer):
    """Another credential of the same holder, to replace the first."""
    return trial.issued(holder, by=officer, source="trial:2")


@pytest.fixture
def words(reason, other):
    """What each form asks."""
    return {
        "suspend": {"note": "Diperiksa"},
        "lift": {"note": "Beres"},
        "replace": {"note": "Nama diperbaiki", "new": other.pk},
        "revoke": {"note": "Palsu", "reason": reason.pk},
    }


@pytest.fixture
def officer_at(client, officer, credential):
    client.force_login(officer)
    return client, credential


def post(client, credential, act, words, **more):
    return client.post(reverse(f"credentials:{act}", args=[credential.number]), words, **more)


def offered(page: str, credential) -> list[str]:
    """The acts that a page leads to."""
    number = [credential.number]
    return [act for act in ACTS if reverse(f"credentials:{act}", args=number) in page]


def standing(credential) -> str:
    return Credential.objects.get(pk=credential.pk).standing


def test_the_menu_leads_officers_to_what_was_issued(client, officer, credential):
    client.force_login(officer)
    address = reverse("credentials:list")
    assert f'href="{address}"' in client.get(reverse("home:mine")).content.decode()

    found = client.get(address, {"q": "rahmawati"}).content.decode()

    assert credential.get_absolute_url() in found
    nothing = client.get(address, {"q": "tidak ada"}).content.decode()
    assert "Tidak ada sertifikat yang cocok" in nothing


def test_the_menu_leads_holders_to_their_own_and_nobody_else_to_the_list(client, credential):
    client.force_login(credential.holder)

    home = client.get(reverse("home:mine")).content.decode()

    assert f'href="{reverse("credentials:mine")}"' in home
    assert f'href="{reverse("credentials:list")}"' not in home


def test_a_stranger_finds_the_check_first(client):
    from stc.home import reference

    reference.load()

    home = client.get("/").content.decode()

    assert (
        home.count(f'href="{reverse("credentials:check")}"') == 4
    )  # both menus, first button, first question
    questions = home[home.index('id="pertanyaan"') :]
    assert questions.index(reverse("credentials:check")) == questions.index('href="') + 6


@pytest.mark.parametrize(
    ("acts", "became"),
    [
        (["suspend"], "suspended"),
        (["suspend", "lift"], "valid"),
        (["replace"], "replaced"),
        (["revoke"], "revoked"),
        (["suspend", "revoke"], "revoked"),
    ],
)
def test_an_officer_changes_it_and_the_page_says_who_when_and_why(officer_at, words, acts, became):
    client, credential = officer_at
    for act in acts:
        page = client.get(credential.get_absolute_url()).content.decode()
        assert reverse(f"credentials:{act}", args=[credential.number]) in page
        page = post(client, credential, act, words[act], follow=True).content.decode()

    assert standing(credential) == became
    entry = AuditEntry.objects.filter(subject=f"credentials.credential:{credential.pk}").first()
    assert (entry.why, entry.became) == (words[acts[-1]]["note"], became)
    for said in (entry.why, entry.actor_label, written.local_moment(entry.at)):
        assert said in page


def test_an_open_page_says_it_to_another_officer_later(client, credential, officer, reason, words):
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="Palsu")
    client.force_login(an_officer(CERTIFICATION_OFFICERS))

    page = client.get(credential.get_absolute_url()).content.decode()

    for said in ("Dicabut", str(reason), "Palsu", officer.full_name):
        assert said in page
    assert not offered(page, credential)


@pytest.mark.parametrize("act", ACTS)
def test_each_act_twice_is_once(client, credential, officer, words, act):
    client.force_login(officer)
    if act == "lift":
        post(client, credential, "suspend", words["suspend"])

    said = [post(client, credential, act, words[act]).status_code for _ in range(2)]

    assert said == [302, 302]
    assert AuditEntry.objects.filter(act=f"credentials.{act}").count() == 1


@pytest.mark.parametrize("act", ACTS)
def test_what_is_lacking_is_said_and_nothing_typed_is_lost(client, credential, officer, words, act):
    client.force_login(officer)
    if act == "lift":
        post(client, credential, "suspend", words["suspend"])
    before = standing(credential)
    lacking = {"note": ""} if act in ("suspend", "lift") else {"note": "Tetap tertulis"}

    page = post(client, credential, act, lacking)

    assert (page.status_code, standing(credential)) == (422, before)
    said = page.content.decode()
    assert "data-error-summary" in said
    assert lacking["note"] in said


def test_what_another_did_meanwhile_is_said(client, credential, officer, reason, words):
    services.revoke_credential(credential_id=credential.pk, by=officer, reason=reason, note="x")
    client.force_login(officer)

    page = post(client, credential, "suspend", words["suspend"])

    assert page.status_code == 422
    assert "sudah dicabut untuk selamanya" in page.content.decode()


def test_a_stale_link_leads_back_to_the_page(officer_at):
    client, credential = officer_at

    said = client.get(reverse("credentials:lift", args=[credential.number]))

    assert said["Location"] == credential.get_absolute_url()


def test_only_what_may_replace_it_can_be_chosen(client, credential, officer, words, reason):
    others = trial.issued(PersonFactory(), by=officer, source="trial:3")
    client.force_login(officer)

    page = post(client, credential, "replace", {"note": "x", "new": others.pk})

    assert (page.status_code, standing(credential)) == (422, "valid")
    assert others.number not in page.content.decode()


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_sees_or_changes_it(client, credential, words, act):
    for person in (credential.holder, PersonFactory(), an_officer(EXAM_OFFICERS)):
        client.force_login(person)
        said = [
            client.get(reverse("credentials:list")).status_code,
            client.get(credential.get_absolute_url()).status_code,
            post(client, credential, act, words[act]).status_code,
        ]
        assert said == [403, 403, 403]
    client.logout()
    assert post(client, credential, act, words[act])["Location"].startswith("/akun/masuk/")
    assert standing(credential) == "valid"


@pytest.mark.parametrize("act", ACTS)
def test_no_officer_changes_their_own(client, officer, words, act):
    own = trial.issued(officer, by=None, source="trial:9")
    client.force_login(officer)

    said = post(client, own, act, words[act])

    assert (said.status_code, standing(own)) == (403, "valid")
    page = client.get(own.get_absolute_url()).content.decode()
    assert "Ini sertifikat Anda sendiri" in page
    assert not offered(page, own)


def test_who_taught_the_holder_changes_nothing_and_reads_why(client, credential, officer, words):
    impartiality.record(
        person=officer,
        candidate=credential.holder,
        kind=Tie.TAUGHT,
        since=timezone.localdate(),
        why="Kelas angkatan 12",
        source="trial",
    )
    client.force_login(officer)

    page = client.get(credential.get_absolute_url()).content.decode()
    said = post(client, credential, "suspend", words["suspend"])

    assert "Kelas angkatan 12" in page
    assert "Kelas angkatan 12" in said.content.decode()
    assert not offered(page, credential)
    assert (said.status_code, standing(credential)) == (422, "valid")
    with pytest.raises(Partial):
        services.suspend(credential_id=credential.pk, by=officer, note="x")


def test_the_page_of_a_credential_asks_little(client, credential, officer, signing_key):
    for act in ("suspend", "lift"):
        getattr(services, act)(credential_id=credential.pk, by=officer, note="x")
    client.force_login(officer)

    revoking = reverse("credentials:revoke", args=[credential.number])
    for address in (credential.get_absolute_url(), revoking, reverse("credentials:list")):
        asked = queries_of(client, address)
        assert len(asked) <= MOST, "\n".join(asked)

    tasks.sign(credential_id=credential.pk)
    assert len(queries_of(client, credential.get_absolute_url())) <= MOST
