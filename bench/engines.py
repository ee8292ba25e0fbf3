"""Scratch databases to measure on. Both keep what they acknowledge."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENGINES = ("sqlite", "postgresql")


class NotHere(Exception):
    """This engine cannot be had on this machine; says why."""


@contextmanager
def database(engine: str, folder: Path, port: int) -> Iterator[str]:
    """The DATABASE_URL of an empty database, as long as this holds."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    with _cluster(folder, port) as url:
        yield url


@contextmanager
def _cluster(folder: Path, port: int) -> Iterator[str]:
    """A private PostgreSQL with its own defaults, ``fsync`` on, on a port of 127.0.0.1."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    found = str(programs[-1]) if programs else os.path.dirname(shutil.which("initdb") or "")
    if not found:
        raise NotHere("PostgreSQL is not installed")
    user: dict[str, object] = {}
    folder.chmod(0o755)
    home = folder / "postgresql"
    home.mkdir(mode=0o700)
    if os.geteuid() == 0:  # it refuses root
        entry = pwd.getpwnam("postgres")
        user = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        os.chown(home, entry.pw_uid, entry.pw_gid)

    def run(*argv: str) -> None:
        done = subprocess.run(
            argv, cwd=home, stdin=subprocess.DEVNULL, capture_output=True, check=False, **user
        )
        if done.returncode:
            raise NotHere(done.stderr.decode(errors="replace").strip()[-300:])

    data, log = str(home / "data"), str(home / "log")
    run(f"{found}/initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "stc")
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1"
    run(f"{found}/pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
    try:
        run(f"{found}/createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "stc", "bench")
        yield f"postgresql://stc@127.0.0.1:{port}/bench"
    finally:
        run(f"{found}/pg_ctl", "-D", data, "-m", "fast", "-w", "stop")
