"""Who asks: signed requests of tills, tokens of the office; and central's own signature.

docs/protocol.md, "Who speaks", is what is checked here, in that order.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import secrets
import threading
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import bindparam, insert, select, update

from app.domain.skew import SKEW
from sync.central import installations
from sync.central.chain import Chain
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.installations import InstallationRow
from sync.central.tables import installations as t
from sync.central.tables import office_tokens
from sync.protocol import (
    COUNTER,
    INSTALLATION,
    SIGNATURE,
    TIME,
    request_text,
    response_text,
    response_text_of,
)

FRESH = timedelta(seconds=2)
"""How long an installation is believed without asking again: so long a revocation may take."""
WINDOW = 64
"""Counters of an installation that are remembered for what changes nothing."""
NOBODY = "0"
"""The installation that speaks before it has a number."""
_NUMBER = re.compile(r"[1-9][0-9]{0,17}")
_COUNTER = re.compile(r"[1-9][0-9]{0,18}")
_MOST = 2**63 - 1
_REMEMBERED = 20_000
"""Installations with a window; of more, those that were silent longest lose theirs."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A request as it travelled: `target` is the path with its query, `body` as compressed.

    `headers`: by their names in small letters.
    """

    method: str
    target: str
    body: bytes
    headers: Mapping[str, str]

    def header(self, name: str) -> str:
        return self.headers.get(name.lower(), "")


class Seal(NamedTuple):
    """What a request says of itself besides its content."""

    installation: str
    at: datetime
    counter: int
    signature: bytes


def seal_of(spoken: Spoken) -> Seal:
    """Raises Refusal (bad_signature) when a header is missing or cannot be read."""
    counter = spoken.header(COUNTER)
    try:
        at = datetime.fromisoformat(spoken.header(TIME))
        signature = base64.b64decode(spoken.header(SIGNATURE), validate=True)
    except (ValueError, binascii.Error):
        raise Refusal("bad_signature", "time or signature") from None
    if at.tzinfo is None or len(signature) != 64:
        raise Refusal("bad_signature", "time or signature")
    if not _COUNTER.fullmatch(counter) or int(counter) > _MOST:
        raise Refusal("bad_signature", "counter")
    return Seal(spoken.header(INSTALLATION), at, int(counter), signature)


def check_signature(spoken: Spoken, seal: Seal, key: Ed25519PublicKey) -> None:
    """Raises Refusal (bad_signature)."""
    named = {name: spoken.header(name) for name in (INSTALLATION, TIME, COUNTER)}
    text = request_text(spoken.method, spoken.target, spoken.body, named)
    try:
        key.verify(seal.signature, text)
    except InvalidSignature:
        raise Refusal("bad_signature", "it does not hold") from None


def check_time(seal: Seal, now: datetime) -> None:
    """Raises Refusal (clock)."""
    if abs(seal.at - now) > SKEW:
        raise Refusal("clock", f"off by {int((seal.at - now).total_seconds())} s")


def public_key(text: str) -> Ed25519PublicKey:
    """Of raw base64. Raises ValueError."""
    return Ed25519PublicKey.from_public_bytes(base64.b64decode(text, validate=True))


class Signer:
    """Central's signature on what it answers."""

    def __init__(self, chain: Chain) -> None:
        self._key = chain.signing_key

    def sign(self, target: str, status: int, body: bytes) -> str:
        """`body` as it is before any compression."""
        return self._sign(response_text(target, status, body))

    def sign_file(self, target: str, path: Path) -> str:
        """Of an answer, 200, whose body is a file."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return self._sign(response_text_of(target, 200, digest))

    def _sign(self, text: bytes) -> str:
        return base64.b64encode(self._key.sign(text)).decode()


class _Window:
    """The counters of one installation that were seen lately."""

    def __init__(self) -> None:
        self._seen: list[int] = []

    def take(self, counter: int) -> bool:
        """Whether `counter` is new; it is not any more then."""
        place = bisect_left(self._seen, counter)
        if place < len(self._seen) and self._seen[place] == counter:
            return False
        if place == 0 and len(self._seen) == WINDOW:
            return False  # older than all that is remembered: it may have been there
        self._seen.insert(place, counter)
        del self._seen[:-WINDOW]
        return True


class Tills:
    """The installations as one process of central knows them; used from several threads."""

    def __init__(self, central: Central) -> None:
        self._central = central
        self._known: dict[int, tuple[datetime, InstallationRow, Ed25519PublicKey]] = {}
        self._windows: OrderedDict[int, _Window] = OrderedDict()
        self._lock = threading.Lock()

    def remembers(self, spoken: Spoken) -> bool:
        """Whether `check` needs no database, so that it may be called where nothing may wait."""
        number = spoken.header(INSTALLATION)
        known = self._known.get(int(number)) if _NUMBER.fullmatch(number) else None
        return known is not None and self._fresh(known[0])

    def check(self, spoken: Spoken, *, changes: bool) -> InstallationRow:
        """Who asks. `changes`: it is to be taken once only, in order, and from the revoked too.

        Raises Refusal: bad_signature, unknown_installation, clock, replayed, revoked, busy.
        """
        seal = seal_of(spoken)
        row, key = self._find(seal.installation)
        check_signature(spoken, seal, key)
        check_time(seal, self._central.clock())
        if changes:
            with self._central.write() as tx:
                spend(tx, row.number, seal.counter)
            return row
        if not self._take(row.number, seal.counter):
            raise Refusal("replayed", f"counter {seal.counter}")
        if row.revoked:
            raise Refusal("revoked")
        return row

    def forget(self, number: int) -> None:
        self._known.pop(number, None)

    def _find(self, number: str) -> tuple[InstallationRow, Ed25519PublicKey]:
        if not _NUMBER.fullmatch(number):
            raise Refusal("bad_signature", "installation")
        known = self._known.get(int(number))
        if known is None or not self._fresh(known[0]):
            with self._central.read() as conn:
                row = installations.find(conn, int(number))
            if row is None or not row.public_key:
                raise Refusal("unknown_installation", number)
            known = self._central.clock(), row, public_key(row.public_key)
            self._known[row.number] = known
        return known[1:]

    def _fresh(self, since: datetime) -> bool:
        return abs(self._central.clock() - since) < FRESH

    def _take(self, number: int, counter: int) -> bool:
        with self._lock:
            window = self._windows.setdefault(number, _Window())
            self._windows.move_to_end(number)
            if len(self._windows) > _REMEMBERED:
                self._windows.popitem(last=False)
            return window.take(counter)


def spend(tx: Tx, number: int, counter: int) -> None:
    """Note the counter of a request that changes something. Raises Refusal (replayed)."""
    noted = tx.execute(_SPENT, {"of": number, "now": counter, "seen": tx.at.isoformat()})
    if noted.rowcount != 1:
        raise Refusal("replayed", f"counter {counter}")


_SPENT = (
    update(t)
    .where(t.c.number == bindparam("of"), t.c.counter < bindparam("now"))
    .values(counter=bindparam("now"), last_seen=bindparam("seen"))
)


class Bearer(NamedTuple):
    """Who brought a token. `channel`: for whose orders alone it is, "" for the office's."""

    name: str
    channel: str


