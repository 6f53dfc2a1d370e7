"""A PostgreSQL of the tests' own: a temporary cluster on a Unix socket, gone when they are.

Run as a command it says where PostgreSQL's programs are, or exits 1.
"""

from __future__ import annotations

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


def programs() -> Path | None:
    """The folder of initdb and postgres: on PATH, or the newest where Debian puts them."""
    folders = [Path(found).resolve().parent] if (found := shutil.which("initdb")) else []
    numbered = [path for path in DEBIAN.glob("[0-9]*/bin") if int(path.parent.name) >= OLDEST]
    folders += sorted(numbered, key=lambda path: int(path.parent.name), reverse=True)
    return next((f for f in folders if (f / "initdb").exists() and (f / "postgres").exists()), None)


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
    print(programs() or "no initdb on PATH nor in /usr/lib/postgresql")
    sys.exit(programs() is None)
