"""``python -m bench.batch``: certificates issued a second where a sitting is decided on at once."""

import json
import sys

from bench import engines, harness

PEOPLE = 1  # the harness wants some
SITTING, REHEARSAL = 1000, 100


def main() -> None:
    asked = harness.arguments(__doc__)
    number = REHEARSAL if asked.quick else SITTING
    for engine in asked.engines:
        if not asked.wants(f"batch.{engine}"):
            continue
        try:
            with harness.scratch() as folder, harness.house(engine, folder, PEOPLE) as (env, _made):
                told = json.loads(harness.run(env, "-m", "bench.hall", str(number)))
        except engines.NotHere as why:
            print(f"{engine}: not measured, {why}", file=sys.stderr)
            continue
        harness.tell(
            f"batch.{engine}",
            told["issued"] / told["seconds"],
            "certificates/s, one worker, without signature and PDF",
            issued=told["issued"],
            queries=told["queries"],
            page_ms=round(told["shown_ms"], 1),
            ask_ms=round(told["asked_ms"], 1),
            quick=asked.quick,
        )


if __name__ == "__main__":
    main()
