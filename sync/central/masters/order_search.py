"""Looking any order of the chain up: by its number, by a name, by the end of a telephone.

Names and telephones are compared by keyed hashes of their words, so that nobody reads them out of
the index; the key is the chain's own.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from app.domain.chain_order import is_question
from app.domain.order import Order
from app.domain.plain import read
from sync.central import bulk
from sync.central.chain import chain_of
from sync.central.database import Tx
from sync.central.order_tables import order_words as t
from sync.central.order_tables import orders

MOST = 20
"""Orders in an answer; of more, whoever stands at the counter says another word."""
_WORDS = re.compile(r"[^\W_]+")
_MOST_WORDS = 6


def index(tx: Tx, found: Iterable[Order]) -> None:
    """Let these be found by whom they are for."""
    pepper = chain_of(tx.connection).pepper
    rows = [(hash_of(pepper, word), one.number) for one in found for word in sorted(_said(one))]
    bulk.add(tx, t, ["word", "number"], rows, "DO NOTHING")


def index_anew(tx: Tx, order: Order) -> None:
    """A new version may be for somebody else: whom it was for finds it no more."""
    tx.execute(t.delete().where(t.c.number == order.number))
    index(tx, [order])


def index_all(tx: Tx) -> None:
    """Those that there are. A database without a chain yet has none."""
    values = tx.execute(select(orders.c.value_json)).scalars().all()
    if values:
        index(tx, [read(Order, json.loads(value)) for value in values])


def find(connection: Connection, said: str) -> list[str]:
    """Numbers of the orders that somebody means, the last promised first; none of words too
    short to mean one."""
    words = folded(said)[:_MOST_WORDS]
    if not words or not is_question(said):
        return []
    c = orders.c
    number = said.strip().upper()
    newest = (c.promised_at.desc(), c.number)
    # A range, which the key's index answers; a collation that is not bytewise may add some.
    begins = select(c.number).where(c.number >= number, c.number < number + "\uffff")
    rows = connection.execute(begins.order_by(*newest).limit(MOST)).scalars()
    numbered = [one for one in rows if one.startswith(number)]
    pepper = chain_of(connection).pepper
    hashed = [hash_of(pepper, word) for word in dict.fromkeys(words)]
    all_hold = (
        select(t.c.number)
        .where(t.c.word.in_(hashed))
        .group_by(t.c.number)
        .having(func.count() == len(hashed))
    )
    named = select(c.number).where(c.number.in_(all_hold)).order_by(*newest).limit(MOST)
    both = dict.fromkeys([*numbered, *connection.execute(named).scalars()])
    return list(both)[:MOST]


def folded(text: str) -> list[str]:
    """Its words, without case and accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORDS.findall("".join(one for one in plain if not unicodedata.combining(one)))


def hash_of(pepper: bytes, word: str) -> str:
    return hmac.new(pepper, b"order word " + word.encode(), hashlib.sha256).hexdigest()[:32]


def _said(order: Order) -> set[str]:
    """By which words it is found: its buyer's, its collectors', the telephone's end."""
    words = folded(" ".join((order.name, *order.collectors)))
    return {*words, *((order.phone_tail,) if order.phone_tail else ())}
