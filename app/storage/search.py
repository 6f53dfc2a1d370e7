"""Finding products as a person types; answers are product ids, the best sellers first.

The recipe and its figures are in docs/architecture.md and `make bench`. In short: the index walks
products in order of sale, so the first hits are the answer and nothing is ranked; words before the
last are matched whole, which keeps every list short; only an empty answer costs a second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, select, text

from app.mirror import catalog_tables as tables
from app.mirror.vocabulary import SHORTEST, cuts, one_letter_apart
from app.mirror.words import words

_MATCH = text("SELECT rowid FROM search WHERE search MATCH :query ORDER BY rowid LIMIT :limit")
_w, _t, _p = tables.word.c, tables.typo.c, tables.product.c
_IS_WORD = select(_w.products).where(_w.term == bindparam("term"))
_BEGUN = (
    select(_w.term, _w.products)
    .where(_w.term >= bindparam("first"), _w.term < bindparam("end"))
    .limit(bindparam("limit"))
)
_CUT = (
    select(_t.term)
    .where(_t.cut >= bindparam("first"), _t.cut < bindparam("end"))
    .limit(bindparam("limit"))
)
_WORTH = select(_w.term, _w.products).where(_w.term.in_(bindparam("terms", expanding=True)))
_SKUS = (
    select(_p.id)
    .where(
        _p.sku.collate("NOCASE") >= bindparam("first"),
        _p.sku.collate("NOCASE") < bindparam("end"),
    )
    .limit(200)
)
_TAILS = (
    select(tables.tail.c.product)
    .where(tables.tail.c.digits >= bindparam("first"), tables.tail.c.digits < bindparam("end"))
    .order_by(tables.tail.c.product)
    .limit(bindparam("limit"))
)

_LAST = "\U0010ffff"
"""Above every letter: ends a range of words with one beginning."""
_WORDS = 8
"""Words of a query that count."""
_NEAR = 6
"""Corrections that are tried, the most used words first."""
_LOOKED_AT = 400
"""Candidates for a correction read from one range; more would be felt."""
_CODE = re.compile(r"\S*[0-9\W_]\S*")


def found(connection: Connection, query: str, limit: int) -> list[int]:
    """Ids of at most `limit` products for what was typed, without repetition."""
    typed = words(query)[:_WORDS]
    whole = query.strip()
    answers: list[int] = []
    if re.fullmatch(r"[0-9]{4,13}", whole):
        answers += _by_tail(connection, whole, limit)
    by_word = [_by_words] if typed else []
    # What has digits or signs and no space is rather a code than a name.
    for ask in (_by_sku, *by_word) if _CODE.fullmatch(whole) else (*by_word, _by_sku):
        if len(answers) < limit:
            answers += ask(connection, whole, limit)
    if len(answers) < limit and re.fullmatch(r"[0-9]{3}", whole):
        answers += _by_tail(connection, whole, limit)
    if not answers and typed:
        answers = _by_beginnings(connection, typed, limit) or _forgiving(connection, typed, limit)
    return list(dict.fromkeys(answers))[:limit]


def _by_words(connection: Connection, query: str, limit: int) -> list[int]:
    typed = words(query)[:_WORDS]
    return _match(connection, [*map(_exact, typed[:-1]), _begun(typed[-1])], limit)


def _by_beginnings(connection: Connection, typed: list[str], limit: int) -> list[int]:
    """Every word as far as it was typed: `lech ent`.

    Single letters stay whole: half of all products have a word with any given one.
    """
    if len(typed) < 2:
        return []
    terms = [_exact(word) if len(word) < 2 else _begun(word) for word in typed[:-1]]
    return _match(connection, [*terms, _begun(typed[-1])], limit)


def _forgiving(connection: Connection, typed: list[str], limit: int) -> list[int]:
    """One word, of those that exist nowhere or else of all, with one letter put right."""
    *earlier, last = typed
    terms = [_exact(w) if _is_word(connection, w) else _begun(w) for w in earlier] + [_begun(last)]
    known = [_exists(connection, word) for word in typed]
    if known.count(False) > 1:
        return []
    suspects = [known.index(False)] if False in known else range(len(typed) - 1, -1, -1)
    for place in suspects:
        word, is_last = typed[place], place == len(typed) - 1
        near = _near(connection, word, unfinished=is_last) if len(word) >= SHORTEST else []
        if near:
            others = terms[:place] + terms[place + 1 :]
            either = " OR ".join(_begun(n) if is_last else _exact(n) for n in near)
            if answers := _match(connection, [*others, f"({either})"], limit):
                return answers
    return []


def _near(connection: Connection, word: str, *, unfinished: bool) -> list[str]:
    """Words one letter away; of an unfinished one also those that begin one letter away."""
    near: set[str] = set()
    for cut in {word, *cuts(word)}:
        for statement in (_CUT, _BEGUN):
            for ends in (cut + "\0", cut + _LAST) if unfinished else (cut + "\0",):
                values = {"first": cut, "end": ends, "limit": _LOOKED_AT}
                near.update(row[0] for row in connection.execute(statement, values).all())
    kept = [term for term in near if _close(word, term, unfinished)]
    if not kept:
        return []
    rows = connection.execute(_WORTH, {"terms": kept[:900]}).all()
    return [term for term, _ in sorted(rows, key=lambda row: (-row[1], row[0]))[:_NEAR]]


def _close(word: str, term: str, unfinished: bool) -> bool:
    if one_letter_apart(word, term):
        return True
    size = len(word)
    return unfinished and any(
        one_letter_apart(word, term[:end]) for end in (size - 1, size, size + 1)
    )


def _is_word(connection: Connection, word: str) -> bool:
    return connection.execute(_IS_WORD, {"term": word}).fetchone() is not None


def _exists(connection: Connection, word: str) -> bool:
    values = {"first": word, "end": word + _LAST, "limit": 1}
    return connection.execute(_BEGUN, values).fetchone() is not None


def _by_sku(connection: Connection, beginning: str, limit: int) -> list[int]:
    if len(beginning) < 2:
        return []
    values = {"first": beginning, "end": beginning + _LAST}
    return sorted(row[0] for row in connection.execute(_SKUS, values).all())[:limit]


def _by_tail(connection: Connection, digits: str, limit: int) -> list[int]:
    step = 10 ** (14 - len(digits))
    first = int(digits[::-1]) * step
    values = {"first": first, "end": first + step, "limit": limit}
    return [row[0] for row in connection.execute(_TAILS, values).all()]


def _match(connection: Connection, terms: Iterable[str], limit: int) -> list[int]:
    values: dict[str, Any] = {"query": " AND ".join(terms), "limit": limit}
    return [row[0] for row in connection.execute(_MATCH, values).all()]


def _exact(word: str) -> str:
    return f'"{word}"'


def _begun(word: str) -> str:
    return f'"{word}" *'