def new_token(tx: Tx, name: str, channel: str = "") -> str:
    """A token of the office, or of a channel, said once; only its hash stays."""
    token = secrets.token_urlsafe(32)
    row = {"name": name, "made_at": tx.at.isoformat(), "revoked_at": "", "channel": channel}
    tx.execute(insert(office_tokens).values(token_hash=_hash(token), **row))
    return token


def revoke_token(tx: Tx, name: str) -> int:
    """Every token of that name ends; how many there were."""
    living = (office_tokens.c.name == name) & (office_tokens.c.revoked_at == "")
    ended = tx.execute(update(office_tokens).where(living).values(revoked_at=tx.at.isoformat()))
    return ended.rowcount


def who_has(central: Central, token: str) -> Bearer:
    """Raises Refusal (bad_token)."""
    columns = (office_tokens.c.name, office_tokens.c.channel)
    living = (office_tokens.c.token_hash == _hash(token)) & (office_tokens.c.revoked_at == "")
    with central.read() as conn:
        row = conn.execute(select(*columns).where(living)).first()
    if row is None:
        raise Refusal("bad_token", says="Nobody has that token, or it was revoked.")
    return Bearer(row.name, row.channel)


def _hash(token: str) -> str:
    # The token is random, not chosen by a person: a slow hash would add nothing.
    return hashlib.sha256(token.encode()).hexdigest()
