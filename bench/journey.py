"""``python -m bench.journey``: the main job's pages, each against what it stands on.

A page is a ``Plan``: what is asked, and the view of ``bench.floor`` that its rate is compared with.
Work without a page is ``bench.credentials``.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from bench import engines, harness
from bench.floor import FORM, PEOPLE
from bench.floor import plans as floors
from bench.load import FRESH, Request


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


def answers(made: dict) -> list[Request]:
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
    "save": Plan("write", 0.6, answers, queries=3),
    "exam": Plan("read", None, _exam_pages),
}


def main() -> None:
    asked = harness.arguments(__doc__)
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


if __name__ == "__main__":
    main()
