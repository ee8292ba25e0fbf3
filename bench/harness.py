"""What every bench does alike: a scratch house with production's settings and server, measured
runs, and one JSON line a figure.
"""

import argparse
import contextlib
import hashlib
import http.client
import json
import os
import secrets
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.fernet import Fernet

from bench import engines, load
from stc.supervisor import web_command

BASE = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
# As behind the proxy that ends TLS (docs/deploy.md); each request comes from its own address.
PROXIED = {"Host": "localhost", "X-Forwarded-Proto": "https", "Origin": "https://localhost"}
# What the surroundings name is not what is measured here: these fall back to their defaults.
OWN = {"CACHE_URL", "ELASTICSEARCH_URL", "STORAGE_URL", "EMAIL_URL"}
TOKEN = "benchbenchbenchbenchbenchbenchbe"  # a CSRF token: 32 letters, the cookie's and the form's


@dataclass(frozen=True)
class Asked:
    quick: bool
    only: str | None

    @property
    def seconds(self) -> float:
        return 1 if self.quick else 8

    @property
    def rounds(self) -> int:
        return 1 if self.quick else 3

    @property
    def engines(self) -> tuple[str, ...]:
        return engines.ENGINES[:1] if self.quick else engines.ENGINES

    def wants(self, figure: str) -> bool:
        """``--only login`` takes ``login.sqlite`` and ``login.postgresql``."""
        return self.only is None or figure == self.only or figure.startswith(f"{self.only}.")


def arguments(description: str) -> Asked:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="SQLite, one short round: a rehearsal")
    parser.add_argument("--only", metavar="FIGURE", help="this figure, or this group of figures")
    return Asked(**vars(parser.parse_args()))


def tell(
    figure: str,
    value: float,
    unit: str,
    *,
    baseline: float | None = None,
    goal: float | None = None,
    **more: object,
) -> None:
    """Print one figure. Higher is better; ``met`` is null where there is no goal."""
    line = {
        "figure": figure,
        "value": round(value, 1),
        "unit": unit,
        "baseline": None if baseline is None else round(baseline, 1),
        "ratio": None if not baseline else round(value / baseline, 3),
        "goal": goal,
        "met": None if goal is None else value >= goal,
        **more,
    }
    print(json.dumps(line), flush=True)


