"""A kind of credential that only tests issue, and what is needed to issue one."""

import os
import signal
import subprocess
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from certification.credentials import keystore, services, tasks
from certification.credentials.formats import carrier
from certification.credentials.models import KeySet, SigningKey, StatusList, TrustFile
from stc.jobs.models import Job
from tests.credentials import independent, verifier

KIND = "trial"
PASSPHRASE = "empat kata yang panjang"
HEARD: list[str] = []


@dataclass(frozen=True)
class Keys:
    """The rows of an installation's keys."""

    root: SigningKey
    issuing: SigningKey
    status: SigningKey


def keep_keys_in(settings, folder) -> None:
    for which in (keystore.ONLINE, keystore.ROOT):
        setattr(settings, f"{which}_URL", f"file://{folder / which}")
        setattr(settings, f"{which}_PASSPHRASE", PASSPHRASE)
    settings.DOCUMENT_KEY_FILE = folder / "document.p12"


def pin(root: str, *, least: int) -> None:
    """Have the house's own pages pin this root, with a set of keys of that number."""
    began = timezone.now()
    until = began + timedelta(days=365)
    key, _made = SigningKey.objects.get_or_create(
        public=root,
        kid="70077007",
        purpose="root",
        defaults={"signs_from": began, "signs_until": until, "trusted_until": until},
    )
    KeySet.objects.get_or_create(sequence=least, root=key)


def heard(credential) -> None:
    HEARD.append(credential.standing)


def snapshot(**changes) -> services.Snapshot:
    plain = {
        "holder_name": "Siti Rahmawati",
        "title_id": "Satpam Gada Pratama",
        "title_en": "Security Guard, Gada Pratama",
        "scheme": "GP",
        "level": "pratama",
        "edition": "2026",
        "number_prefix": "STC-GP",
        "decided_on": date(2026, 11, 25),
        "region_name": "Kota Bandung",
    }
    return services.Snapshot(**(plain | changes))


def issued(holder, *, by, source="trial:1", words=None, **dates):
    asked = {"valid_from": date(2026, 1, 1), "valid_until": date(2099, 12, 31)} | dates
    return services.issue(
        kind=KIND, source=source, holder=holder, snapshot=words or snapshot(), by=by, **asked
    )


def signed(credential):
    """Its code, after the jobs that sign it and publish what checkers need."""
    tasks.sign(credential_id=credential.pk)
    publish()
    return bytes(type(credential).objects.get(pk=credential.pk).signature.code)


def publish() -> None:
    for status_list in StatusList.objects.all():
        tasks.publish_status_list(list_id=status_list.pk)
    tasks.publish_trust_file()


def make_papers() -> None:
    """What the signer's worker would make now."""
    for job in Job.objects.filter(name="credentials.render_pdf", state=Job.State.WAITING):
        tasks.render_pdf(**job.args)
        Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, done_at=timezone.now())


def files() -> tuple[bytes, dict[int, bytes]]:
    """What a checker fetches now: the trust file and every list."""
    lists = {row.pk: bytes(row.content) for row in StatusList.objects.all()}
    return bytes(TrustFile.objects.first().content), lists


def kill(process: subprocess.Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def keys(*words: str) -> str:
    """What ``manage.py keys`` says."""
    said = StringIO()
    call_command("keys", *words, stdout=said)
    return said.getvalue()


def rows(purpose: str) -> list[SigningKey]:
    return list(SigningKey.objects.filter(purpose=purpose).order_by("pk"))


def address_of(credential) -> str:
    return carrier.pack(signed(credential), base_url="https://stc.example")


def answers(address: str, *, now: datetime | None = None) -> tuple[str, str]:
    """What two checkers say from the files that are published, pinning what the page pins."""
    root, least = services.pinned()
    trust, lists = files()
    (status_list,) = lists.values()
    at = int((now or timezone.now()).timestamp())
    digits = address.partition("#")[2]
    ours = verifier.check(
        digits, trust=trust, status_list=status_list, now=at, root=root, least=least
    )
    return ours[0], independent.standing(address, root, trust, lists, at)


def as_if_only(key: SigningKey, run, list_id: int) -> None:
    """Run a job on a host whose store holds this key alone of its purpose."""
    folder = keystore.opened().folder
    others = [k for k in keystore.opened().kids() if k != key.kid]
    for kid in others:
        (folder / f"{kid}.key").rename(folder / f"{kid}.away")
    run(list_id=list_id)
    for kid in others:
        (folder / f"{kid}.away").rename(folder / f"{kid}.key")


def away(key: SigningKey) -> None:
    (keystore.opened().folder / f"{key.kid}.key").unlink()
