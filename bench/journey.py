"""``python -m bench.journey``: the main job's pages and work, each against what it stands on.

A page is a ``Plan``: what is asked, and the view of ``bench.floor`` that its rate is compared with.
Work without a page (the paper) is a function of its own, told by the core that it keeps busy.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from bench import engines, harness
from bench.floor import FORM, PEOPLE
from bench.floor import plans as floors
from bench.load import FRESH, Request

PAPERS_PER_SECOND = 60  # unsigned, a core
LARGEST_PAPER_KB = 60


@dataclass(frozen=True)
class Plan:
    """``goal`` is the share of the floor's rate that the page must reach, if any is named;
    ``queries`` how many it may ask at most.
    """

    floor: str
    goal: float | None
    requests: Callable[[dict], list[Request]]
    expect: int = 200
    queries: int | None = None


def _answers(made: dict) -> list[Request]:
    """Each appended: a counter of its own. As the page sends them, session and all."""
    return [
        Request(
            "/ujian/jawaban",
            "POST",
            {
                **harness.PROXIED,
                **FORM,
                "Accept": "application/json",
                "Cookie": f"sessionid={seat['session']}; csrftoken={harness.TOKEN}",
            },
            urlencode(
                {
                    "ticket": seat["ticket"],
                    "counter": FRESH,
                    "position": n % 20 + 1,
                    "option": n % 4 + 1,
                }
            ),
        )
        for n, seat in enumerate(made["seats"])
    ]


def _exam_pages(made: dict) -> list[Request]:
    """Opened anew each time, as on another device: read, a segment counted, a ticket signed."""
    return [
        Request(
            f"/ujian/{seat['attempt']}/",
            headers={**harness.PROXIED, "Cookie": f"sessionid={seat['session']}"},
        )
        for seat in made["seats"]
    ]


PLANS = {
    "v": Plan("empty", 0.6, lambda made: [Request("/v", headers=harness.PROXIED)]),
    "save": Plan("write", 0.6, _answers, queries=3),
    "exam": Plan("read", None, _exam_pages),
}


def main() -> None:
    asked = harness.arguments(__doc__)
    if asked.wants("paper"):
        _paper(asked)
    for engine in asked.engines:
        wanted = {n: p for n, p in PLANS.items() if asked.wants(f"{n}.{engine}")}
        if not wanted:
            continue
        try:
            with harness.scratch() as folder, harness.house(engine, folder, PEOPLE) as (env, made):
                _measure(engine, asked, folder, env, made, wanted)
        except engines.NotHere as why:
            print(f"{engine}: not measured, {why}", file=sys.stderr)


def _measure(engine, asked, folder, env, made, wanted: dict[str, Plan]) -> None:
    harness.run(env, "manage.py", "collectstatic", "--noinput", "--skip-checks", "-v", "0")
    said = json.dumps(made["sessions"]).encode()
    made["seats"] = json.loads(harness.run(env, "-m", "bench.sitting", said=said))
    known = floors(made)
    with harness.server(folder, env) as web:
        for name in sorted({plan.floor for plan in wanted.values()}):
            requests, expect = known[name]
            rate = web.measure(f"floor.{name}.{engine}", requests, asked, expect=expect)
            for figure, plan in wanted.items():
                if plan.floor == name:
                    asks = plan.requests(made)
                    web.measure(
                        f"{figure}.{engine}",
                        asks,
                        asked,
                        expect=plan.expect,
                        baseline=rate,
                        goal=None if plan.goal is None else round(plan.goal * rate, 1),
                        queries=harness.queries(env, asks[0]),
                        most_queries=plan.queries,
                    )


def _paper(asked) -> None:
    """Certificates a second of one core's time, and how large one is."""
    from certification.credentials import paper

    words = paper.Paper(
        name="Siti Rahmawati Kusumaningrum Wijaya",
        title_id="Satpam Gada Pratama",
        title_en="Security Guard, Gada Pratama",
        rows=tuple(paper.Row("Berlaku sampai", "Valid until", "31 Desember 2029") for _ in "12345"),
        ends="31 Desember 2029",
        number="STC-GP-2026-00001",
        serial="APV2-MT0B-PAEA-E1HD-Y",
        address="https://sertifikat.stc.example/v#" + "7" * 402,
        check_id="Pindai kode ini untuk memeriksa",
        check_en="Scan this code to check it",
        made=datetime(2026, 11, 25, tzinfo=UTC),
    )
    size = len(paper.render(words))
    number = 20 if asked.quick else 300
    began = time.process_time()
    for _ in range(number):
        paper.render(words)
    rate = number / (time.process_time() - began)
    harness.tell("paper", rate, "pages/s/core", goal=PAPERS_PER_SECOND, quick=asked.quick)
    harness.tell(
        "paper.size",
        size / 1000,
        "KB",
        most=LARGEST_PAPER_KB,
        within=size <= LARGEST_PAPER_KB * 1000,
        quick=asked.quick,
    )


if __name__ == "__main__":
    main()
