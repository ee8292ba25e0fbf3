"""A hall of forty behind one address signs in within a minute; a guesser does not. Two real web
workers, the real password hash, the cache that all processes share."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection

from stc.accounts.models import User
from stc.accounts.passwords import Argon2idHasher
from tests.accounts.factories import PASSWORD, PersonFactory

pytestmark = [pytest.mark.kill, pytest.mark.django_db(transaction=True)]
FORTY = [f"08121000{n:04}" for n in range(40)]


def database_url() -> str:
    s = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{s['NAME']}"
    who = f"{quote(s['USER'])}:{quote(s['PASSWORD'])}"
    return f"postgresql://{who}@{s['HOST']}:{s['PORT']}/{quote(s['NAME'])}"


@pytest.fixture
def hall(tmp_path):
    """The address of two workers on this test's own database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.accounts.hall_settings",
        "DATABASE_URL": database_url(),
        "ALLOWED_HOSTS": "127.0.0.1",
    }
    command = [sys.executable, "-m", "gunicorn", "stc.wsgi", "-w", "2", "--threads", "4"]
    command += [
        "--bind",
        f"127.0.0.1:{port}",
        "--no-control-socket",
        "--preload",
        "--graceful-timeout",
        "2",
    ]
    log = tmp_path / "web.log"
    with log.open("wb") as out:
        web = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=out, stderr=out
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/akun/masuk/", timeout=60).close()
                break
            except URLError:  # nobody listens yet
                assert web.poll() is None, log.read_text()
                time.sleep(0.1)
        else:
            raise AssertionError(log.read_text())
        yield address
    finally:
        web.terminate()
        web.wait(20)


def log_in(hall: str, login: str, password: str, **headers) -> tuple[str, int]:
    """As a browser does: fetch the page, post its form. Where that led, and the status."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    browser.addheaders = list(headers.items())
    page = browser.open(f"{hall}/akun/masuk/", timeout=60).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {"csrfmiddlewaretoken": token, "login": login, "password": password}
    try:
        answer = browser.open(f"{hall}/akun/masuk/", urlencode(form).encode(), timeout=60)
    except HTTPError as refused:
        return refused.url.removeprefix(hall), refused.code
    return answer.url.removeprefix(hall), answer.status


@pytest.fixture
def people() -> None:
    hashed = Argon2idHasher().encode(PASSWORD, "salt-of-the-hall")
    people = [
        PersonFactory(email=None, phone=number, phone_verified=True, password=None)
        for number in FORTY
    ]
    User.objects.filter(pk__in=[person.pk for person in people]).update(password=hashed)


def test_forty_sign_in_at_once_and_a_guesser_is_locked_out_by_both_workers(hall, people):
    began = time.monotonic()

    with ThreadPoolExecutor(40) as at_once:
        answers = list(at_once.map(lambda number: log_in(hall, number, PASSWORD), FORTY))

    took = time.monotonic() - began
    assert answers == [("/saya/", 200)] * 40
    assert took < 60
    print(f"forty signed in within {took:.1f} s")

    guesses = [log_in(hall, FORTY[0], f"guess {n}")[1] for n in range(5)]
    locked = [log_in(hall, FORTY[0], PASSWORD) for _ in range(4)]
    neighbour = log_in(hall, FORTY[1], PASSWORD)

    assert guesses == [422] * 5
    assert locked == [("/akun/masuk/", 422)] * 4
    assert neighbour == ("/saya/", 200)
