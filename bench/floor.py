"""``python -m bench.floor``: what a request costs before a page does anything of its own.

A bare WSGI hello, then through the whole production middleware: an empty view, one read, one
durable write by a signed-in person, a log-in with a password. The baselines of later goals.
"""

import os
import random
import sys
from urllib.parse import urlencode

from bench import engines, harness
from bench.load import Request
from bench.people import PASSWORD

LOG_INS_PER_SECOND = 38  # on two cores: twice the rate of a PBKDF2 house
PEOPLE = 40
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _addresses():
    """Each request from its own address, as forwarded by the proxy: halls all over the country."""
    dice = random.Random(1)
    while True:
        yield f"10.{dice.randrange(256)}.{dice.randrange(256)}.{dice.randrange(1, 255)}"


def plans(made: dict) -> dict[str, tuple[list[Request], int]]:
    address = _addresses()

    def head(**more: str) -> dict[str, str]:
        return {**harness.PROXIED, "X-Forwarded-For": next(address), **more}

    def post(path: str, cookies: str, **fields: str) -> Request:
        cookie = f"csrftoken={harness.TOKEN}" + (f"; {cookies}" if cookies else "")
        body = urlencode({"csrfmiddlewaretoken": harness.TOKEN, **fields})
        return Request(path, "POST", head(Cookie=cookie, **FORM), body)

    return {
        "empty": ([Request("/bench/empty/", headers=head())], 200),
        "read": ([Request(f"/bench/read/?code={made['region']}", headers=head())], 200),
        "write": (
            [
                post("/bench/write/", f"sessionid={key}", wanted=str(n % 2))
                for n, key in enumerate(made["sessions"])
            ],
            200,
        ),
        "login": (
            [
                post(made["log_in"], "", login=email, password=PASSWORD)
                for _ in range(25)
                for email in made["emails"]
            ],
            302,
        ),
    }


def main() -> None:
    asked = harness.arguments(__doc__)
    with harness.scratch() as folder:
        env = {**os.environ}
        with harness.server(folder, env, "bench.hello") as bare:
            hello = bare.measure("hello", [Request("/")], asked)
    for engine in asked.engines:
        if not any(asked.wants(f"{name}.{engine}") for name in ("empty", "read", "write", "login")):
            continue
        try:
            with harness.scratch() as folder, harness.house(engine, folder, PEOPLE) as (env, made):
                _measure(engine, asked, hello, folder, env, made)
        except engines.NotHere as why:
            print(f"{engine}: not measured, {why}", file=sys.stderr)


def _measure(engine, asked, hello, folder, env, made) -> None:
    with harness.server(folder, env) as web:
        for name, (requests, expect) in plans(made).items():
            figure = f"{name}.{engine}"
            if asked.wants(figure):
                goal = LOG_INS_PER_SECOND if name == "login" else None
                web.measure(figure, requests, asked, expect=expect, baseline=hello, goal=goal)


if __name__ == "__main__":
    main()
