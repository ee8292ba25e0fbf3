"""Standards and topics made up for a test, with all that follows from their codes."""

from search.standards.models import Relation, Standard, Topic


def standard(code: str, *, topics=(), **facts) -> Standard:
    """Current, without an abstract, unless told otherwise."""
    plain = {"body": code.split(maxsplit=1)[0], "title_en": "Alarm systems", "status": "current"}
    one = Standard(code=code, **plain | facts)
    one.full_clean()
    one.save()
    one.topics.set(topics)
    one.save()
    return one


def topic(slug: str, parent: Topic | None = None) -> Topic:
    return Topic.objects.create(slug=slug, name_id=slug, name_en=slug, parent=parent)


def supersedes(new: Standard, old: Standard) -> Relation:
    return Relation.objects.create(standard=new, kind=Relation.Kind.SUPERSEDES, other=old)
