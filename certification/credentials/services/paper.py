"""A credential on paper: rendered once from the snapshot, kept privately with its hash."""

import hashlib
from collections.abc import Iterable

from django.core.files.base import ContentFile

from certification.credentials import paper
from certification.credentials.errors import NotPrintable
from certification.credentials.looks import printable
from certification.credentials.looks.wording import words_of
from certification.credentials.models import Credential, Document
from stc.files.storage import private


def render_document(*, credential_id: int, form: str) -> bytes | None:
    """A signed credential in a form of ``Document.Form``, neither certified nor kept; ``None``
    where it has that form.
    """
    credential = Credential.objects.select_related("signature", "template_version").get(
        pk=credential_id
    )
    if credential.documents.filter(form=form).exists():
        return None
    return paper.render(words_of(credential), credential.template_version.design(), form)


def keep_document(*, credential_id: int, form: str, content: bytes | None) -> None:
    """Keep it, in the caller's transaction. The first one stands."""
    of_it = Document.objects.filter(credential_id=credential_id, form=form)
    if content is None or of_it.exists():
        return
    digest = hashlib.sha256(content).hexdigest()
    Document.objects.create(
        credential_id=credential_id, form=form, sha256=digest, file=_stored(content, digest)
    )


def _stored(content: bytes, digest: str) -> str:
    """The file's name, by its hash: a worker killed before its commit leaves no second file."""
    name = f"credentials/{digest}.pdf"
    storage = private()
    if storage.exists(name):
        with storage.open(name) as file:
            if hashlib.sha256(file.read()).hexdigest() == digest:
                return name
        storage.delete(name)  # cut short by a kill
    return storage.save(name, ContentFile(content))


def refuse_unprintable(texts: Iterable[str]) -> None:
    """Raise NotPrintable at the first text with a character that no typeface of ours has."""
    for text in texts:
        if missing := paper.missing_glyphs(text):
            raise NotPrintable(letters=", ".join(map(printable.named, missing)), text=text)
