"""``python -m bench.queries``: a request as JSON on stdin; prints how many queries it asks."""

import json
import sys

import django


def count(request: dict) -> int:
    """Of the second time: what a process loads once is loaded."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    headers = {name: value for name, value in request["headers"].items() if name != "Content-Type"}
    more = {"headers": headers}
    if request["method"] == "POST":
        more |= {"data": request["body"], "content_type": request["headers"]["Content-Type"]}
    client = Client(enforce_csrf_checks=False)
    client.generic(request["method"], request["path"], secure=True, **more)
    with CaptureQueriesContext(connection) as asked:
        client.generic(request["method"], request["path"], secure=True, **more)
    return len(asked)


if __name__ == "__main__":
    django.setup()
    print(count(json.load(sys.stdin)))
