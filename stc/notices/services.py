from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone

from stc.accounts import groups
from stc.accounts.models import Appointment, User
from stc.accounts.services.consent import who_agree
from stc.jobs import services as jobs
from stc.jobs.models import Job
from stc.notices import channels, kinds, wording
from stc.notices.errors import AddressRefused, AlwaysSent
from stc.notices.models import Choice, Delivery, Notice
from stc.notices.querysets import NoticeQuerySet

CONSENT = "notices"  # the purpose whose text promises this (accounts/content/notices.id.txt)


@dataclass(frozen=True)
class Word:
    """What one person is told. ``key`` names the event (``accounts.role_given:7``)."""

    to: User
    key: str
    context: Mapping[str, object]


def send(*, kind: str, to: User, key: str, context: Mapping[str, object] | None = None) -> Notice:
    """Tell a person something, in the caller's transaction: an inbox entry exactly once.

    ``key`` names the event (``accounts.role_given:7``); the same key again returns what was said
    the first time and says nothing anew. A delivery waits, and a job carries it, for each channel
    that reaches the person: of a mandatory kind always, of any other only if they agreed to be told
    by mail or phone (the consent ``notices``) and did not switch the group off for that channel.
    """
    (notice,) = send_all(kind=kind, words=[Word(to, key, context or {})])
    return notice


@transaction.atomic
def send_all(*, kind: str, words: Sequence[Word]) -> list[Notice]:
    """Tell each what ``send`` would, in few statements; their notices, in the same order."""
    of_kind = kinds.get(kind)
    said = _said(words)
    new = {(word.to.pk, word.key): word for word in words if (word.to.pk, word.key) not in said}
    notices = [
        Notice(
            person=word.to,
            kind=kind,
            key=word.key,
            texts=texts,
            path=wording.path(of_kind, word.context),
        )
        for word, texts in _worded(of_kind, new.values())
    ]
    try:
        with transaction.atomic():
            Notice.objects.bulk_create(notices)
    except IntegrityError:
        # Somebody said one of them between our look and our word: look again.
        if _said(words).keys() == said.keys():
            raise
        return send_all(kind=kind, words=words)
    if not of_kind.inbox_only:
        _dispatch(notices, of_kind)
    said |= {(notice.person_id, notice.key): notice for notice in notices}
    return [said[word.to.pk, word.key] for word in words]


def _worded(
    kind: kinds.Kind, words: Iterable[Word]
) -> Iterator[tuple[Word, dict[str, dict[str, str]]]]:
    zones = defaultdict(list)
    for word in words:
        zones[word.to.zone].append(word)
    for zone, some in zones.items():
        contexts = [word.context for word in some]
        yield from zip(some, wording.texts(kind, contexts, zone=zone), strict=True)


def _said(words: Sequence[Word]) -> dict[tuple[int, str], Notice]:
    """What was said of these before, by person and key."""
    people, keys = {word.to.pk for word in words}, {word.key for word in words}
    rows = Notice.objects.filter(person__in=people, key__in=keys)
    return {(notice.person_id, notice.key): notice for notice in rows}


def _dispatch(notices: Sequence[Notice], kind: kinds.Kind) -> None:
    people = {notice.person_id for notice in notices}
    refused: set[tuple[int, str]] = set()
    if not kind.mandatory:
        people = who_agree(User.objects.filter(pk__in=people).values("pk"), CONSENT)
        refused = _switched_off(people, kind.group)
    deliveries = [
        Delivery(notice=notice, channel=channel.name)
        for notice in notices
        for channel in channels.known()
        if notice.person_id in people
        and (notice.person_id, channel.name) not in refused
        and channel.reaches(notice.person)
    ]
    Delivery.objects.bulk_create(deliveries)
    jobs.enqueue_each(
        "notices.deliver",
        {f"notices.deliver:{each.pk}": {"delivery_id": each.pk} for each in deliveries},
    )


def _switched_off(people: Collection[int], group: str) -> set[tuple[int, str]]:
    """Who wants nothing of the group by which channel."""
    choices = Choice.objects.filter(person__in=people, group=group, wanted=False)
    return set(choices.values_list("person_id", "channel"))


def carry(*, delivery_id: int) -> bool:
    """Hand one delivery to its channel, outside any transaction, for sending is slow.

    False where it was sent before, or erased. Raises ``AddressRefused`` where trying again is
    useless, and what the channel raises where it may help.
    """
    unsent = Delivery.objects.exclude(state=Delivery.State.SENT)
    delivery = unsent.select_related("notice__person").filter(pk=delivery_id).first()
    if delivery is None:
        return False
    channel = channels.get(delivery.channel)
    try:
        channel.deliver(delivery)
    except channels.Refused as refusal:
        raise AddressRefused(channel=channel.label, answer=str(refusal)) from refusal
    return True


def note_sent(*, delivery_id: int) -> None:
    """Write down that the channel took it. The first time stands."""
    unsent = Delivery.objects.exclude(state=Delivery.State.SENT).filter(pk=delivery_id)
    unsent.update(state=Delivery.State.SENT, problem="", done_at=timezone.now())


def note_refused(*, delivery_id: int, answer: str) -> None:
    """Write down what the other side answered; an operator may have it tried again."""
    unsent = Delivery.objects.exclude(state=Delivery.State.SENT).filter(pk=delivery_id)
    unsent.update(state=Delivery.State.REFUSED, problem=answer[:200], done_at=timezone.now())


@transaction.atomic
def mark_read(*, notice: Notice) -> None:
    """The person has seen it. The first time stands."""
    Notice.objects.filter(pk=notice.pk).unread().update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(*, person: User, up_to: int) -> int:
    """Everything up to the newest notice that the page showed; what came since stays unread."""
    shown = Notice.objects.visible_to(person).filter(pk__lte=up_to)
    return shown.unread().update(read_at=timezone.now())


@transaction.atomic
def choose(*, person: User, wanted: Mapping[tuple[str, str], bool]) -> None:
    """Set a person's yes or no by (group, channel)."""
    for (group, channel), yes in wanted.items():
        if not yes and not kinds.is_optional(group):
            label = next(g.label for g in kinds.groups() if g.name == group)
            raise AlwaysSent(kind=label)
        Choice.objects.update_or_create(
            person=person, group=group, channel=channel, defaults={"wanted": yes}
        )


def choices_of(person: User) -> dict[tuple[str, str], bool]:
    """What the person said, by (group, channel); what they said nothing about is missing."""
    rows = Choice.objects.filter(person=person).values_list("group", "channel", "wanted")
    return {(group, channel): wanted for group, channel, wanted in rows}


def unread(user) -> NoticeQuerySet:
    return Notice.objects.visible_to(user).unread()


@transaction.atomic
def tell_of_parked() -> None:
    """Tell platform admins what is parked: of each kind of job once a day, however many they are.

    Undelivered notices are told in the inbox alone, or a dead mail server would feed itself.
    """
    parked = Job.objects.filter(state=Job.State.PARKED).values("name").annotate(number=Count("pk"))
    today = timezone.localdate().isoformat()
    for row in parked.order_by("name"):
        undelivered = row["name"] == "notices.deliver"
        kind = "notices.delivery_parked" if undelivered else "jobs.parked"
        for admin in User.objects.filter(is_active=True, pk__in=_platform_admins()):
            send(
                kind=kind,
                to=admin,
                key=f"{kind}:{row['name']}:{today}",
                context={"job": row["name"], "number": row["number"]},
            )


def _platform_admins():
    held = Appointment.objects.current().filter(group__name=groups.PLATFORM_ADMINS)
    return held.values("person_id")
