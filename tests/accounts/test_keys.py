"""Production does not start without keys of its own for identity numbers."""

import os
import subprocess
import sys
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management import call_command

KEYS = {"PERSONAL_DATA_KEYS": Fernet.generate_key().decode(), "NIK_HASH_KEY": "k" * 32}
PRODUCTION = {"SECRET_KEY": "s" * 50, "DEMO": "false", "DEBUG": "false", "ENV_FILE": os.devnull}


def started(tmp_path, **env: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-c", "import stc.settings"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **PRODUCTION, **env},
        capture_output=True,
        text=True,
        check=False,
    )


def test_with_keys_it_starts(tmp_path):
    assert started(tmp_path, **KEYS).returncode == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"PERSONAL_DATA_KEYS": ""},
        {"NIK_HASH_KEY": ""},
        {"NIK_HASH_KEY": "short"},
        {"PERSONAL_DATA_KEYS": "not-a-key"},
    ],
    ids=lambda wrong: "=".join(*wrong.items()),
)
def test_without_them_it_says_what_is_missing(tmp_path, wrong):
    outcome = started(tmp_path, **KEYS | wrong)

    assert outcome.returncode != 0
    assert "PERSONAL_DATA_KEYS" in outcome.stderr.splitlines()[-1]


def test_a_demo_makes_its_own(tmp_path):
    assert started(tmp_path, DEMO="true").returncode == 0


def test_printed_keys_are_keys_that_it_starts_with(tmp_path):
    printed = StringIO()

    call_command("make_keys", stdout=printed)

    made = dict(line.split("=", 1) for line in printed.getvalue().splitlines())
    assert started(tmp_path, **made).returncode == 0
