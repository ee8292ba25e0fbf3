"""Another installation of the house, in processes of its own, on SQLite in a folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


class Elsewhere:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "stc.settings",
            "DATABASE_URL": f"sqlite:///{folder}/stc.sqlite3",
            "DATA_DIR": str(folder),
            "ENV_FILE": os.devnull,
            "DEMO": "true",
            "EMAIL_URL": "filemail:///",
        }

    def command(self, *words: object) -> list[str]:
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), *map(str, words)]

    def start(self, *words: object) -> subprocess.Popen:
        return subprocess.Popen(
            self.command(*words),
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def run(self, *words: object) -> str:
        done = subprocess.run(
            self.command(*words), env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return done.stdout
