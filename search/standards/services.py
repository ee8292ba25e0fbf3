from pathlib import Path

from django.db import transaction

from search.standards import reading
from search.standards.models import Load, Relation, Standard, Synonym, Topic

TOPIC_FIELDS = ("name_id", "name_en")
KEPT = {"id", "code", "slug", "latest_revision"}  # an address, once given, stays
STANDARD_FIELDS = [f.name for f in Standard._meta.concrete_fields if f.name not in KEPT]
BATCH = 400  # SQLite takes 32,766 values at once


@transaction.atomic
def load_standards(*, folder: Path = reading.DATA) -> bool:
    """Bring the catalogue in line with its files; returns whether there was anything to do.

    What an editor has changed is left as it is, with its topics and relations; what the files no
    longer name stays. Raises ``BadCatalogueRow`` before anything is written.
    """
    sha256 = reading.fingerprint(folder)
    if Load.objects.filter(sha256=sha256).exists():
        return False
    read = reading.read(folder)
    topics = _load_topics(read)
    _load_standards(read, topics)
    Load.objects.all().delete()
    Load.objects.create(sha256=sha256)
    return True


def _load_topics(read: reading.Catalogue) -> dict[str, int]:
    """The key of each topic by its slug. Fields come first, for topics stand under them."""
    edited = _edited(Topic, "slug")
    for is_below in (False, True):
        keys = dict(Topic.objects.values_list("slug", "pk"))
        rows = [
            (topic, parent)
            for topic, parent in read.topics
            if bool(parent) is is_below and topic.slug not in edited
        ]
        for topic, parent in rows:
            topic.parent_id = keys[parent] if parent else None
        Topic.objects.bulk_create(
            [topic for topic, _ in rows],
            update_conflicts=True,
            unique_fields=["slug"],
            update_fields=[*TOPIC_FIELDS, "parent"],
        )
    keys = dict(Topic.objects.values_list("slug", "pk"))
    rows = [(slug, synonym) for slug, synonym in read.synonyms if slug not in edited]
    Synonym.objects.filter(topic__latest_revision__isnull=True).delete()
    for slug, synonym in rows:
        synonym.topic_id = keys[slug]
    Synonym.objects.bulk_create([synonym for _, synonym in rows], batch_size=BATCH)
    return keys


def _load_standards(read: reading.Catalogue, topics: dict[str, int]) -> None:
    edited = _edited(Standard, "code")
    rows = [(one, slugs) for one, slugs in read.standards if one.code not in edited]
    Standard.objects.bulk_create(
        [one for one, _ in rows],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=STANDARD_FIELDS,
    )
    keys = dict(Standard.objects.values_list("code", "pk"))
    given = Standard.topics.through
    given.objects.filter(standard__latest_revision__isnull=True).delete()
    given.objects.bulk_create(
        [
            given(standard_id=keys[one.code], topic_id=topics[slug])
            for one, slugs in rows
            for slug in slugs
        ],
        batch_size=BATCH,
    )
    Relation.objects.filter(standard__latest_revision__isnull=True).delete()
    Relation.objects.bulk_create(
        [
            Relation(
                standard_id=keys[link.code],
                kind=link.kind,
                other_id=keys[link.other],
                source=link.source[:200],
                derived=link.derived,
            )
            for link in read.links
            if link.code not in edited
        ],
        batch_size=BATCH,
    )


def _edited(model, key: str) -> set[str]:
    """What people have changed in the editor since it was loaded."""
    rows = model.objects.filter(latest_revision__isnull=False)
    return set(rows.values_list(key, flat=True))
