"""Who is in the demo: those who can log in, and 200 others."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings

from stc.accounts import groups
from stc.accounts.models import Consent, ConsentText, User
from stc.accounts.services import roles
from stc.home.demo.days import DAY, at
from stc.notices import services as notices
from stc.regions.models import Region

PASSWORD = "satpam-siaga-2026"  # noqa: S105
# The body's own five cities in three provinces hold most; four more provinces, some.
CITIES = ("32.73", "32.75", "35.73", "35.78", "64.71")
ELSEWHERE = ("12", "33", "73", "91")
IN_CITIES = 0.7
NAMES = Path(__file__).parent.parent / "content" / "demo-names.txt"  # given names, family names
GIVEN, FAMILY = (line.split() for line in NAMES.read_text("utf-8").splitlines())


@dataclass(frozen=True)
class Login:
    """A demo person who can log in, and what they show."""

    role: str
    name: str
    login: str
    group: str | None = None
    city: str | None = None  # where they live; any of the five, unless told


SARI, SLAMET = "sari@contoh.test", "081200000001"
CERTIFIER, EXAMINER = "sertifikasi@contoh.test", "ujian@contoh.test"
MANAGER, INSTRUCTOR = "manajer@contoh.test", "instruktur@contoh.test"
COMPANY = "perusahaan@contoh.test"
BRANCH_CHAIR, BRANCH_CITY = "cabang@contoh.test", "32.73"
LOGINS = (
    Login("Satpam", "Sari Wulandari", SARI),
    Login("Satpam, masuk dengan nomor ponsel", "Slamet", SLAMET),
    Login("Admin platform", "Bambang Hartono", "admin@contoh.test", groups.PLATFORM_ADMINS),
    Login(
        "Petugas sertifikasi",
        "Ratna Kusumawardani",
        CERTIFIER,
        groups.CERTIFICATION_OFFICERS,
    ),
    Login("Petugas ujian", "Yohanes Wenda", EXAMINER, groups.EXAM_OFFICERS),
    Login("Penyunting katalog", "Nur Aisyah", "katalog@contoh.test", groups.CATALOGUE_EDITORS),
    Login("Manajer penyelenggara", "Dewi Kartika", MANAGER),
    Login("Instruktur", "Agus Prasetyo", INSTRUCTOR),
    Login("Manajer perusahaan", "Rudi Hartawan", COMPANY),
    Login("Ketua cabang kota", "Tatang Sutarya", BRANCH_CHAIR, city=BRANCH_CITY),
)


@dataclass
class Cast:
    """Everybody: by log-in, and the others, who are taken from in their order."""

    today: date
    dice: random.Random
    known: dict[str, User]
    others: list[User]
    _free: list[User] = field(init=False)

    def __post_init__(self) -> None:
        self._free = list(self.others)

    def take(self, number: int, *, living_in: str = "") -> list[User]:
        """The next so many of those who have no log-in, in the region whose code begins so."""
        there = (one for one in self._free if one.region.code.startswith(living_in))
        taken = [next(there) for _ in range(number)]
        self._free = [one for one in self._free if one not in taken]
        return taken


def make_people(dice: random.Random, today: date, number: int) -> Cast:
    cities = list(Region.objects.filter(code__in=CITIES).order_by("code"))
    elsewhere = [
        list(Region.objects.filter(parent__code=code).order_by("code")) for code in ELSEWHERE
    ]
    by_code = {city.code: city for city in cities}
    known = {
        login.login: _person_with_login(login, by_code.get(login.city) or dice.choice(cities))
        for login in LOGINS
    }
    homes = [
        dice.choice(cities if dice.random() < IN_CITIES else dice.choice(elsewhere))
        for _ in range(number)
    ]
    others = User.objects.bulk_create(
        User(
            full_name=_name(dice),
            birth_date=_birthday(dice),
            region=city,
            zone=city.timezone,
            password="!demo",  # noqa: S106
        )
        for city in homes
    )
    return Cast(today, dice, known, others)


def agree(people: Iterable[User], on: date) -> None:
    """They agreed to all that is asked today, on that day."""
    texts = list(ConsentText.objects.current())
    Consent.objects.bulk_create(
        Consent(person=person, text=text, given=True, language="id", at=at(on - DAY, 19))
        for person in people
        for text in texts
    )


def _birthday(dice: random.Random) -> date:
    return date(dice.randint(1968, 2004), dice.randint(1, 12), dice.randint(1, 28))


def _name(dice: random.Random) -> str:
    """A believable name; about one in eight is a single word, as many are."""
    given = dice.choice(GIVEN)
    return given if dice.random() < 0.12 else f"{given} {dice.choice(FAMILY)}"


def _person_with_login(login: Login, city: Region) -> User:
    by_mail = "@" in login.login
    person = User.objects.create_user(
        email=login.login if by_mail else None,
        password=PASSWORD,
        full_name=login.name,
        phone=None if by_mail else login.login,
        phone_verified=not by_mail,
        # Sari's is what her application still waits for.
        birth_date=None if login.login == SARI else date(1990, 5, 17),
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
    return person


def sheet() -> str:
    """The log-ins, as printed by ``make run``."""
    lines = [f"  {login.login:28} {login.name} · {login.role}" for login in LOGINS]
    codes = "Kode untuk ponsel dan surel tertulis di / codes are written to:"
    folders = [f"  {settings.DATA_DIR}/{name}" for name in ("codes", "mail")]
    head = f"Kata sandi semua orang demo / password: {PASSWORD}"
    return "\n".join([head, *lines, codes, *folders]) + "\n"
