"""Open-loop load: requests at a steady pace, whether or not the ones before have been answered.

A request that waits for a connection waits in its own time: it is told from the moment at which it
was due, so that a server that stalls is not measured less often for it.
"""

import http.client
import itertools
import statistics
import threading
import time
from collections.abc import Callable

from bench.load import FRESH, Answered, Request, fresh_numbers

CONNECTIONS = 24


def drive(
    port: int,
    requests: list[Request],
    *,
    per_second: int,
    expect: int,
    until: Callable[[float], bool],
) -> Answered:
    """Send them in turn, so many a second, while ``until`` (of the seconds gone) is not yet so."""
    turn, due = itertools.cycle(requests), itertools.count()
    fresh = fresh_numbers()
    took: list[float] = []
    wrong = itertools.count()
    lock, began = threading.Lock(), time.monotonic()

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                at, request, number = began + next(due) / per_second, next(turn), next(fresh)
            time.sleep(max(0, at - time.monotonic()))
            if until(time.monotonic() - began):
                return
            try:
                body = request.body.replace(FRESH, str(number))
                connection.request(request.method, request.path, body or None, request.headers)
                answer = connection.getresponse()
                answer.read()
                good = answer.status == expect
            except (OSError, http.client.HTTPException):
                connection.close()
                good = False
            took.append((time.monotonic() - at) * 1000)
            if not good:
                next(wrong)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(took, n=100) if len(took) > 1 else [0.0] * 99
    return Answered(len(took), time.monotonic() - began, next(wrong), cuts[49], cuts[94], cuts[98])
