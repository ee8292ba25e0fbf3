"""Load on a server over kept-alive connections: by wrk where it is installed, else by threads."""

import http.client
import itertools
import json
import os
import shutil
import statistics
import subprocess
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

CONNECTIONS = 8
FRESH = "FRESHNUMBER"  # in a body: each time it is sent, a number that was not sent before
THREADS = 2  # of wrk
SHARE = 1_000_000  # fresh numbers of a thread in one drive, more than it can send
_fresh = itertools.count(1, SHARE * THREADS)


@dataclass(frozen=True)
class Request:
    path: str
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""


@dataclass(frozen=True)
class Answered:
    """What came back. ``wrong``: another status than expected, or none at all."""

    requests: int
    seconds: float
    wrong: int
    p50: float
    p95: float
    p99: float

    @property
    def per_second(self) -> float:
        return (self.requests - self.wrong) / self.seconds


def drive(port: int, requests: list[Request], *, expect: int, seconds: float, folder: Path):
    """Send these requests in turn from ``CONNECTIONS`` connections at once."""
    by = _by_wrk if shutil.which("wrk") else _by_threads
    return by(port, requests, expect, seconds, folder)


def fresh_numbers() -> itertools.count:
    """Numbers that no drive has used."""
    return itertools.count(next(_fresh))


def client() -> str:
    return "wrk" if shutil.which("wrk") else "threads"


def _lua(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"[{_lua(k)}]={_lua(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "{" + ",".join(map(_lua, value)) + "}"
    return json.dumps(value, ensure_ascii=True)


def _by_wrk(port, requests, expect, seconds, folder) -> Answered:
    plan = {
        "expect": expect,
        "requests": [vars(r) for r in requests],
        "fresh": FRESH,
        "from": next(_fresh),
        "share": SHARE,
    }
    (folder / "plan.lua").write_text("return " + _lua(plan))
    script = str(Path(__file__).with_name("load.lua"))
    sizes = ["-t", str(THREADS), "-c", str(CONNECTIONS), "-d", f"{max(1, round(seconds))}s"]
    done = subprocess.run(
        ["wrk", *sizes, "--timeout", "30s", "-s", script, f"http://127.0.0.1:{port}"],
        env={**os.environ, "BENCH_PLAN": str(folder / "plan.lua")},
        capture_output=True,
        check=True,
    )
    told = next(x for x in done.stdout.decode().splitlines() if x.startswith("BENCH "))
    return Answered(**json.loads(told.removeprefix("BENCH ")))


def _by_threads(port, requests, expect, seconds, folder) -> Answered:
    turn, fresh = itertools.cycle(requests), fresh_numbers()
    took: list[float] = []
    wrong = itertools.count()
    started = time.monotonic()

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() - started < seconds:
            r, since = next(turn), time.monotonic()
            try:
                body = r.body.replace(FRESH, str(next(fresh)))
                connection.request(r.method, r.path, body or None, r.headers)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                connection.close()
                next(wrong)
                continue
            took.append((time.monotonic() - since) * 1000)
            if answer.status != expect:
                next(wrong)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.monotonic() - started
    cuts = statistics.quantiles(took, n=100) if len(took) > 1 else [0.0] * 99
    return Answered(len(took), spent, next(wrong), cuts[49], cuts[94], cuts[98])
