"""What the environment decides: everything listed, each variable switching its engine, no demo
secret in production."""

import ast
import json
import os
import re
import socketserver
import subprocess
import sys
import threading
import urllib.request
import uuid

import boto3
import pytest
import redis
from django.conf import settings as here
from django.core import mail
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from wagtail.models import Page

from stc.home.models import ContentPage

SHOWN = (
    "DATABASES",
    "CACHES",
    "CELERY_BROKER_URL",
    "STORAGES",
    "WAGTAILSEARCH_BACKENDS",
    "SESSION_COOKIE_SECURE",
    "EMAIL_BACKEND",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "EMAIL_USE_TLS",
    "EMAIL_HOST_USER",
    "EMAIL_HOST_PASSWORD",
)
SHOW = f"""
import json
from django.conf import settings
print(json.dumps({{n: getattr(settings, n) for n in {SHOWN!r}}}, default=str))
"""


def _python(code: str, **env: str) -> subprocess.CompletedProcess:
    """Run code under the product's own settings, with this environment and no other."""
    plain = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=here.BASE_DIR,
        env={**plain, "DJANGO_SETTINGS_MODULE": "stc.settings", "ENV_FILE": os.devnull, **env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _settings(tmp_path, **env: str) -> dict:
    shown = _python(SHOW, DEMO="true", DATA_DIR=str(tmp_path), **env)
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


# --- the list of variables -------------------------------------------------------------------


def variables_read(source: str) -> dict[str, object]:
    """Each variable that settings read, and its default; ... where that is worked out."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "env"
            and node.args
            and isinstance(node.args[0], ast.Constant)
        ):
            default = next((k.value for k in node.keywords if k.arg == "default"), None)
            try:
                found[node.args[0].value] = ast.literal_eval(default)
            except (ValueError, TypeError):
                found[node.args[0].value] = ...
    return found


def variables_listed(text: str) -> dict[str, tuple[str, str]]:
    """Each variable of ``.env.example``: what it means, and its default as written."""
    found, said = {}, []
    for line in text.splitlines():
        if match := re.fullmatch(r"#?([A-Z_]+)=(.*)", line):
            found[match[1]] = (" ".join(said), match[2])
            said = []
        else:
            said = [*said, line.removeprefix("#").strip()] if line.startswith("# ") else []
    return found


def _written(default: object) -> str:
    if isinstance(default, bool):
        return str(default).lower()
    return ",".join(default) if isinstance(default, list) else str(default)


READ = {
    name: default
    for file in sorted((here.BASE_DIR / "stc" / "settings").glob("*.py"))
    for name, default in variables_read(file.read_text()).items()
}
LISTED = variables_listed((here.BASE_DIR / ".env.example").read_text())


def test_every_variable_is_listed_and_none_beside_them():
    assert sorted(LISTED) == sorted(READ)


@pytest.mark.parametrize("name", sorted(READ))
def test_the_list_says_what_a_variable_means_and_its_default(name):
    meaning, default = LISTED[name]

    assert len(meaning) > 15
    assert READ[name] is ... or default == _written(READ[name])


def test_a_variable_that_is_not_listed_is_noticed():
    source = 'A = env.str("NEW_THING", default="x")\nB = env.bool("OTHER", default=not DEBUG)'

    assert variables_read(source) == {"NEW_THING": "x", "OTHER": ...}
    assert variables_listed("# What it is for.\n#NEW_THING=x\n#BARE=") == {
        "NEW_THING": ("What it is for.", "x"),
        "BARE": ("", ""),
    }


# --- production ------------------------------------------------------------------------------


@pytest.mark.parametrize("secret", [None, "the demo's"])
def test_production_does_not_start_with_the_demo_secret(tmp_path, secret):
    demo = "demo-only-not-a-secret-never-in-production-0123456789"

    begun = _python(SHOW, DATA_DIR=str(tmp_path), **({"SECRET_KEY": demo} if secret else {}))

    assert begun.returncode == 1
    assert "SECRET_KEY is not set" in begun.stderr


def test_an_address_with_tls_makes_cookies_secure(tmp_path):
    assert _settings(tmp_path, BASE_URL="https://stc.example")["SESSION_COOKIE_SECURE"] is True
    assert _settings(tmp_path)["SESSION_COOKIE_SECURE"] is False


# --- engines ---------------------------------------------------------------------------------


def test_with_nothing_named_everything_is_embedded_and_shared_between_processes(tmp_path):
    shown = _settings(tmp_path)

    assert shown["DATABASES"]["default"]["NAME"] == f"{tmp_path}/stc.sqlite3"
    assert "synchronous=FULL" in shown["DATABASES"]["default"]["OPTIONS"]["init_command"]
    assert shown["CACHES"]["default"]["BACKEND"] == "stc.shared_cache.SharedCache"
    assert shown["DATABASES"]["cache"]["NAME"] == f"{tmp_path}/cache.sqlite3"
    assert shown["CELERY_BROKER_URL"] == ""
    assert shown["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    assert shown["WAGTAILSEARCH_BACKENDS"]["default"]["BACKEND"].endswith("backends.database")


def test_database_url_switches_to_postgresql(tmp_path):
    database = _settings(tmp_path, DATABASE_URL="postgresql://stc:x@db:5433/stc")["DATABASES"]

    told = database["default"]
    assert (told["ENGINE"], told["HOST"], told["PORT"]) == (
        "django.db.backends.postgresql",
        "db",
        5433,
    )
    assert "cache" not in database


@pytest.mark.servers
def test_cache_url_switches_to_redis(tmp_path, settings, redis_url):
    settings.CACHES = _settings(tmp_path, CACHE_URL=redis_url)["CACHES"]
    key = uuid.uuid4().hex

    cache.set(key, "there", 60)

    assert cache.get(key) == "there"
    assert list(redis.Redis.from_url(redis_url).scan_iter(f"*{key}"))


@pytest.mark.servers
def test_celery_broker_url_switches_to_redis(tmp_path, redis_url):
    code = "from stc.celery import app; c = app.connection(); c.ensure_connection(max_retries=1)"

    begun = _python(
        f"{code}; print(c.transport.driver_type)",
        DEMO="true",
        DATA_DIR=str(tmp_path),
        CELERY_BROKER_URL=redis_url,
    )

    assert begun.stdout.strip() == "redis", begun.stderr


@pytest.mark.servers
def test_storage_url_switches_to_an_object_store(tmp_path, settings, s3_url):
    bucket = f"stc-{uuid.uuid4().hex}"
    key = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=s3_url, **key).create_bucket(Bucket=bucket)
    host = s3_url.removeprefix("http://")
    settings.STORAGES = _settings(
        tmp_path, STORAGE_URL=f"s3://test:test@{host}/{bucket}?region=us-east-1&tls=false"
    )["STORAGES"]

    name = storages["private"].save("akta.txt", ContentFile(b"isi"))

    with storages["private"].open(name) as kept:
        assert kept.read() == b"isi"
    stored = boto3.client("s3", endpoint_url=s3_url, **key).list_objects_v2(Bucket=bucket)
    assert [item["Key"] for item in stored["Contents"]] == [f"private/{name}"]
    for content in (b"lama", b"baru"):  # what is published keeps its name
        assert storages["published"].save("status/1", ContentFile(content)) == "status/1"
    with storages["published"].open("status/1") as kept:
        assert kept.read() == b"baru"


class _Mailbox(socketserver.StreamRequestHandler):
    """Enough of a mail server to take one letter."""

    def handle(self) -> None:
        self.wfile.write(b"220 hello\r\n")
        letter = None
        for line in self.rfile:
            if letter is not None:
                if line == b".\r\n":
                    self.server.letters.append(b"".join(letter))
                    letter = None
                    self.wfile.write(b"250 kept\r\n")
                else:
                    letter.append(line)
            elif line.upper().startswith(b"DATA"):
                letter = []
                self.wfile.write(b"354 go on\r\n")
            elif line.upper().startswith(b"QUIT"):
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 well\r\n")


@pytest.fixture
def mail_server():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mailbox) as server:
        server.letters = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_email_url_switches_to_a_mail_server(tmp_path, settings, mail_server):
    shown = _settings(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{mail_server.server_address[1]}")
    for name in SHOWN:
        if name.startswith("EMAIL_"):
            setattr(settings, name, shown[name])

    mail.send_mail("Perihal", "Isi surat", None, ["sari@contoh.id"])

    assert len(mail_server.letters) == 1
    assert b"Subject: Perihal" in mail_server.letters[0]


@pytest.mark.servers
@pytest.mark.django_db
def test_elasticsearch_url_switches_wagtails_search(tmp_path, settings, elasticsearch_url):
    backends = _settings(tmp_path, ELASTICSEARCH_URL=elasticsearch_url)["WAGTAILSEARCH_BACKENDS"]
    prefix = f"stc_{uuid.uuid4().hex[:8]}_"
    settings.WAGTAILSEARCH_BACKENDS = {"default": {**backends["default"], "INDEX_PREFIX": prefix}}
    page = Page.objects.get(depth=1).add_child(
        instance=ContentPage(title="Pengamanan objek vital", slug=f"vital-{prefix}"[:20])
    )
    call_command("update_index", verbosity=0)

    found = ContentPage.objects.search("objek vital")

    assert [each.pk for each in found] == [page.pk]
    with urllib.request.urlopen(f"{elasticsearch_url}/_cat/indices/{prefix}*") as told:
        assert prefix.encode() in told.read()
