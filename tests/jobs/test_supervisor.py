"""``make run`` as a newcomer meets it: it starts, answers, mends itself and leaves nothing."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from tests.servers import free_port

pytestmark = pytest.mark.kill


class Run:
    """One ``python -m stc.supervisor`` with a port and a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port, self.data, self.out = free_port(), folder / "data", folder / "out"
        self.start()

    def start(self) -> None:
        # Of the tests' own surroundings nothing is handed on: neither engines nor settings.
        env = {"PATH": os.environ["PATH"], "PORT": str(self.port), "DATA": str(self.data)}
        with self.out.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "stc.supervisor"],
                env={**env, "ENV_FILE": os.devnull},
                cwd=settings.BASE_DIR,
                stdout=out,
                stderr=out,
            )

    def said(self) -> str:
        return self.out.read_text()

    def wait_until_up(self) -> None:
        end = time.monotonic() + 400
        while "Ctrl-C" not in self.said():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < end, self.said()
            time.sleep(0.1)

    def page(self, path: str = "/") -> int:
        url = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status

    def left(self, what: str = "") -> dict[int, str]:
        """Processes of this house that run, by their surroundings; the supervisor is not one."""
        found = {}
        for each in Path("/proc").glob("[0-9]*"):
            try:
                inside = f"DATA_DIR={self.data}\0".encode() in (each / "environ").read_bytes()
                words = (each / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if inside and what in words:
                found[int(each.name)] = words
        return found

    def stop(self, sign: signal.Signals) -> float:
        began = time.monotonic()
        self.process.send_signal(sign)
        assert self.process.wait(20) == 0
        return time.monotonic() - began


@pytest.fixture
def start(tmp_path):
    runs = []

    def started(name):
        (tmp_path / name).mkdir()
        runs.append(Run(tmp_path / name))
        return runs[-1]

    yield started
    for run in runs:
        run.process.kill()
        for pid in run.left():
            os.kill(pid, signal.SIGKILL)


def test_two_houses_run_side_by_side_and_each_leaves_nothing(start):
    first, second = start("first"), start("second")
    for run in (first, second):
        run.wait_until_up()

    assert [run.page() for run in (first, second)] == [200, 200]
    assert f"http://localhost:{first.port}" in first.said()
    assert "admin@contoh.test" in first.said()

    (worker,) = first.left("manage.py work")
    os.kill(worker, signal.SIGKILL)
    end = time.monotonic() + 30
    while not (again := set(first.left("manage.py work")) - {worker}):
        assert time.monotonic() < end, "nobody started the worker again"
        time.sleep(0.1)
    assert len(again) == 1

    assert first.stop(signal.SIGTERM) < 5
    assert first.left() == {}
    assert second.page() == 200
    assert second.stop(signal.SIGINT) < 5
    assert second.left() == {}

    second.start()
    second.wait_until_up()
    assert second.page() == 200
    assert "first time" not in second.said()


def test_a_house_that_is_stopped_while_it_is_set_up_leaves_nothing(start):
    run = start("house")
    end = time.monotonic() + 30
    while not run.left("manage.py setup"):
        assert time.monotonic() < end
        time.sleep(0.05)

    run.stop(signal.SIGTERM)

    assert run.left() == {}


def test_a_port_that_is_taken_is_told(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        env = {**os.environ, "PORT": str(port), "DATA": str(tmp_path / "data")}
        answer = subprocess.run(
            [sys.executable, "-m", "stc.supervisor"],
            env=env,
            cwd=settings.BASE_DIR,
            capture_output=True,
            text=True,
            check=False,
        )

    assert answer.returncode == 1
    assert re.match(rf"Port {port} is taken by another program\. .* PORT=\d+", answer.stderr)
    assert not (tmp_path / "data").exists()
