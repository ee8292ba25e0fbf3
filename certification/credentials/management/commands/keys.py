import sys
from datetime import datetime
from functools import cache
from getpass import getpass

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from certification.credentials import keystore
from certification.credentials.models import SigningKey
from certification.credentials.signer import ceremonies
from stc.errors import DomainError


class Command(BaseCommand):
    """What key holders do; docs/key-holder.md is their page. Each act may be run again."""

    help = "Make, follow, retire or withdraw the keys that sign certificates, and say what is next."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--english", action="store_true", help="the runbook in English")
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("ceremony", help="make what is missing; the root signs the set of keys")
        rotate = acts.add_parser("rotate", help="make a key's successor")
        rotate.add_argument("purpose", choices=SigningKey.Purpose.values)
        retire = acts.add_parser("retire", help="it signs no more; what it signed stays good")
        retire.add_argument("kid")
        compromise = acts.add_parser("compromise", help="it leaked: nothing it signed is good")
        compromise.add_argument("kid")
        compromise.add_argument("--at", type=_moment, help="since when, ISO 8601; default: now")
        acts.add_parser("show", help="every key, and what to do next")

    def handle(self, *, act: str, english: bool, **given) -> None:
        ask = cache(_ask) if sys.stdin.isatty() else None
        with translation.override("en" if english else translation.get_language()):
            try:
                for line in _lines(act, ask, given):
                    self.stdout.write(f"- {line}")
            except DomainError as error:
                raise CommandError(str(error)) from error


def _lines(act: str, ask, given: dict):
    if act == "ceremony":
        return ceremonies.ceremony(ask=ask)
    if act == "rotate":
        return ceremonies.rotate(given["purpose"], ask=ask)
    if act == "retire":
        return ceremonies.retire(given["kid"], ask=ask)
    if act == "compromise":
        at = given["at"] or timezone.now()
        return ceremonies.compromise(given["kid"], at=at, ask=ask)
    return ceremonies.show()


def _ask(which: str) -> str:
    """Typed unseen, once for each store; where that is empty twice, since nothing tells a slip."""
    said = getpass(f"{which}_PASSPHRASE: ")
    if not keystore.opened(which).kids() and getpass(f"{which}_PASSPHRASE (2): ") != said:
        raise CommandError("The two differ. Nothing was made.")
    return said


def _moment(text: str) -> datetime:
    moment = parse_datetime(text)
    if moment is None:
        raise CommandError(f"{text} is no moment such as 2026-11-25T10:00+07:00.")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
