"""``make test``: every check and test, on both databases, with real servers and a real browser.

``--quick``: one database, no servers, no browser. ``--only PART [pytest's own words]``: one part.
``--serve KIND …``: start servers as the tests would, print their addresses, stop them on Ctrl-C.
What could not run is named at the end; with ``CI`` set that fails the run.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from tests import servers

LONGEST_MINUTES = 45
BASE = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q", "--dist=loadfile"]
PLAIN = "not browser and not kill"


class Run:
    """The parts of one run, their times, and what could not be done."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.times: list[tuple[str, float, bool]] = []
        self.missing: dict[str, list[str]] = defaultdict(list)
        self.child: subprocess.Popen | None = None

    def part(self, name: str, command: list[str], **env: str | None) -> None:
        """Run a command as a part; whatever it starts ends with it."""
        print(f"\n=== {name}", flush=True)
        began = time.monotonic()
        skipped = servers.run_folder() / f"skipped-{len(self.times)}"
        environ = {**os.environ, "STC_TEST_SKIPPED": str(skipped), **env}
        self.child = subprocess.Popen(
            command,
            cwd=BASE,
            stdin=subprocess.DEVNULL,
            env={key: value for key, value in environ.items() if value is not None},
            start_new_session=True,
        )
        left = LONGEST_MINUTES * 60 - (began - self.began)
        try:
            code = self.child.wait(timeout=max(left, 1))
        except subprocess.TimeoutExpired:
            print(f"!!! not done after {LONGEST_MINUTES} minutes", flush=True)
            code = 1
        self.end_child()
        self.times.append((name, time.monotonic() - began, code == 0))
        if skipped.exists():
            for line in skipped.read_text().splitlines():
                test, why = json.loads(line)
                self.missing[why].append(f"{name}: {test}")

    def end_child(self) -> None:
        """Stop the running part: first as Ctrl-C would, so that it tidies up, then for good."""
        if self.child is None:
            return
        for sign in (signal.SIGINT, signal.SIGKILL):
            try:
                os.killpg(self.child.pid, sign)
            except ProcessLookupError:
                break
            try:
                self.child.wait(timeout=15)
            except subprocess.TimeoutExpired:
                continue
        self.child = None

    def needs(self, what: str, get: Callable[[], str]) -> str | None:
        """The address of something that a whole part stands on, or None, and it is noted."""
        try:
            return get()
        except servers.Missing as missing:
            self.missing[str(missing)].append(f"the whole part: {what}")
            return None

    def close(self) -> int:
        """Tell how it went; the exit code."""
        print("\n=== how long it took")
        for name, seconds, well in self.times:
            print(f"{seconds:7.1f} s  {'ok    ' if well else 'FAILED'}  {name}")
        print(f"{time.monotonic() - self.began:7.1f} s  in all")
        if self.missing:
            print("\n=== could not run here")
            for why, what in self.missing.items():
                more = f" and {len(what) - 5} more" if len(what) > 5 else ""
                print(f"{why}\n    " + "\n    ".join(what[:5]) + more)
        failed = not all(well for *_, well in self.times)
        incomplete = bool(self.missing and os.environ.get("CI"))
        if incomplete:
            print("\nwith CI set, everything has to run")
        sys.stdout.flush()
        return 1 if failed or incomplete or not self.times else 0


def _is_postgresql(url: str | None) -> bool:
    return (url or "").startswith(("postgres", "psql", "pgsql"))


def _tests(run: Run, name: str, which: str, words: list[str], **env: str | None) -> None:
    two = [] if any(word.startswith(("-n", "-p")) for word in words) else ["-n", "2"]
    run.part(name, [*PYTEST, *two, "-m", which, *words], **env)


def everything(run: Run, only: str | None, words: list[str]) -> None:
    named = os.environ.pop("DATABASE_URL", None)
    if only in (None, "check"):
        run.part("checks", ["make", "--no-print-directory", "check"])
    if only in (None, "sqlite"):
        _tests(run, "tests on SQLite", PLAIN, words)
    if only in (None, "postgresql"):
        url = run.needs(
            "tests on PostgreSQL",
            lambda: named if _is_postgresql(named) else servers.url("postgresql"),
        )
        if url:
            _tests(run, "tests on PostgreSQL", PLAIN, words, DATABASE_URL=url)
    if only in (None, "browser"):
        browser = run.needs("browser and kill tests", servers.chromium)
        which = "browser or kill" if browser else "kill"
        _tests(run, "browser and kill tests on SQLite", which, words, CHROMIUM=browser)


def quick(run: Run, words: list[str]) -> None:
    os.environ.pop("DATABASE_URL", None)
    _tests(run, "quick tests on SQLite", f"{PLAIN} and not servers", words)


def serve(kinds: list[str]) -> None:
    for kind in kinds:
        print(f"{kind}: {servers.url(kind)}", flush=True)
    signal.pause()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.run", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=["check", "sqlite", "postgresql", "browser"])
    parser.add_argument("--serve", nargs="+", choices=sorted(servers.SERVERS))
    said, words = parser.parse_known_args()

    def leave(number: int, _) -> None:
        raise SystemExit(128 + number)

    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, leave)
    os.environ.setdefault("STC_TEST_INSTALL", "yes")
    for engine in ("CACHE_URL", "CELERY_BROKER_URL", "ELASTICSEARCH_URL"):
        if engine in os.environ:  # for the tests that ask for it, not for the settings of all
            os.environ[f"TEST_{engine}"] = os.environ.pop(engine)
    run = Run()
    with servers.run():
        try:
            if said.serve:
                serve(said.serve)
            elif said.quick:
                quick(run, words)
            else:
                everything(run, said.only, words)
            return run.close()
        finally:
            run.end_child()


if __name__ == "__main__":
    sys.exit(main())
