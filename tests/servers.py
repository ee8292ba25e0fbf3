"""Real servers for the tests: named by the environment, else found, else installed.

A server is started when the first test asks for it, once for all workers and parts of a run, on a
free port of 127.0.0.1 with its data in the run's folder; whoever made that folder stops it again.
By hand: ``python -m tests.run --serve redis``.
"""

import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

AS_ROOT = os.geteuid() == 0


class Missing(Exception):
    """A server that cannot be had here; says why."""


def run_folder() -> Path:
    return Path(os.environ["STC_TEST_RUN"])


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """One process at a time, among all workers of all runs that know the file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def reachable(folder: Path) -> bool:
    """Whether any user of the machine may enter it: servers that refuse root run as another."""
    return all(part.stat().st_mode & 0o001 for part in [folder, *folder.parents] if part.exists())


def other_user(*names: str) -> dict[str, object]:
    """Who runs a server that refuses root: the first of these users that there is."""
    if not AS_ROOT:
        return {}
    for name in names:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise Missing(f"none of the users {', '.join(names)} is on this machine")


def own_folder(kind: str, user: dict[str, object]) -> Path:
    """A fresh folder of this run that the server's user may write."""
    folder = Path(tempfile.mkdtemp(prefix=f"{kind}-", dir=run_folder() / "servers"))
    if user:
        os.chown(folder, user["user"], user["group"])
    return folder


def install(*packages: str) -> None:
    """Debian packages, where that may be done: ``make test`` allows it, a test alone does not."""
    if os.environ.get("STC_TEST_INSTALL") != "yes":
        raise Missing(f"not installed: {', '.join(packages)}")
    if not shutil.which("apt-get"):
        raise Missing(f"not installed, and no apt-get here: {', '.join(packages)}")
    sudo = [] if AS_ROOT else ["sudo", "-n"]
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    apt += ["-o", "DPkg::Lock::Timeout=300"]
    print(f"installing {' '.join(packages)}", file=sys.stderr, flush=True)
    with locked(run_folder() / "servers" / "apt.lock"):
        for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
            try:
                done = subprocess.run(
                    [*apt, *words], stdin=subprocess.DEVNULL, capture_output=True, check=False
                )
            except FileNotFoundError:
                raise Missing(f"neither root nor sudo, to install {', '.join(packages)}") from None
            if done.returncode and words[0] == "install":
                said = done.stderr.decode(errors="replace").strip().splitlines()
                raise Missing(f"cannot install {', '.join(packages)}: {' '.join(said[-1:])}")


def program(name: str, *packages: str, look_in: str = "") -> str:
    """The path of a program, installed if need be. ``look_in``: folders beside the PATH."""

    def find() -> str | None:
        folders = sorted(Path("/").glob(look_in)) if look_in else []
        path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", *map(str, reversed(folders))])
        return shutil.which(name, path=path)

    if not find():
        install(*packages)
    found = find()
    if not found:
        raise Missing(f"{', '.join(packages)} is installed, but there is no {name}")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=10):
            return True
    except (urllib.error.URLError, OSError):
        return False


def _born(pid: int) -> str | None:
    """When a living process began, in ticks: tells it from a later one of the same number."""
    try:
        said = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except (OSError, IndexError):
        return None
    return None if said[0] == "Z" else said[19]  # dead, but nobody has asked yet


def begin(
    command: list[str], folder: Path, *, ready: Callable[[], bool], seconds: int = 60, **how
) -> subprocess.Popen:
    """Start a server and wait until it answers. It outlives the worker that asked for it."""
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=folder,
            **how,
        )
    # Noted at once, so that a start that is interrupted is stopped too.
    note = run_folder() / "servers" / f"{folder.name}.json"
    note.write_text(json.dumps({"pid": process.pid, "born": _born(process.pid)}))
    until = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None or time.monotonic() > until:
            said = (folder / "out").read_text(errors="replace").strip().splitlines()
            end(note)
            raise Missing(f"{command[0]} did not start: {' | '.join(said[-3:])}")
        time.sleep(0.1)
    return process


def end(note: Path) -> None:
    """Stop the server of a note, and whatever it started."""
    said = json.loads(note.read_text())
    pid = said["pid"]
    for sign, patience in ((signal.SIGTERM, 20), (signal.SIGKILL, 5)):
        if said["born"] is None or _born(pid) != said["born"]:
            break
        try:
            os.killpg(pid, sign)
        except ProcessLookupError:
            break
        until = time.monotonic() + patience
        while _born(pid) == said["born"] and time.monotonic() < until:
            time.sleep(0.05)
    note.unlink(missing_ok=True)


