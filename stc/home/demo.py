"""The people of a demo: made up, deterministic, made once.

A demo has log-ins printed for everyone, so it is never made where real people are: the first run
needs an empty installation, and leaves a line in the trail by which later runs know their own.
"""

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from stc.accounts import groups
from stc.accounts.models import ConsentText, User
from stc.accounts.services import consent, erasure, roles
from stc.audit import services as audit
from stc.audit.models import AuditEntry
from stc.errors import DomainError
from stc.home import demo_courses
from stc.notices import services as notices
from stc.regions.models import Region

PASSWORD = "satpam-siaga-2026"  # noqa: S105
SEED = 20261124
# The demo lives in ten provinces of three time zones: enough people in each to be counted.
PROVINCES = ("12", "16", "31", "32", "33", "35", "51", "64", "73", "91")
MADE = "home.make_demo"
NAMES = Path(__file__).parent / "content" / "demo-names.txt"  # given names, family names


@dataclass(frozen=True)
class Login:
    """A demo person who can log in, and what they show."""

    role: str
    name: str
    login: str
    group: str | None = None


LOGINS = (
    Login("Satpam", "Sari Wulandari", "sari@contoh.test"),
    Login("Satpam, masuk dengan nomor ponsel", "Slamet", "081200000001"),
    Login("Admin platform", "Bambang Hartono", "admin@contoh.test", groups.PLATFORM_ADMINS),
    Login(
        "Petugas sertifikasi",
        "Ratna Kusumawardani",
        "sertifikasi@contoh.test",
        groups.CERTIFICATION_OFFICERS,
    ),
    Login("Petugas ujian", "Yohanes Wenda", "ujian@contoh.test", groups.EXAM_OFFICERS),
    Login("Penyunting katalog", "Nur Aisyah", "katalog@contoh.test", groups.CATALOGUE_EDITORS),
    Login("Manajer penyelenggara", "Dewi Kartika", "manajer@contoh.test"),
    Login("Instruktur", "Agus Prasetyo", "instruktur@contoh.test"),
)

GIVEN, FAMILY = (line.split() for line in NAMES.read_text("utf-8").splitlines())


class RealPeopleHere(DomainError):
    code = "real_people_here"
    message = _("Di sini sudah ada data orang. Data demo hanya dibuat pada pemasangan yang kosong.")


class NotADemo(DomainError):
    code = "not_a_demo"
    message = _("Pemasangan ini bukan demo. Setel DEMO=true pada pemasangan percobaan yang kosong.")


@transaction.atomic
def make(*, people: int = 200) -> None:
    """Make the demo's people. A second call changes nothing."""
    if not settings.DEMO:
        raise NotADemo
    if AuditEntry.objects.filter(act=MADE).exists():
        return
    if User.objects.exists():
        raise RealPeopleHere
    dice = random.Random(SEED)  # noqa: S311
    cities = list(
        Region.objects.filter(parent__code__in=PROVINCES).select_related("parent").order_by("code")
    )
    for login in LOGINS:
        _person_with_login(login, dice.choice(cities))
    User.objects.bulk_create(
        User(
            full_name=_name(dice),
            birth_date=date(dice.randint(1968, 2006), dice.randint(1, 12), dice.randint(1, 28)),
            region=city,
            zone=city.timezone,
            password="!demo",  # noqa: S106
        )
        for city in dice.choices(cities, k=people)
    )
    first, *_others, last = User.objects.order_by("pk")
    for text in ConsentText.objects.current():
        consent.answer(person_id=first.pk, purpose=text.purpose.code, text_id=text.pk, given=True)
    erasure.ask_for_erasure(person_id=last.pk, words="Saya sudah pindah pekerjaan.")
    demo_courses.make()
    audit.record(act=MADE, by=None, subject=first, became=f"{people + len(LOGINS)}")


def _name(dice: random.Random) -> str:
    """A believable name; about one in eight is a single word, as many are."""
    given = dice.choice(GIVEN)
    return given if dice.random() < 0.12 else f"{given} {dice.choice(FAMILY)}"


def _person_with_login(login: Login, city: Region) -> None:
    by_mail = "@" in login.login
    person = User.objects.create_user(
        email=login.login if by_mail else None,
        password=PASSWORD,
        full_name=login.name,
        phone=None if by_mail else login.login,
        phone_verified=not by_mail,
        region=city,
        zone=city.timezone,
    )
    if by_mail:
        person.emailaddress_set.create(email=login.login, verified=True, primary=True)
    notices.send(
        kind="accounts.welcome",
        to=person,
        context={"name": person.full_name},
        key=f"accounts.welcome:{person.pk}",
    )
    if login.group:
        roles.appoint(person=person, group=login.group, by=None, why="Demo")


def sheet() -> str:
    """The log-ins, as printed by ``make run``."""
    lines = [f"  {login.login:28} {login.name} · {login.role}" for login in LOGINS]
    codes = "Kode untuk ponsel dan surel tertulis di / codes are written to:"
    folders = [f"  {settings.DATA_DIR}/{name}" for name in ("codes", "mail")]
    head = f"Kata sandi semua orang demo / password: {PASSWORD}"
    return "\n".join([head, *lines, codes, *folders]) + "\n"
