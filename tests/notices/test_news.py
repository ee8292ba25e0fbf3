"""What others say and we pass on: allauth's changes, parked jobs, a person's data."""

import pytest
from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.urls import reverse

from stc.accounts import merging, personal_data
from stc.accounts.groups import PLATFORM_ADMINS
from stc.accounts.models import User
from stc.jobs import services as jobs
from stc.jobs.models import Job
from stc.notices import services
from stc.notices.models import Choice, Delivery, Notice
from tests.accounts.factories import PASSWORD, PersonFactory, officer
from tests.notices.factories import reader

pytestmark = pytest.mark.django_db


def told(person) -> list[str]:
    return [notice.kind for notice in Notice.objects.visible_to(person).order_by("pk")]


def test_a_changed_password_is_told_by_mail_too(client):
    person = PersonFactory()
    client.force_login(person)
    new = "sandi-baru-yang-panjang"

    client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
    )

    assert told(person) == ["accounts.password_changed"]
    assert Delivery.objects.get().channel == "email"


@pytest.mark.parametrize(
    ("signal", "kind"),
    [
        (mfa.authenticator_added, "accounts.second_factor_added"),
        (mfa.authenticator_removed, "accounts.second_factor_removed"),
        (mfa.authenticator_reset, "accounts.recovery_codes_made"),
        (account.password_reset, "accounts.password_changed"),
        (account.email_changed, "accounts.email_changed"),
    ],
)
def test_each_change_of_the_way_in_is_told_each_time(rf, signal, kind):
    person = PersonFactory()

    for _ in range(2):
        signal.send(sender=User, request=rf.get("/"), user=person)

    assert told(person) == [kind, kind]


def test_who_confirms_an_address_is_welcomed_once(rf):
    person = PersonFactory()
    address = person.emailaddress_set.create(email=person.email, verified=True)

    for _ in range(2):
        account.email_confirmed.send(sender=User, request=rf.get("/"), email_address=address)

    assert told(person) == ["accounts.welcome"]


def park(name: str, number: int) -> None:
    for n in range(number):
        job = jobs.enqueue(name, key=f"test:{n}")
        Job.objects.filter(pk=job.pk).update(state=Job.State.PARKED, last_error="ValueError")


def test_platform_admins_are_told_what_is_parked_once_a_day():
    admin, person = officer(PLATFORM_ADMINS), PersonFactory()
    park("accounts.delete_old_exports", 3)

    services.tell_of_parked()
    services.tell_of_parked()

    assert told(admin) == ["jobs.parked"]
    assert told(person) == []
    assert "3 pekerjaan accounts.delete_old_exports" in Notice.objects.get().texts["id"]["body"]


def test_what_could_not_be_delivered_is_told_in_the_inbox_alone():
    admin = officer(PLATFORM_ADMINS)
    park("notices.deliver", 2)

    services.tell_of_parked()

    assert told(admin) == ["notices.delivery_parked"]
    assert not Delivery.objects.exists()


def test_nothing_parked_is_no_news():
    officer(PLATFORM_ADMINS)

    services.tell_of_parked()

    assert not Notice.objects.exists()


def welcome(person, key="accounts.welcome"):
    context = {"name": person.full_name}
    return services.send(kind="accounts.welcome", to=person, key=key, context=context)


@pytest.fixture
def holder():
    return next(holder for holder in personal_data.holders() if holder.app == "notices")


def test_a_persons_copy_holds_what_they_were_told_and_chose(holder):
    person = PersonFactory(language="en")
    welcome(person)
    welcome(PersonFactory())
    services.choose(person=person, wanted={("roles", "email"): False})

    facts = holder.export(person).facts

    assert [notice["subject"] for notice in facts["notices"]] == ["Welcome to STC"]
    assert facts["choices"] == [{"group": "roles", "channel": "email", "wanted": False}]


def test_erasure_leaves_nothing_of_the_person_and_all_of_others(holder):
    person, other = reader(), PersonFactory()
    welcome(person)
    kept = welcome(other)
    services.choose(person=person, wanted={("roles", "email"): False})

    for _ in range(2):
        holder.erase(person, by=other)

    assert list(Notice.objects.all()) == [kept]
    assert not Choice.objects.exists()
    assert not Delivery.objects.exists()


def test_a_merge_moves_the_inbox_and_can_be_undone():
    keep, give = PersonFactory(), PersonFactory()
    welcome(keep)
    welcome(give)
    moved = welcome(give, key="other")
    merger = next(m for m in merging.mergers() if m.app == "notices")

    record = merger.merge(keep, give)

    assert list(Notice.objects.visible_to(give).values_list("key", flat=True)) == [
        "accounts.welcome"
    ]
    assert Notice.objects.visible_to(keep).count() == 2
    merger.undo(record)
    assert Notice.objects.get(pk=moved.pk).person == give
