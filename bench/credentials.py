"""``python -m bench.credentials``: certificates issued, signed, printed and published.

By itself: ``paper``. On each database: ``batch``; ``one``, on an empty installation and on one
with a million credentials; ``lists`` of that million; ``sitting``, a thousand certificates through
the jobs of two workers while a hall saves its answers.
"""

import contextlib
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from functools import partial

from bench import engines, harness, pace
from bench.journey import answers

PEOPLE = 40  # in the hall
SAVES_A_SECOND = 100
MILLION = 1_000_000
LARGEST_PAPER_KB = 80
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def main() -> None:
    asked = harness.arguments(__doc__)
    if asked.wants("paper"):
        _papers(asked)
    for engine in asked.engines:
        wanted = [m for name, m in MEASURES.items() if asked.wants(f"{name}.{engine}")]
        for measure in dict.fromkeys(wanted):
            try:
                _at_home(measure, engine, asked)
            except engines.NotHere as why:
                print(f"{engine}: not measured, {why}", file=sys.stderr)


def _at_home(measure, engine: str, asked) -> None:
    """In an empty house of its own, with its keys."""
    with harness.scratch() as folder, harness.house(engine, folder, PEOPLE) as (env, made):
        harness.run(env, "manage.py", "keys", "ceremony")
        harness.run(env, "manage.py", "document_key", "--make")
        measure(engine, asked, folder, env, made)


# --- paper -----------------------------------------------------------------------------------


def _words(number: int):
    """Each with a name and a code of its own, so that nothing is shaped once for all."""
    from certification.credentials import paper

    return paper.Paper(
        name=f"Siti Rahmawati Kusumaningrum W{number}",
        title_id="Satpam Gada Pratama",
        title_en="Security Guard, Gada Pratama",
        rows=tuple(paper.Row("Berlaku sampai", "Valid until", "31 Desember 2029") for _ in "12345"),
        ends="31 Desember 2029",
        number=f"STC-GP-2026-{number:05}",
        serial=f"APV2-MT0B-PAEA-{number:04}-Y",
        address=f"https://sertifikat.stc.example/v#{number:05}" + "7" * 397,
        check_id="Pindai kode ini untuk memeriksa",
        check_en="Scan this code to check it",
        made=NOW,
    )


def _papers(asked) -> None:
    """Certificates a second of one core's time: finished as PDF/A, and certified after that."""
    from certification.credentials import paper
    from certification.credentials.keystore import documents
    from certification.credentials.paper import certifying

    with harness.scratch() as folder:
        key = documents.make(folder / "key.p12", b"a bench", body="Bench", now=NOW)

    def certified(words) -> bytes:
        return certifying.certify(paper.render(words), key=key, at=NOW)

    for figure, make, goal in (("paper", paper.render, 80), ("paper.signed", certified, 20)):
        size = len(make(_words(0)))
        some = [_words(n + 1) for n in range(20 if asked.quick else 300)]
        began = time.process_time()
        for words in some:
            make(words)
        rate = len(some) / (time.process_time() - began)
        harness.tell(figure, rate, "pages/s/core", goal=goal, quick=asked.quick)
        harness.tell_cost(
            f"{figure}.size", size / 1000, "KB", goal=LARGEST_PAPER_KB, quick=asked.quick
        )


# --- issuing ---------------------------------------------------------------------------------


def _told(env: dict[str, str], module: str, how: str, number: int) -> dict[str, float]:
    return json.loads(harness.run(env, "-m", f"bench.{module}", how, str(number)))


