"""What credentials hold of a person: given, erased, moved; and one decision in many hands."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from certification.credentials import of_person, tasks
from certification.credentials.models import Credential, Document, Signature
from tests.accounts.factories import PersonFactory
from tests.credentials import trial

pytestmark = pytest.mark.django_db


def test_a_person_is_given_what_was_issued_and_its_paper(credential, signing_key):
    trial.signed(credential)
    tasks.render_pdf(credential_id=credential.pk, form="certificate")
    others = trial.issued(PersonFactory(), by=None, source="trial:2")

    held = of_person.export(credential.holder)

    (told,) = held.facts["credentials"]
    assert (told["number"], told["holder_name"]) == (credential.number, "Siti Rahmawati")
    assert list(held.files) == [f"{credential.number}-certificate.pdf"]
    assert others.number not in str(held)


def test_erasing_takes_the_salt_and_leaves_what_others_check(credential, officer):
    of_person.erase(credential.holder, by=officer)

    left = Credential.objects.get()
    assert (left.salt, left.standing, left.serial) == ("", "valid", credential.serial)


def test_two_records_become_one_and_two_again(credential):
    keep, give = PersonFactory(), credential.holder

    record = of_person.merge(keep, give)

    assert Credential.objects.get().holder == keep
    of_person.undo(record)
    assert Credential.objects.get().holder == give


def test_the_jobs_run_twice_and_change_nothing(credential, signing_key):
    def state() -> list:
        rows = (Signature, Document)
        return [list(model.objects.values()) for model in rows]

    trial.signed(credential)
    tasks.render_pdf(credential_id=credential.pk, form="certificate")
    before = state()

    for _ in range(2):
        tasks.sign(credential_id=credential.pk)
        tasks.render_pdf(credential_id=credential.pk, form="certificate")

    assert state() == before


def test_a_file_cut_short_by_a_kill_is_written_anew(credential, signing_key):
    from certification.credentials import services
    from stc.files.storage import private

    trial.signed(credential)
    content = services.render_document(credential_id=credential.pk, form="certificate")
    services.keep_document(credential_id=credential.pk, form="certificate", content=content)
    document = Document.objects.get()
    with open(private().path(document.file.name), "wb") as file:
        file.write(content[:100])

    from certification.credentials.services.paper import _stored

    assert _stored(content, document.sha256) == document.file.name
    assert document.file.storage.open(document.file.name).read() == content


@pytest.mark.django_db(transaction=True)
def test_one_decision_in_six_hands_at_once_is_one_credential(holder, officer):
    def issue(_hand: int) -> int:
        try:
            return trial.issued(holder, by=officer).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as hands:
        made = set(hands.map(issue, range(6)))

    assert made == {Credential.objects.get().pk}
