"""A person's copy of all that the house holds of them: asked for, made by a job, kept some days."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO

from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from stc.accounts import news, personal_data
from stc.accounts.models import DataExport, Identity, TimeLimit, User
from stc.accounts.services.merge import records_of
from stc.audit import services as audit
from stc.jobs import services as jobs

READ_ME = (
    "Salinan data pribadi Anda. Setiap berkas .json berisi data satu bagian; berkas lain, seperti "
    "foto, ada di folder bagiannya.\n\n"
    "A copy of your personal data. Each .json file holds the data of one part; other files, such "
    "as photos, are in that part's folder.\n"
)


@transaction.atomic
def ask_for_export(*, person_id: int) -> DataExport:
    """Ask for a copy. While one is in the making, asking again returns it."""
    person = User.objects.select_for_update().get(pk=person_id)
    waiting = person.data_exports.filter(ready_at__isnull=True).first()
    if waiting is not None:
        return waiting
    export = DataExport.objects.create(person=person)
    audit.record(act="accounts.ask_for_export", by=person, subject=person)
    jobs.enqueue("accounts.export_data", key=str(export.pk), export_id=export.pk)
    return export


def export_data(*, export_id: int) -> None:
    """Make the copy and say that it is ready. A copy that was made, or erased, is left alone."""
    export = DataExport.objects.select_related("person").filter(pk=export_id).first()
    if export is None or export.ready_at is not None:
        return
    with _zipped(export.person) as copy:
        name = export.file.field.generate_filename(export, "data.zip")
        kept = export.file.storage.save(name, File(copy))
    try:
        _keep(export, kept)
    except BaseException:
        export.file.storage.delete(kept)  # nobody will ever ask for it
        raise


def _keep(export: DataExport, kept: str) -> None:
    days = TimeLimit.days_for(TimeLimit.For.EXPORT)
    with jobs.completing():
        export = DataExport.objects.select_for_update().get(pk=export.pk)
        export.file, export.ready_at = kept, timezone.now()
        export.expires_at = export.ready_at + timedelta(days=days)
        export.save(update_fields=["file", "ready_at", "expires_at"])
        if Identity.objects.filter(person__in=records_of(export.person_id)).exists():
            # The copy shows the whole number: that is a look, by its holder.
            audit.record(
                act="accounts.see_nik", by=export.person, subject=export.person, became=export
            )
        news.tell(
            kind="accounts.export_ready",
            to=export.person,
            context={"until": export.expires_at},
            key=f"export:{export.pk}",
        )


@contextmanager
def _zipped(person: User) -> Iterator[IO[bytes]]:
    """The zip, in a file without a name. Merged records have a folder each (``record-7/``)."""
    with TemporaryFile() as copy:
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("baca-saya.txt", READ_ME)
            for record in User.objects.filter(pk__in=records_of(person.pk)):
                folder = "" if record.pk == person.pk else f"record-{record.pk}/"
                _write(archive, record, folder)
        copy.seek(0)
        yield copy


def _write(archive: zipfile.ZipFile, person: User, folder: str) -> None:
    for holder in personal_data.holders():
        held = holder.export(person)
        facts = json.dumps(held.facts, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
        archive.writestr(f"{folder}{holder.app}.json", facts)
        for name, file in held.files.items():
            inside = f"{folder}{holder.app}/{name}"
            with file.open("rb") as source, archive.open(inside, "w") as target:
                shutil.copyfileobj(source, target)


def delete_old_exports() -> int:
    """Delete the files of copies whose days are over; how many there were."""
    old = DataExport.objects.filter(expires_at__lte=timezone.now()).exclude(file="")
    for export in old:
        export.file.delete(save=False)
        DataExport.objects.filter(pk=export.pk).update(file="")
    return len(old)
