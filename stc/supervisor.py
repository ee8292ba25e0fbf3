"""``make run``: set-up, web server and worker under one command, on the embedded default.

``python -m stc.supervisor`` reads PORT and DATA from the environment, keeps everything under the
DATA folder, and stops what it started on Ctrl-C or SIGTERM, within five seconds, with exit code 0.
"""

import errno
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
STOP_SECONDS = 3.5
STARTS_AT_MOST = 5  # of one part within a minute: then something is wrong that a restart won't mend


class Failed(Exception):
    """The house cannot run; the text says why and what to do."""


def web_command(bind: str, application: str = "stc.wsgi") -> list[str]:
    """How the web server is started, here and where its speed is measured."""
    sizes = ["-w", "2", "--threads", "4", "--preload", "--graceful-timeout", "2"]
    gunicorn = [sys.executable, "-m", "gunicorn", application, "--bind", bind]
    return [*gunicorn, "--no-control-socket", *sizes]


class Part:
    """One process that is to run as long as the house does; its output goes to a log file."""

    def __init__(self, name: str, argv: list[str], env: dict[str, str], logs: Path) -> None:
        self.name, self.argv, self.env = name, argv, env
        self.log = logs / f"{name}.log"
        self.starts: list[float] = []
        self.process: subprocess.Popen[bytes] | None = None

    def keep_up(self) -> None:
        """Start it, or start it again where it died."""
        if self.process is not None and self.process.poll() is None:
            return
        now = time.monotonic()
        self.starts = [at for at in self.starts if now - at < 60]
        if len(self.starts) >= STARTS_AT_MOST:
            tail = "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-20:])
            raise Failed(f"{tail}\n{self.name} keeps stopping; its log is {self.log}")
        self.starts.append(now)
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.argv, cwd=BASE, env=self.env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )


class House:
    def __init__(self, *, port: int, data: Path) -> None:
        self.port, self.data = port, data
        self.stopping = threading.Event()
        self.parts: list[Part] = []
        self.env = {
            **os.environ,
            "DEMO": os.environ.get("DEMO", "true"),
            "DATA_DIR": str(data),
            "BASE_URL": f"http://localhost:{port}",
            "CELERY_BROKER_URL": "",  # the worker here polls, it reads no broker
        }

    def run(self) -> None:
        """Set up, start, say where it is, and keep it up until told to stop."""
        self._claim_port()
        self._set_up()
        logs = self.data / "logs"
        logs.mkdir(exist_ok=True)
        web = web_command(f"127.0.0.1:{self.port}")
        worker = [sys.executable, "manage.py", "work", "--grace", "2", "--skip-checks"]
        self.parts = [
            Part("web", web, self.env, logs),
            Part("worker", worker, self.env, logs),
        ]
        greeted = False
        while not self.stopping.wait(0.1):
            for part in self.parts:
                part.keep_up()
            if not greeted and self._answers():
                self._greet(logs)
                greeted = True

    def stop(self) -> None:
        """End every part: asked first, and killed if it stays."""
        running = [part.process for part in self.parts if part.process is not None]
        for process in running:
            process.terminate()
        end = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _claim_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", self.port))
            except OSError as error:
                taken = error.errno == errno.EADDRINUSE
                why = "is taken by another program" if taken else f"cannot be used ({error})"
                raise Failed(
                    f"Port {self.port} {why}. Choose another: make run PORT={self.port + 1}"
                ) from None

    def _set_up(self) -> None:
        """Tables, reference data and demo; beside it the static files, where any has changed."""
        self.data.mkdir(parents=True, exist_ok=True)
        wanted = static_version()
        marker = self.data / "static.version"
        fresh = marker.is_file() and marker.read_text() == wanted
        tasks = [["setup"]] if fresh else [["setup"], ["collectstatic", "--noinput", "-v", "0"]]
        if not fresh:
            sys.stdout.write("Setting up, which takes up to a minute the first time …\n")
            sys.stdout.flush()
            shutil.rmtree(self.data / "static", ignore_errors=True)
        processes = [
            subprocess.Popen(
                [sys.executable, "manage.py", *task, "--skip-checks"], cwd=BASE, env=self.env
            )
            for task in tasks
        ]
        try:
            while any(process.poll() is None for process in processes):
                if self.stopping.wait(0.05):
                    return
        finally:
            for process in processes:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
        if any(process.returncode for process in processes):
            raise Failed("The set-up failed; what it said stands above.")
        marker.write_text(wanted)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2):
                return True
        except urllib.error.HTTPError as answer:
            return answer.code < 500
        except OSError:
            return False

    def _greet(self, logs: Path) -> None:
        people = self.data / "demo.txt"
        lines = [f"The Security Training Centre runs at {self.env['BASE_URL']}"]
        if people.is_file():
            lines.append(people.read_text("utf-8").rstrip())
        lines.append(f"Logs: {logs}. Stop: Ctrl-C.")
        sys.stdout.write("\n\n".join(lines) + "\n")
        sys.stdout.flush()


def static_version() -> str:
    """Changes when a static file of ours or the set of installed packages does."""
    digest = hashlib.sha256((BASE / "requirements.txt").read_bytes())
    for path in sorted(p for p in (BASE / "static").rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(BASE)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def main() -> int:
    house = House(
        port=int(os.environ.get("PORT") or 8000),
        data=Path(os.environ.get("DATA") or "var").resolve(),
    )
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, lambda *_: house.stopping.set())
    try:
        house.run()
    except Failed as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    finally:
        house.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
