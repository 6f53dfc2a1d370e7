"""A till's way to central, as light as can be: a hundred share this machine with central."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import quote, urlencode

import msgspec

from sync.transport import Signs

_READ = 2**20


class Line:
    """One connection that stays open, as a worker's does."""

    def __init__(self, host: str, port: int, voice: Signs) -> None:
        self._host, self._port, self._voice = host, port, voice

    async def open(self) -> None:
        self._in, self._out = await asyncio.open_connection(self._host, self._port, limit=_READ)

    def close(self) -> None:
        self._out.close()

    async def get(self, target: str) -> Any:
        """The answer's JSON. Raises ConnectionError for any other than 200."""
        named = {"Host": self._host, **self._voice.headers("GET", target, b"")}
        head = "".join(f"{name}: {text}\r\n" for name, text in named.items())
        self._out.write(f"GET {target} HTTP/1.1\r\n{head}\r\n".encode())
        said = (await self._in.readuntil(b"\r\n\r\n")).decode().lower().split("\r\n")
        named = dict(line.split(": ", 1) for line in said[1:] if ": " in line)
        body = await self._in.readexactly(int(named["content-length"]))
        if said[0].split()[1] != "200":
            raise ConnectionError(f"{said[0]}: {body!r}")
        return msgspec.json.decode(body)

    async def wait(self, epoch: str, stream: str, head: int, seconds: int) -> bool:
        """Whether the stream has gone on."""
        query = urlencode({"epoch": epoch, "heads": f"{stream}={head}", "seconds": seconds})
        return bool((await self.get(f"/v1/wait?{query}"))["heads"])

    async def pull(self, epoch: str, stream: str, after: int) -> tuple[list[Any], int]:
        """The rows after `after`, and where the stream stands then."""
        rows: list[Any] = []
        while True:
            query = urlencode({"epoch": epoch, "after": after})
            page = await self.get(f"/v1/feed/{quote(stream, safe='')}?{query}")
            rows += page["rows"]
            after = page["to"]
            if after == page["head"]:
                return rows, after
