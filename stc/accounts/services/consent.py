"""Consent: per purpose, to a dated text, given and withdrawn alike. The last word counts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from stc.accounts.errors import TextChanged
from stc.accounts.models import Consent, ConsentText, Purpose, User
from stc.accounts.services.merge import records_of
from stc.audit import services as audit

DEEPEST = 3  # merges of merges; people have one record, a few of them two


@dataclass(frozen=True)
class Standing:
    """A purpose as it stands for a person: today's text, and their last word on the purpose."""

    text: ConsentText
    last: Consent | None

    @property
    def given(self) -> bool:
        return self.last is not None and self.last.given

    @property
    def to_another_text(self) -> bool:
        """They agreed, but to a text that has been replaced since."""
        return self.given and self.last.text_id != self.text.pk


@dataclass(frozen=True)
class Answer:
    """What a person last said on a purpose, to whichever of its texts; ``at`` is empty before."""

    purpose: Purpose
    given: bool
    at: datetime | None


def _last_words(person: User, purposes: Iterable[int]) -> dict[int, Consent]:
    """The last word on each purpose, in whichever of the person's merged records it was said."""
    said = Consent.objects.filter(
        person__in=records_of(person.pk), text__purpose__in=purposes
    ).select_related("text")
    return {consent.text.purpose_id: consent for consent in said.order_by("at", "pk")}


def standings(person: User) -> list[Standing]:
    """Every purpose in use, in order."""
    texts = list(ConsentText.objects.current().select_related("purpose").order_by("purpose"))
    last = _last_words(person, [text.purpose_id for text in texts])
    return [Standing(text, last.get(text.purpose_id)) for text in texts]


def has_consent(person: User, purpose: str) -> bool:
    """Whether the person agrees to a purpose (its code) now, to whichever of its texts.

    A new text that changes what is agreed to is a new purpose.
    """
    said = Consent.objects.filter(person__in=records_of(person.pk), text__purpose__code=purpose)
    last = said.order_by("at", "pk").last()
    return last is not None and last.given


def answers(person: User, purposes: Collection[str]) -> list[Answer]:
    """Of each purpose (its code), in order, what ``has_consent`` says and since when."""
    if not purposes:
        return []
    said = Consent.objects.filter(
        person__in=records_of(person.pk), text__purpose=OuterRef("pk")
    ).order_by("-at", "-pk")
    asked = Purpose.objects.filter(code__in=purposes).annotate(
        last_given=Subquery(said.values("given")[:1]), last_at=Subquery(said.values("at")[:1])
    )
    return [Answer(purpose, bool(purpose.last_given), purpose.last_at) for purpose in asked]


def who_agree(people: QuerySet, purpose: str) -> set[int]:
    """Those of these people (rows of their ids) of whom ``has_consent`` is true, in one query.

    What was said in records that were merged into theirs counts, ``DEEPEST`` merges deep.
    """
    last = {word.person: word.given for word in _words_of_each(people, [purpose])}
    return {person for person, given in last.items() if given}


def answers_of_each(people: QuerySet, purposes: Collection[str]) -> Mapping[int, list[Answer]]:
    """As ``answers``, by person, of all these people (rows of their ids).

    One query, as the words name their purposes; another only if nobody spoke on one of these.
    """
    words = _words_of_each(people, purposes)
    asked = {
        word.code: Purpose(code=word.code, name=word.name, name_en=word.name_en, order=word.order)
        for word in words
    }
    if silent := set(purposes) - set(asked):
        asked |= {purpose.code: purpose for purpose in Purpose.objects.filter(code__in=silent)}
    in_order = sorted(asked.values(), key=lambda purpose: (purpose.order, purpose.code))
    said = defaultdict(lambda: [Answer(purpose, given=False, at=None) for purpose in in_order])
    for word in words:
        said[word.person] = [
            Answer(each.purpose, word.given, word.at) if each.purpose.code == word.code else each
            for each in said[word.person]
        ]
    return said


class _Word(NamedTuple):
    """What a person said once, and on what."""

    person: int
    at: datetime
    pk: int
    given: bool
    code: str
    name: str
    name_en: str
    order: int


def _words_of_each(people: QuerySet, purposes: Collection[str]) -> list[_Word]:
    """All that these people said on these purposes, the last of it last, in one query."""
    said = Consent.objects.filter(text__purpose__code__in=purposes).order_by()
    of_purpose = [f"text__purpose__{name}" for name in ("code", "name", "name_en", "order")]
    reached, standing, parts = "person", {}, []
    for _depth in range(DEEPEST + 1):
        found = said.filter(**standing, **{f"{reached}__in": people})
        parts.append(found.values_list(reached, "at", "pk", "given", *of_purpose))
        standing |= {f"{reached}__merged_into__undone_at__isnull": True}
        reached += "__merged_into__keep"
    words = [_Word(*word) for word in parts[0].union(*parts[1:], all=True)]
    return sorted(words, key=lambda word: (word.at, word.pk))


@transaction.atomic
def answer(*, person_id: int, purpose: str, text_id: int, given: bool) -> Consent | None:
    """Write down a person's own word on the text that they were shown.

    To say again what was said changes nothing. Raises ``TextChanged`` where agreement is given to
    a text that no longer holds; what was agreed to once can always be withdrawn.
    """
    person = User.objects.select_for_update().get(pk=person_id)
    text = ConsentText.objects.current().select_related("purpose").get(purpose__code=purpose)
    if given and text.pk != text_id:
        raise TextChanged
    last = _last_words(person, [text.purpose_id]).get(text.purpose_id)
    if last is None and not given:
        return None
    if last is not None and last.given == given and (not given or last.text_id == text.pk):
        return last

    consent = Consent.objects.create(
        person=person,
        text=text if given else last.text,
        given=given,
        language="en" if (get_language() or "").startswith("en") else "id",
    )
    act = "accounts.give_consent" if given else "accounts.withdraw_consent"
    audit.record(act=act, by=person, subject=person, became=consent.text)
    return consent
