"""``python -m bench.issuing HOW NUMBER``: certificates issued in a house; prints JSON.

``one``: each by itself, issued and signed, in milliseconds. ``batch``: issued and signed together,
by the jobs that a batch asks for, in seconds. ``sitting`` and ``together``: issued here, signed and
printed by workers that run beside it, in seconds until the last paper is kept.
"""

import gc
import json
import statistics
import sys
import time
from datetime import date, timedelta

import django

KIND = "certificate"
TOGETHER = 500  # in one transaction


def _grants(number: int) -> list:
    """For people who had none yet."""
    from django.utils import timezone

    from certification.credentials.services import Grant, Snapshot
    from stc.accounts.models import User

    began = timezone.now().timestamp()
    names = [f"Siti Rahmawati Kusumaningrum {n}" for n in range(number)]
    people = User.objects.bulk_create([User(full_name=name) for name in names])
    return [
        Grant(
            source=f"bench:{began}:{n}",
            holder=person,
            snapshot=Snapshot(
                holder_name=person.full_name,
                title_id="Satpam Gada Pratama",
                title_en="Security Guard, Gada Pratama",
                scheme="STC-GP",
                level="pratama",
                edition="2026",
                number_prefix="STC-GP",
                decided_on=date(2026, 11, 25),
                region_name="Kota Bandung",
            ),
            valid_from=timezone.localdate(),
            valid_until=timezone.localdate() + timedelta(days=3 * 365),
        )
        for n, person in enumerate(people)
    ]


def _issue(grant):
    from certification.credentials import services

    return services.issue(kind=KIND, by=None, **vars(grant))


def one(number: int) -> dict[str, float]:
    """Medians. The first few are not counted: what a process loads once is loaded."""
    from certification.credentials import tasks

    issued, signed = [], []
    for grant in _grants(number + 10):
        began = time.perf_counter()
        credential = _issue(grant)
        between = time.perf_counter()
        tasks.sign(credential_id=credential.pk)
        signed.append((time.perf_counter() - between) * 1000)
        issued.append((between - began) * 1000)
    return {
        "issue": statistics.median(issued[10:]),
        "sign": statistics.median(signed[10:]),
    }


def batch(number: int) -> dict[str, float]:
    from certification.credentials import services
    from certification.credentials.models import Signature
    from stc.jobs import executor
    from stc.jobs.models import Job

    def both(grants) -> tuple[float, float]:
        before = set(Job.objects.values_list("pk", flat=True))
        began = time.perf_counter()
        for first in range(0, len(grants), TOGETHER):
            services.issue_batch(kind=KIND, grants=grants[first : first + TOGETHER], by=None)
        between = time.perf_counter()
        jobs = Job.objects.filter(name="credentials.sign_batch").exclude(pk__in=before)
        for job_id in jobs.order_by("pk").values_list("pk", flat=True):
            executor.run(job_id)
        return between - began, time.perf_counter() - between

    both(_grants(200))
    grants = _grants(number)
    issued, signed = both(grants)
    sources = [grant.source for grant in grants[-100:]]
    if Signature.objects.filter(credential__source__in=sources).count() != len(sources):
        raise SystemExit("not all were signed")
    return {"issue": issued, "sign": signed}


def sitting(number: int) -> dict[str, float]:
    """One after the other, each in a transaction of its own; the rest is the workers'."""
    return _printed(number, each=1)


def together(number: int) -> dict[str, float]:
    """A hundred in a transaction; the rest is the workers'."""
    return _printed(number, each=100)


def _printed(number: int, *, each: int) -> dict[str, float]:
    from certification.credentials import services
    from certification.credentials.models import Document

    grants, before = _grants(number), Document.objects.count()
    began = time.perf_counter()
    for first in range(0, number, each):
        services.issue_batch(kind=KIND, grants=grants[first : first + each], by=None)
    issued = time.perf_counter() - began
    while Document.objects.count() < before + number:
        time.sleep(0.25)
    return {"issued": issued, "printed": time.perf_counter() - began}


HOW = {"one": one, "batch": batch, "sitting": sitting, "together": together}

if __name__ == "__main__":
    django.setup()
    gc.freeze()  # as workers do
    json.dump(HOW[sys.argv[1]](int(sys.argv[2])), sys.stdout)
