"""A kind of credential that only tests issue, and what is needed to issue one."""

import os
import signal
import subprocess
from datetime import date

from certification.credentials import services, tasks
from certification.credentials.models import StatusList

KIND = "trial"
HEARD: list[str] = []


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


def kill(process: subprocess.Popen) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
