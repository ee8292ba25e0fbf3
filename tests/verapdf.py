"""veraPDF, the reference checker of PDF/A: named by ``VERAPDF``, else out of Maven Central, once.

A program of its own in Java, run by its jar; GPL 3 or MPL 2, used for tests here, never handed on.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import servers
from tests.servers import Missing

ARTIFACT = "org.verapdf.apps:greenfield-apps:1.28.2"
SHA256 = "687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6"
MAVEN_GET = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:get"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def _fetch(folder: Path) -> Path:
    maven = servers.program("mvn", "maven")
    print(f"fetching {ARTIFACT} (19 MB, once)", file=sys.stderr, flush=True)
    what = ["-Dtransitive=false", f"-Dartifact={ARTIFACT}"]
    for _try in range(3):
        done = subprocess.run(
            [maven, "-B", "-q", f"-Dmaven.repo.local={folder}/m2", MAVEN_GET, *what],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        jars = list(folder.glob("m2/**/greenfield-apps-*.jar"))
        if done.returncode == 0 and jars:
            return jars[0]
    said = (done.stdout + done.stderr).strip().splitlines()
    raise Missing(f"Maven could not fetch veraPDF: {' | '.join(said[:2])}")


def jar() -> Path:
    """The program. It appears whole or not at all, however a fetch before ended."""
    if named := os.environ.get("VERAPDF"):
        return Path(named)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    cache = home / "stc-verapdf"
    kept = cache / f"{SHA256}.jar"
    with servers.locked(cache / "lock"):
        if not kept.exists():
            with tempfile.TemporaryDirectory(dir=cache) as half:
                fetched = _fetch(Path(half))
                digest = hashlib.sha256(fetched.read_bytes()).hexdigest()
                if digest != SHA256:
                    raise Missing(f"veraPDF's jar is not the one expected: SHA-256 {digest}")
                fetched.rename(kept)
    return kept


def findings(*files: Path) -> list[str]:
    """One line a file, ``PASS …`` or ``FAIL …``, and below it which rules a file breaks."""
    if not shutil.which("java"):
        servers.install("default-jre-headless")
    told = subprocess.run(
        ["java", "-cp", jar(), MAIN, "--format", "text", "-v", "-f", "2b", *files],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.split("\n")[:-1] or told.stderr.splitlines()