def stop_all() -> None:
    """Stop every server of this run."""
    for note in (run_folder() / "servers").glob("*-*.json"):
        end(note)


_INITDB = "-A trust -E UTF8 --locale=C.UTF-8 -U postgres"


def postgresql() -> str:
    """A private cluster. It forgets on a power cut, and is quick for it: for tests alone."""
    initdb = program("initdb", "postgresql", look_in="usr/lib/postgresql/*/bin")
    user = other_user("postgres", "nobody")
    folder, port = own_folder("postgresql", user), free_port()
    subprocess.run(
        [
            initdb,
            "-D",
            folder / "data",
            "-N",
            *_INITDB.split(),
        ],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        cwd=folder,
        **user,
    )
    quick = "fsync=off synchronous_commit=off full_page_writes=off wal_level=minimal"
    settings = f"{quick} max_wal_senders=0 max_connections=200 listen_addresses=127.0.0.1"
    postgres = str(Path(initdb).with_name("postgres"))
    flags = [word for said in settings.split() for word in ("-c", said)]
    begin(
        [postgres, "-D", str(folder / "data"), "-p", str(port), "-k", str(folder), *flags],
        folder,
        ready=lambda: _connects(f"postgresql://postgres@127.0.0.1:{port}/postgres"),
        **user,
    )
    return f"postgresql://postgres@127.0.0.1:{port}/postgres"


def _connects(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


_REDIS = "--bind 127.0.0.1 --appendonly yes"


def redis() -> str:
    server = program("redis-server", "redis-server")
    folder, port = own_folder("redis", {}), free_port()
    begin(
        [server, "--port", str(port), "--save", "", "--dir", str(folder), *_REDIS.split()],
        folder,
        ready=lambda: _pongs(port),
    )
    return f"redis://127.0.0.1:{port}"


def _pongs(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(b"PING\r\n")
            return line.recv(7) == b"+PONG\r\n"
    except OSError:
        return False


def s3() -> str:
    """moto's server: an object store's protocol, not a real one."""
    folder, port = own_folder("s3", {}), free_port()
    url = f"http://127.0.0.1:{port}"
    begin(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        folder,
        ready=lambda: answers(f"{url}/moto-api/"),
        env={k: v for k, v in os.environ.items() if not k.startswith("AWS_")},
    )
    return url


def elasticsearch() -> str:
    from tests import searchnode

    return searchnode.start()


def chromium() -> str:
    """The browser's program."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("google-chrome") or program("chromium", "chromium")


def softhsm() -> tuple[str, str]:
    """A token in software: the program that makes tokens, and the library that speaks PKCS#11."""
    util = program("softhsm2-util", "softhsm2")
    found = sorted(Path("/usr/lib").glob("**/libsofthsm2.so"))
    if not found:
        raise Missing("softhsm2 is installed, but there is no libsofthsm2.so")
    return util, str(found[0])


# What the environment may name each by (``TEST_…``: see ``tests/settings.py``), and who starts it.
SERVERS: dict[str, tuple[tuple[str, ...], Callable[[], str]]] = {
    "postgresql": ((), postgresql),
    "redis": (
        ("TEST_CELERY_BROKER_URL", "TEST_CACHE_URL", "CELERY_BROKER_URL", "CACHE_URL"),
        redis,
    ),
    "elasticsearch": (("TEST_ELASTICSEARCH_URL",), elasticsearch),
    "s3": ((), s3),
}


def url(kind: str) -> str:
    """The address of a server of this kind, started if it is not there yet."""
    names, start = SERVERS[kind]
    for name in names:
        if os.environ.get(name, "").startswith(("redis", "http")):
            return os.environ[name]
    known = run_folder() / "servers" / f"{kind}.url"
    with locked(run_folder() / "servers" / f"{kind}.lock"):
        if not known.exists():
            began = time.monotonic()
            known.write_text(start())
            took = time.monotonic() - began
            print(f"started {kind} in {took:.1f} s", file=sys.stderr, flush=True)
        return known.read_text()


@contextmanager
def run() -> Iterator[Path]:
    """A folder for one run, which its servers' users may enter; they are stopped, it is removed."""
    base = Path(tempfile.gettempdir()).resolve()
    folder = Path(tempfile.mkdtemp(prefix="stc-test-", dir=base if reachable(base) else "/tmp"))
    folder.chmod(0o755)
    os.environ["STC_TEST_RUN"] = str(folder)
    try:
        yield folder
    finally:
        stop_all()
        shutil.rmtree(folder, ignore_errors=True)
