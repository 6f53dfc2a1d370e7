"""The words of a finished search index, and how one letter of them can be wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

SHORTEST = 4
"""Letters of a word in which a mistake is forgiven; in shorter ones it would match anything."""

_CHUNK = 4000
_COUNT = (
    "INSERT INTO word VALUES (?, ?)"
    " ON CONFLICT DO UPDATE SET products = products + excluded.products"
)
_NEW = (
    "SELECT value FROM json_each(?) wanted"
    " WHERE NOT EXISTS (SELECT 1 FROM word WHERE term = wanted.value)"
)
_GONE = "SELECT term FROM json_each(?) wanted CROSS JOIN word ON term = value AND products <= 0"


def cuts(word: str) -> set[str]:
    """`word` with each one of its letters left out."""
    return {word[:i] + word[i + 1 :] for i in range(len(word))}


def one_letter_apart(one: str, other: str) -> bool:
    """Whether a letter was changed, left out, added, or two neighbours swapped; or nothing."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    i = 0
    while i < len(one) and one[i] == other[i]:
        i += 1
    if len(one) < len(other):
        return one[i:] == other[i + 1 :]
    return one[i + 1 :] == other[i + 1 :] or (
        one[i : i + 2] == other[i : i + 2][::-1] and one[i + 2 :] == other[i + 2 :]
    )


def write(connection: Any) -> None:
    """Fill `word` and `typo` from `search`."""
    connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, row)")
    connection.execute("INSERT INTO word SELECT term, doc FROM temp.terms ORDER BY term")
    connection.execute("DROP TABLE temp.terms")
    # Sorted on disk before they go in: a million random inserts cost three times as much.
    connection.execute("CREATE TEMP TABLE loose (cut TEXT, term TEXT)")
    pairs = _pairs(connection)
    while chunk := list(islice(pairs, _CHUNK)):
        connection.executemany("INSERT INTO temp.loose VALUES (?, ?)", chunk)
    connection.execute("INSERT INTO typo SELECT cut, term FROM temp.loose ORDER BY cut, term")
    connection.execute("DROP TABLE temp.loose")


def recount(connection: Any, by: Mapping[str, int]) -> None:
    """Change the number of products of each word; words begin to be, and cease, by this."""
    if not by:
        return
    run = connection.executemany
    new = connection.execute(_NEW, (json.dumps(list(by)),)).fetchall()
    run(_COUNT, list(by.items()))
    fewer = json.dumps([term for term, count in by.items() if count < 0])
    gone = connection.execute(_GONE, (fewer,)).fetchall()
    run("DELETE FROM word WHERE term = ?", gone)
    run(
        "DELETE FROM typo WHERE cut = ? AND term = ?",
        [pair for (term,) in gone for pair in _cuts(term)],
    )
    run(
        "INSERT OR IGNORE INTO typo VALUES (?, ?)",
        [pair for (term,) in new for pair in _cuts(term)],
    )


def _pairs(connection: Any) -> Iterator[tuple[str, str]]:
    for (term,) in connection.execute("SELECT term FROM word"):
        yield from _cuts(term)


def _cuts(term: str) -> Iterator[tuple[str, str]]:
    if len(term) >= SHORTEST and term.isalpha():
        for cut in cuts(term):
            yield cut, term
