from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from stc.accounts.models import User
from stc.notices import channels, kinds, unsubscribing
from stc.notices.models import Delivery

PERMANENT = 500  # RFC 5321 4.2.1: 4yz may pass later, 5yz will not


class EmailChannel:
    """E-mail, plain and HTML, in the person's own language."""

    name = "email"
    label = _("Surel")

    def reaches(self, person: User) -> bool:
        """Not where the address was typed at sign-up and never confirmed: it may be a stranger's.

        An address without any record of confirmation came with an import, and is used.
        """
        if not person.email or not person.is_active:
            return False
        records = EmailAddress.objects.filter(user=person, email__iexact=person.email)
        return all(record.verified for record in records)

    def deliver(self, delivery: Delivery) -> None:
        mail = self.compose(delivery)
        try:
            mail.send()
        except SMTPRecipientsRefused as error:
            answers = [(code, words) for code, words in error.recipients.values()]
            if all(code >= PERMANENT for code, _words in answers):
                raise channels.Refused(_told(answers[0][1])) from error
            raise

    def compose(self, delivery: Delivery) -> EmailMultiAlternatives:
        """The mail; composed again for the same delivery it carries the same Message-ID."""
        notice, person = delivery.notice, delivery.notice.person
        kind = kinds.get(notice.kind)
        said = notice.said_in(person.language)
        headers = {"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"}
        stop = "" if kind.mandatory else unsubscribing.url(person, kind.group, self.name)
        if stop:
            headers["List-Unsubscribe"] = f"<{stop}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        context = {
            "language": person.language,
            "name": person.full_name,
            "said": said,
            "action_url": f"{settings.BASE_URL}{notice.path}" if notice.path else "",
            "home_url": settings.BASE_URL,
            "stop_url": stop,
        }
        with translation.override(person.language):
            plain = render_to_string("notices/mail.txt", context)
            html = render_to_string("notices/mail.html", context)
        mail = EmailMultiAlternatives(
            subject=said["subject"], body=plain, to=[person.email], headers=headers
        )
        mail.attach_alternative(html, "text/html")
        return mail


def message_id(delivery: Delivery) -> str:
    """Of the delivery, so that a mail sent twice is one mail to whoever receives it (RFC 5322)."""
    host = urlsplit(settings.BASE_URL).hostname
    return f"<notice.{delivery.notice_id}.{delivery.pk}@{host}>"


def _told(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
