"""How papers look: published versions are frozen, and new credentials get the newest."""

from django.db import transaction
from wagtail.models import Revision

from certification.credentials import kinds
from certification.credentials.looks import designs
from certification.credentials.models import Template, TemplateVersion
from certification.credentials.paper import HOUSE, Design
from stc.accounts.models import User
from stc.audit import services as audit


@transaction.atomic
def publish_template(*, revision: Revision, by: User) -> TemplateVersion:
    """Publish what an editor wrote and freeze it as the next version.

    What looks just as the newest version makes none. Raises ``ValidationError`` for what could not
    be printed.
    """
    Template.objects.select_for_update().get(pk=revision.object_id)
    _check(revision.as_object())
    revision.publish(user=by, skip_permission_checks=True)  # whoever calls has asked
    template = Template.objects.get(pk=revision.object_id)
    return _frozen(template, template.design(), by=by)


@transaction.atomic
def newest_version(*, kind: str) -> TemplateVersion:
    """What a credential of this kind is issued with now. The first version is the house's own."""
    newest = TemplateVersion.objects.newest_of(kind)
    if newest is not None:
        return newest
    Template.objects.get_or_create(kind=kind, defaults=Template.said_by(HOUSE))
    template = Template.objects.select_for_update().get(kind=kind)
    # Looked for again behind the lock: another may have been first.
    return TemplateVersion.objects.newest_of(kind) or _frozen(template, HOUSE, by=None)


@transaction.atomic
def load_templates() -> None:
    """See that each kind has a template and a version. What people made of them is left alone."""
    for kind, _label in kinds.choices():
        newest_version(kind=kind)


def _check(template: Template) -> None:
    template.full_clean()
    template.signatories.stream_block.clean(template.signatories)  # no part of the former


def _frozen(template: Template, design: Design, *, by: User | None) -> TemplateVersion:
    """The design as the newest version of a locked template."""
    newest = template.versions.order_by("-number").first()
    digest = designs.digest(design)
    if newest is not None and newest.sha256 == digest:
        return newest
    last = newest.number if newest else 0
    version = TemplateVersion.objects.create(
        template=template,
        number=last + 1,
        content=designs.content_of(design),
        crest=design.crest,
        sha256=digest,
        published_by=by,
    )
    audit.record(
        act="credentials.publish_template",
        by=by,
        subject=template,
        was=last or "",
        became=version.number,
        why=digest,
    )
    return version