def _batch(engine, asked, _folder, env, _made) -> None:
    """Snapshot, place in a list, number, trail, notice and code; without the paper."""
    number = 500 if asked.quick else 5000
    rounds = []
    for _ in range(asked.rounds):
        spent = _told(env, "issuing", "batch", number)
        rounds.append((number / sum(spent.values()), spent))
    rate, spent = sorted(rounds, key=lambda each: each[0])[len(rounds) // 2]
    harness.tell(
        f"batch.{engine}",
        rate,
        "credentials/s",
        goal=2000,
        issue_ms=round(spent["issue"] / number * 1000, 3),
        sign_ms=round(spent["sign"] / number * 1000, 3),
        quick=asked.quick,
    )


def _after_years(engine, asked, _folder, env, _made) -> None:
    number, years = (20, 10_000) if asked.quick else (200, MILLION)
    empty = _told(env, "issuing", "one", number)
    filled = _told(env, "million", "fill", years)
    print(f"{engine}: filled in {filled['seconds']:.0f} s", file=sys.stderr)
    published = _told(env, "million", "publish", years)
    full = _told(env, "issuing", "one", number)
    for figure in ("issue", "sign"):
        harness.tell_cost(
            f"one.{figure}.{engine}",
            full[figure],
            "ms",
            baseline=empty[figure],
            goal=round(1.2 * empty[figure], 1),
            quick=asked.quick,
        )
    for figure, unit, goal in (("size", "KB", 80), ("seconds", "s", 10), ("peak", "MiB", 300)):
        value = published[figure] / 1000 if figure == "size" else published[figure]
        more = {"lists": published["lists"], "quick": asked.quick}
        if figure == "size":
            more["mirrors_kb"] = round(published["mirrors"] / 1000, 1)
        harness.tell_cost(f"lists.{figure}.{engine}", value, unit, goal=goal, **more)


# --- a sitting -------------------------------------------------------------------------------


@contextlib.contextmanager
def _workers(folder, env: dict[str, str], number: int) -> Iterator[None]:
    command = [sys.executable, "manage.py", "work", "--skip-checks", "--grace", "5"]
    with (folder / "workers.log").open("ab") as log:
        running = [
            subprocess.Popen(
                command, cwd=harness.BASE, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
            for _ in range(number)
        ]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


def _sitting(engine, asked, folder, env, made) -> None:
    """A thousand certificates by two workers, and what a hall of candidates feels of it.

    Issued one by one as decisions come, and a hundred in a transaction.
    """
    number, seconds = (50, 3) if asked.quick else (1000, 30)
    said = json.dumps(made["sessions"]).encode()
    made["seats"] = json.loads(harness.run(env, "-m", "bench.sitting", said=said))
    requests = answers(made)
    with harness.server(folder, env) as web, _workers(folder, env, 2):
        drive = partial(pace.drive, web.port, requests, per_second=SAVES_A_SECOND, expect=200)
        drive(until=lambda gone: gone > 3)
        alone = drive(until=lambda gone: gone > seconds)
        for how, figure in (("sitting", "sitting"), ("together", "sitting.together")):
            with ThreadPoolExecutor(1) as pool:
                issuing = pool.submit(_told, env, "issuing", how, number)
                beside = drive(until=lambda _gone, issuing=issuing: issuing.done())
            told = issuing.result()
            _tell_sitting(f"{figure}.{engine}", told, beside, alone, quick=asked.quick)


def _tell_sitting(figure: str, told: dict[str, float], beside, alone, *, quick: bool) -> None:
    harness.tell_cost(
        figure, told["printed"], "s", goal=60, issued=round(told["issued"], 1), quick=quick
    )
    harness.tell(
        f"{figure}.saves",
        beside.per_second,
        "req/s",
        baseline=alone.per_second,
        goal=round(0.99 * alone.per_second, 1),
        wrong=beside.wrong,
        quick=quick,
    )
    harness.tell_cost(
        f"{figure}.p99",
        beside.p99,
        "ms",
        baseline=alone.p99,
        goal=round(2 * alone.p99, 1),
        p50_ms=round(beside.p50, 1),
        p50_alone_ms=round(alone.p50, 1),
        quick=quick,
    )


MEASURES = {"batch": _batch, "one": _after_years, "lists": _after_years, "sitting": _sitting}

if __name__ == "__main__":
    main()
