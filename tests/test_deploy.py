"""What the deployment files name is there: variables, commands, users, volumes."""

import re
import shutil
import subprocess

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from stc import supervisor

BASE = settings.BASE_DIR
COMPOSE = yaml.safe_load((BASE / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "stc"}
ASKED = {"STC_HOST", "STC_FILES_HOST", "POSTGRES_PASSWORD", "OBJECTS_PASSWORD"}


def _example() -> set[str]:
    return set(re.findall(r"^#?([A-Z_]+)=", (BASE / ".env.example").read_text(), re.M))


def test_the_whole_is_there():
    engines = {"proxy", "database", "cache", "broker", "search", "objects"}

    assert SERVICES.keys() >= engines
    assert OURS.keys() == {"setup", "web", "worker", "signer", "beat"}
    assert all(OURS[name]["deploy"]["replicas"] > 1 for name in ("web", "worker"))
    assert "deploy" not in OURS["beat"]  # two clocks would tick twice


@pytest.mark.parametrize("name", OURS)
def test_each_variable_of_ours_is_one_that_the_settings_know(name):
    assert OURS[name]["environment"].keys() <= _example()


def test_each_engine_that_can_be_switched_is_switched():
    switched = {v for v in OURS["web"]["environment"] if v.endswith("_URL")}

    assert switched == {
        "BASE_URL", "FILES_URL", "DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL",
        "ELASTICSEARCH_URL", "STORAGE_URL",
    }  # fmt: skip


def test_each_address_leads_to_a_service():
    for variable, value in OURS["web"]["environment"].items():
        host = re.search(r"(?:@|//)([a-z]+):\d+", value)
        if host:
            assert host[1] in SERVICES, variable


def test_what_compose_asks_for_is_in_the_guide():
    asked = set(re.findall(r"\$\{([A-Z_]+)", (BASE / "compose.yaml").read_text()))
    guide = (BASE / "docs" / "deploy.md").read_text()

    assert asked == ASKED
    assert all(f"`{name}`" in guide for name in asked)


def test_web_starts_as_it_does_under_make_run():
    served = supervisor.web_command("0.0.0.0:8000")[2:]
    until = served.index("--graceful-timeout")
    flags = {flag for flag in served[:until] if flag.startswith("-")}

    assert OURS["web"]["command"][:2] == ["gunicorn", "stc.wsgi"]
    assert flags <= set(OURS["web"]["command"])
    docker = (BASE / "Dockerfile").read_text().split("CMD ")[1]
    assert yaml.safe_load(docker) == OURS["web"]["command"]


def test_the_workers_take_every_queue():
    from stc.celery import app

    taken = {
        name: set(command[command.index("-Q") + 1].split(","))
        for name, command in ((name, OURS[name]["command"]) for name in ("worker", "signer"))
    }

    assert taken["worker"] | taken["signer"] == {queue.name for queue in app.conf.task_queues}
    assert taken["signer"] == {"signer"}
    assert not taken["worker"] & taken["signer"]


def test_only_the_signer_has_the_keys():
    for name, service in OURS.items():
        told = str([service.get(part) for part in ("environment", "volumes", "secrets")])
        assert ("keys" in told.lower()) == (name == "signer"), name
    guide = (BASE / "docs" / "deploy.md").read_text()
    assert "keys_passphrase" in guide
    assert "keys_passphrase" in (BASE / ".gitignore").read_text().split()
    assert "keys_passphrase" in (BASE / ".dockerignore").read_text().split()


def test_each_command_of_manage_py_exists():
    texts = (BASE / "docs" / "deploy.md", BASE / "Dockerfile", BASE / "compose.yaml")
    named = set()
    for text in texts:
        named |= set(re.findall(r"manage\.py[\s,]+([a-z_]+)", text.read_text()))

    assert named >= {"setup", "appoint", "collectstatic", "update_index"}
    assert named - get_commands().keys() <= {"backup"}


def test_the_image_runs_as_nobody_s_root_and_carries_no_secret():
    dockerfile = (BASE / "Dockerfile").read_text()
    last = dockerfile[dockerfile.rindex("FROM ") :]

    assert re.search(r"^USER stc$", last, re.M)
    assert "SECRET" not in dockerfile
    assert {".env", ".git", "var"} <= set((BASE / ".dockerignore").read_text().split())


def test_each_volume_is_declared_and_each_file_is_there():
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            there = (BASE / source).exists() if source.startswith(".") else True
            assert there, name
            assert source.startswith(".") or source in COMPOSE["volumes"], name


def test_compose_itself_reads_the_file_where_it_is_installed(tmp_path):
    compose = ["docker", "compose"]
    has = (
        shutil.which("docker")
        and not subprocess.run([*compose, "version"], capture_output=True, check=False).returncode
    )
    if not has:
        return  # said in docs/deploy.md
    (tmp_path / "compose.yaml").write_text((BASE / "compose.yaml").read_text())
    (tmp_path / ".env").write_text("".join(f"{name}=x\n" for name in ASKED))

    done = subprocess.run(
        [*compose, "config", "--quiet"], cwd=tmp_path, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr
