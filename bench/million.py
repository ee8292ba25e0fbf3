"""``python -m bench.million fill|publish NUMBER``: an installation after years; prints JSON.

``fill``: so many credentials with signature, trail and notice, by the database's own bulk insert
and past the services: indices at random in lists half full, 1 % revoked, 0.2 % suspended, 3 %
replaced. ``publish``: every list and the trust file made anew; size, seconds, peak of memory.
"""

import json
import os
import random
import resource
import sys
import time
from collections.abc import Iterable
from datetime import date, timedelta

import django

HOLDERS = 20_000
MARKS = [("revoked", 0.01), ("suspended", 0.002), ("replaced", 0.03)]
CODE_BYTES = 168


def _insert(model, same: dict, names: list[str], rows: Iterable[tuple]) -> None:
    """Rows that differ in the fields of these names; their values as the database takes them."""
    from django.db import connection

    fields = [model._meta.get_field(name) for name in (*names, *same)]
    shared = tuple(_prepared(model, name, value) for name, value in same.items())
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    whole = (row + shared for row in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in whole:
                    copy.write_row(row)
            for sql in connection.ops.sequence_reset_sql(_no_style(), [model]):
                cursor.execute(sql)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", whole)


def _no_style():
    from django.core.management.color import no_style

    return no_style()


def _prepared(model, name: str, value: object) -> object:
    from django.db import connection

    return model._meta.get_field(name).get_db_prep_save(value, connection)


def _standings(number: int, dice: random.Random) -> list[str]:
    standings = []
    for name, share in MARKS:
        standings += [name] * int(number * share)
    standings += ["valid"] * (number - len(standings))
    dice.shuffle(standings)
    return standings


def fill(number: int) -> dict[str, float]:
    from django.db import connection, transaction
    from django.utils import timezone

    from certification.credentials.formats import serials
    from certification.credentials.models import (
        Credential,
        RevocationReason,
        Signature,
        SigningKey,
        StatusList,
    )
    from certification.credentials.services import newest_version
    from stc.accounts.models import User
    from stc.audit.models import AuditEntry
    from stc.notices.models import Notice

    began = time.monotonic()
    dice = random.Random(1)
    now = timezone.now()
    first = (Credential.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    numbers = range(first, first + number)
    people = User.objects.bulk_create([User(full_name=f"Bench {n}") for n in range(HOLDERS)])
    holders = [person.pk for person in people]
    reason = RevocationReason.objects.values_list("pk", flat=True).first()
    at = _prepared(Credential, "issued_at", now)
    standings = _standings(number, dice)
    # Each that is replaced, by another that is valid.
    valid = iter([n for n, said in zip(numbers, standings, strict=True) if said == "valid"])

    # Made before, since a connection that copies rows in does nothing else meanwhile.
    half = StatusList.SIZE // 2
    lists = [StatusList.objects.create(used=half).pk for _ in range(-(-number // half))]

    def places():
        for status_list in lists:
            for index in dice.sample(range(StatusList.SIZE), half):
                yield status_list, index

    def credentials():
        for n, said, (status_list, index) in zip(numbers, standings, places(), strict=False):
            yield (
                n,
                f"million:{n}",
                serials.of_bytes(dice.randbytes(10)),
                f"STC-GP-2020-{n:07}",
                holders[n % HOLDERS],
                said,
                reason if said == "revoked" else None,
                at if said == "revoked" else None,
                at if said == "suspended" else None,
                next(valid) if said == "replaced" else None,
                status_list,
                index,
                f"{n:064x}",
            )

    names = "id source serial number holder standing reason revoked_at suspended_at replaced_by"
    names = [*names.split(), "status_list", "status_index", "salt"]
    words = {
        "kind": "certificate",
        "template_version": newest_version(kind="certificate").pk,
        "holder_name": "Siti Rahmawati Kusumaningrum",
        "title_id": "Satpam Gada Pratama",
        "title_en": "Security Guard, Gada Pratama",
        "scheme": "STC-GP",
        "level": "pratama",
        "edition": "2026",
        "decided_on": date(2020, 11, 25),
        "region_name": "Kota Bandung",
        "valid_from": now,
        "valid_until": now + timedelta(days=3 * 365),
        "issued_at": now,
    }
    issuing = SigningKey.objects.get(purpose="issuing")
    code = os.urandom(CODE_BYTES)
    texts = {
        language: {"subject": "Sertifikat Anda terbit", "body": "x" * 160, "action": "Buka"}
        for language in ("id", "en")
    }
    with transaction.atomic():
        _insert(Credential, words, names, credentials())
        signed = {"key": issuing.pk, "code": code, "made_at": now}
        _insert(
            Signature, signed, ["credential", "claims_hash"], ((n, f"{n:064x}") for n in numbers)
        )
        said = {"act": "credentials.issue", "actor": "", "actor_label": "sistem", "was": ""}
        said |= {"became": "valid", "at": now, "subject_label": "STC-GP-2020"}
        trail = ((f"credentials.credential:{n}", f"million:{n}") for n in numbers)
        _insert(AuditEntry, said, ["subject", "why"], trail)
        told = {"kind": "credentials.issued", "texts": texts, "path": "/", "sent_at": now}
        events = ((holders[n % HOLDERS], f"credentials.issued:{n}") for n in numbers)
        _insert(Notice, told | {"read_at": now}, ["person", "key"], events)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")  # as its autovacuum does after a while
    return {"seconds": time.monotonic() - began, "lists": StatusList.objects.count()}


def publish(number: int) -> dict[str, float]:
    from django.db.models import F

    from certification.credentials import tasks
    from certification.credentials.models import Credential, StatusList, TrustFile

    if Credential.objects.count() < number:
        raise SystemExit("there are fewer credentials")
    StatusList.objects.update(version=F("version") + 1)
    began = time.perf_counter()
    for list_id in StatusList.objects.order_by("pk").values_list("pk", flat=True):
        tasks.publish_status_list(list_id=list_id)
        tasks.put_status_list(list_id=list_id)
    tasks.publish_trust_file()
    tasks.put_trust_file()
    seconds = time.perf_counter() - began
    lists = list(StatusList.objects.all())
    return {
        "seconds": seconds,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "lists": len(lists),
        "size": sum(len(row.content) for row in lists) + len(TrustFile.objects.first().content),
        "mirrors": sum(len(row.revocation) + len(row.suspension) for row in lists),
    }


HOW = {"fill": fill, "publish": publish}

if __name__ == "__main__":
    django.setup()
    json.dump(HOW[sys.argv[1]](int(sys.argv[2])), sys.stdout)
