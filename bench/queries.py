"""``python -m bench.queries``: a request as JSON on stdin; prints how many queries it asks."""

import json
import sys

import django

PAST_THE_LOADS = ("2000000001", "2000000002")


def count(request: dict) -> int:
    """Of the second time: what a process loads once is loaded."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from bench.load import FRESH

    headers = {name: value for name, value in request["headers"].items() if name != "Content-Type"}
    more = {"headers": headers}
    if request["method"] == "POST":
        more |= {"content_type": request["headers"]["Content-Type"]}
    first, second = (request["body"].replace(FRESH, number) for number in PAST_THE_LOADS)
    client = Client(enforce_csrf_checks=False)
    client.generic(request["method"], request["path"], data=first, secure=True, **more)
    with CaptureQueriesContext(connection) as asked:
        client.generic(request["method"], request["path"], data=second, secure=True, **more)
    return len(asked)


if __name__ == "__main__":
    django.setup()
    print(count(json.load(sys.stdin)))
