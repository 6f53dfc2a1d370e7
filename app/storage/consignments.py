"""Consignments: as central told us of them, as we made or took them, and what we stated of each."""

from __future__ import annotations

import json

from sqlalchemy import Connection, text

from app.changes import Topic
from app.domain import plain
from app.domain.consignment import Consignment
from app.domain.consignment_event import KINDS, MADE, Event, event_from, from_fact
from app.domain.consignment_fold import Passage, fold
from app.domain.facts import Fact, FactType
from app.storage import journal
from app.storage.database import Reader, Write
from app.storage.fact_index import FactIndex
from app.storage.tables import consignment_facts as t

_ONE = text("SELECT body_json, events_json FROM consignment WHERE number = :number")
_BOX = text("SELECT number FROM box WHERE code = :code")
_OPEN = text(
    "SELECT number FROM consignment WHERE state NOT IN ('closed', 'declined', 'called_off')"
    " ORDER BY made_at, number LIMIT :most"
)
_ALL = text("SELECT number FROM consignment ORDER BY made_at DESC, number LIMIT :most")
_SIGNER = text('SELECT shop, "key" FROM signer WHERE installation = :installation')
_STATED = FactIndex(t, "consignment", Topic.STOCK, 6)


def one(connection: Reader | Write, mirror: Connection, number: str) -> Passage | None:
    """What is known of one and of what happened to it; None when nobody told us."""
    row = mirror.execute(_ONE, {"number": number}).first()
    made = plain.read(Consignment, json.loads(row.body_json)) if row else None
    events = [event_from(body) for body in json.loads(row.events_json)] if row else []
    for fact in own(connection, number):
        if fact.type in MADE:
            said = plain.read(Consignment, fact.body["consignment"])
            made = made if made and _says_more(made, said) else said
        events += events_of(fact)
    return fold(made, events) if made else None


def events_of(fact: Fact) -> list[Event]:
    """What a fact says happened; of one taken from its paper, its sending. Raises ValueError."""
    if fact.type == FactType.CONSIGNMENT_TAKEN:
        return [event_from(fact.body["sent"])]
    if fact.type == FactType.CONSIGNMENT_MADE:
        return []
    at = journal.local_time(fact)
    return [from_fact(fact.type, fact.body, fact.installation, fact.seq, at, fact.who)]


def _says_more(told: Consignment, said: Consignment) -> bool:
    """Central's word, unless it is a paper's and ours is not."""
    named = any(line.name for line in told.lines)
    return named or not said.lines


def open_ones(mirror: Connection, most: int) -> list[str]:
    """Numbers of what is asked for or on its way as far as central has heard."""
    return list(mirror.execute(_OPEN, {"most": most}).scalars())


def touched(connection: Reader, since: str) -> list[str]:
    """Numbers of what we stated something of since then (ISO 8601, UTC)."""
    return list(connection.execute(_STATED.touched, {"since": since}).scalars())


def newest(mirror: Connection, most: int) -> list[str]:
    return list(mirror.execute(_ALL, {"most": most}).scalars())


def of_box(mirror: Connection, code: str) -> str | None:
    """The consignment of a box that somebody announced."""
    number: str | None = mirror.execute(_BOX, {"code": code}).scalar()
    return number


def signer(mirror: Connection, installation: int) -> tuple[str, str]:
    """(shop, public key in base64) of a device of the chain; ("", "") for none."""
    row = mirror.execute(_SIGNER, {"installation": installation}).first()
    return (row.shop, row.key) if row else ("", "")


# what we state
own = _STATED.own
add = _STATED.add
number_in = _STATED.key_in
index = _STATED.rows


def is_about_one(kind: str) -> bool:
    return kind in KINDS or kind in MADE