def tell_cost(figure: str, value: float, unit: str, **more: object) -> None:
    """Print a figure of which less is better."""
    goal = more.get("goal")
    tell(figure, value, unit, **more, met=None if goal is None else value <= goal)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A running web server: its port, and the CPU that it and its workers have used."""

    def __init__(self, process: subprocess.Popen, port: int, folder: Path) -> None:
        self.process, self.port, self.folder = process, port, folder

    def cpu_seconds(self) -> float:
        task = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        used = 0
        for pid in (self.process.pid, *task.read_text().split()):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            used += int(fields[11]) + int(fields[12])  # user and system time, in ticks
        return used / TICKS

    def measure(self, figure: str, requests: list[load.Request], asked: Asked, **told) -> float:
        """Drive it in rounds after a warm-up, print the median round, return its requests/s."""
        expect = told.pop("expect", 200)
        drive = {"expect": expect, "folder": self.folder}
        load.drive(self.port, requests, seconds=1, **drive)
        rounds = []
        for _ in range(asked.rounds):
            before = self.cpu_seconds()
            answered = load.drive(self.port, requests, seconds=asked.seconds, **drive)
            spent = self.cpu_seconds() - before
            rounds.append((answered.per_second, spent / max(answered.requests, 1), answered))
        rounds.sort(key=lambda r: r[0])
        value, cpu, answered = rounds[len(rounds) // 2]
        tell(
            figure,
            value,
            "req/s",
            **told,
            p50_ms=round(answered.p50, 2),
            p95_ms=round(answered.p95, 2),
            p99_ms=round(answered.p99, 2),
            server_cpu_ms=round(cpu * 1000, 2),
            requests=answered.requests,
            wrong=answered.wrong,
            spread=round(statistics.pstdev(r[0] for r in rounds), 1),
            quick=asked.quick,
            client=load.client(),
        )
        return value


@contextlib.contextmanager
def server(folder: Path, env: dict[str, str], application: str = "stc.wsgi") -> Iterator[Server]:
    """The web server as ``make run`` starts it, on a free port, stopped at the end."""
    port = free_port()
    with (folder / "web.log").open("ab") as log:
        process = subprocess.Popen(
            web_command(f"127.0.0.1:{port}", application),
            cwd=BASE,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
    try:
        _wait(port, process, folder / "web.log")
        yield Server(process, port, folder)
    finally:
        process.terminate()
        process.wait(15)


def _wait(port: int, process: subprocess.Popen, log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            _warm(port)
            return
        time.sleep(0.05)
    raise SystemExit(f"the web server did not start:\n{log.read_text()[-2000:]}")


def _warm(port: int) -> None:
    """A few requests on connections of their own: each worker has loaded what it loads late."""
    for _ in range(12):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", "/healthz", headers=PROXIED)
        connection.getresponse().read()
        connection.close()


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="stc-bench-") as folder:
        yield Path(folder)


@contextlib.contextmanager
def house(engine: str, folder: Path, people: int) -> Iterator[tuple[dict[str, str], dict]]:
    """A set-up installation on an empty database: its environment, and people who may log in."""
    with engines.database(engine, folder, free_port()) as url:
        env = {
            **{name: value for name, value in os.environ.items() if name not in OWN},
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "ENV_FILE": os.devnull,
            "DATA_DIR": str(folder),
            "DATABASE_URL": url,
            "DEMO": "false",
            "DEBUG": "false",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "PERSONAL_DATA_KEYS": Fernet.generate_key().decode(),
            "NIK_HASH_KEY": secrets.token_hex(32),
            "KEYS_PASSPHRASE": secrets.token_urlsafe(24),
            "ROOT_KEYS_PASSPHRASE": secrets.token_urlsafe(24),
            "BASE_URL": "https://localhost",
            "FILES_URL": "https://berkas.localhost",
            "ALLOWED_HOSTS": "localhost",
            "TRUST_FORWARDED_PROTO": "true",
            "TRUSTED_PROXY_COUNT": "1",
            "CELERY_BROKER_URL": "",
        }
        _set_up(engine, env, folder)
        told = run(env, "-m", "bench.people", str(people))
        yield env, json.loads(told)


def _set_up(engine: str, env: dict[str, str], folder: Path) -> None:
    """Tables and reference data. On SQLite the result is kept while no source has changed."""
    digest = hashlib.sha256((BASE / "requirements.txt").read_bytes())
    for root in ("associations", "certification", "courses", "search", "stc"):
        for file in sorted((BASE / root).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(BASE)).encode() + file.read_bytes())
    born = BASE / "var" / "bench" / f"born-{digest.hexdigest()[:16]}.sqlite3"
    here = folder / "bench.sqlite3"
    if engine == "sqlite" and born.exists():
        shutil.copyfile(born, here)
        return
    run(env, "manage.py", "setup", "--skip-checks")
    if engine == "sqlite":
        born.parent.mkdir(parents=True, exist_ok=True)
        for old in born.parent.glob("born-*"):
            old.unlink()
        with sqlite3.connect(here) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copyfile(here, born)


def queries(env: dict[str, str], request: load.Request) -> int:
    """How many queries a request asks of the database of this house."""
    return int(run(env, "-m", "bench.queries", said=json.dumps(vars(request)).encode()))


def run(env: dict[str, str], *argv: str, said: bytes = b"") -> bytes:
    done = subprocess.run(
        [sys.executable, *argv], cwd=BASE, env=env, input=said, capture_output=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(argv)} failed:\n{done.stderr.decode()[-2000:]}")
    return done.stdout
