"""The family tree while a catalogue is written: every path and its ancestors, once."""

from __future__ import annotations

from typing import Any

from app.mirror.words import fold


class Families:
    """Numbers for paths; paths equal but for case, accents and spaces are one family."""

    def __init__(self) -> None:
        self._paths: list[tuple[str, str]] = [("", "")]  # (key, path); the number is the place
        self._numbers = {"": 0}
        self._spellings = {"": 0}
        self._lines: dict[str, list[int]] = {}

    def number(self, path: str) -> int:
        """The number of `path` (parts joined by `/`); 0 is "no family"."""
        known = self._spellings.get(path)
        if known is None:
            parts = [" ".join(part.split()) for part in path.split("/")]
            known = self._spellings[path] = self._of([part for part in parts if part])
        return known

    def _of(self, parts: list[str]) -> int:
        number = 0
        for i in range(len(parts)):
            key = fold("/".join(parts[: i + 1]))
            if key not in self._numbers:
                parent = self._paths[number][1]
                self._numbers[key] = len(self._paths)
                self._paths.append((key, f"{parent}/{parts[i]}" if parent else parts[i]))
            number = self._numbers[key]
        return number

    def __len__(self) -> int:
        return len(self._paths)

    def path(self, number: int) -> str:
        return self._paths[number][1]

    def line(self, path: str) -> list[int]:
        """The numbers of `path` and of every family above it."""
        known = self._lines.get(path)
        if known is None:
            key = self._paths[self.number(path)][0]
            known = self._lines[path] = [self._numbers[key]]
            while key:
                key = key.rpartition("/")[0]
                known.append(self._numbers[key])
        return known

    def since(self, number: int) -> list[tuple[int, str, str]]:
        """(number, key, path) of those from `number` on."""
        return [(n, key, path) for n, (key, path) in enumerate(self._paths[number:], number)]

    def load(self, connection: Any, table: str) -> None:
        """Begin from the families of another catalogue, with the same numbers."""
        rows = connection.execute(f"SELECT key, path FROM {table} ORDER BY id").fetchall()  # noqa: S608
        self._paths = [(key, path) for key, path in rows]
        self._numbers = {key: number for number, (key, _) in enumerate(self._paths)}
        self._spellings = {path: number for number, (_, path) in enumerate(self._paths)}
        self._lines = {}

    def write(self, connection: Any) -> None:
        """Fill `family`, each with the number of products in its sub-tree."""
        totals = [0] * len(self._paths)
        for number, count in connection.execute(
            "SELECT family, count(*) FROM product GROUP BY family"
        ):
            key = self._paths[number][0]
            while True:
                totals[self._numbers[key]] += count
                if not key:
                    break
                key = key.rpartition("/")[0]
        connection.executemany(
            "INSERT INTO family (id, key, path, products) VALUES (?, ?, ?, ?)",
            [(number, key, path, totals[number]) for number, (key, path) in enumerate(self._paths)],
        )


def subtree(path: str) -> tuple[str, str, str]:
    """(key, first, end) of `path`: its sub-tree is `key` and the keys in `first <= k < end`."""
    key = fold("/".join(" ".join(part.split()) for part in path.split("/") if part.strip()))
    return key, key + "/", key + "0"  # "0" follows "/" in ASCII
