"""Becoming an installation: codes that are good once, and what they are exchanged for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from app.domain.errors import BadShopFacts, DeviceOfKind, UnknownInstallation, UnknownShop
from sync.central import auth, feeds, installations
from sync.central.auth import Spoken
from sync.central.chain import Chain, chain_of
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.installations import InstallationRow
from sync.central.masters.audit import note
from sync.central.tables import chain as chain_table
from sync.central.tables import enrol_codes, shops
from sync.central.tables import installations as t
from sync.enrolment import CODE_SECRET, Enrolled, EnrolRequest, code_of, pin_of, plain_code

GOOD_FOR = timedelta(minutes=10)
TRIES = 10
"""Wrong codes within GOOD_FOR; then none is taken until it is over."""
LIVES = 100
MOST = 2**53
TILL = "till"
_SERVED_PIN, _SERVED_AT, _WRONG = "served_pin", "served_at", "wrong_codes"


@dataclass(frozen=True, slots=True)
class NewCode:
    code: str
    """In groups of four; said once."""
    shop: str
    till: str
    kind: str
    expires_at: datetime


def make_code(
    tx: Tx, shop: str, till: str, who: str, *, kind: str = TILL, spki: bytes = b""
) -> NewCode:
    """A code for one device; an unused earlier one for it ends.

    `kind`: a till, or a tablet (`stock`). `spki`: SHA-256 of the public key of central's TLS
    certificate, empty without. Raises UnknownShop, BadShopFacts, DeviceOfKind.
    """
    if not re.fullmatch(r"[0-9]{2}", till):
        raise BadShopFacts(field="till", value=till)
    if _shop(tx, shop) is None:
        raise UnknownShop(shop=shop)
    others = [row.kind for row in installations.named(tx, shop=shop, till=till) if row.kind != kind]
    if others:
        raise DeviceOfKind(till=f"{shop}/{till}", kind=others[-1])
    secret = code_of(secrets.randbits(5 * CODE_SECRET), CODE_SECRET)
    expires = tx.at + GOOD_FOR
    same = (enrol_codes.c.shop == shop) & (enrol_codes.c.till == till)
    over = (same & (enrol_codes.c.used_at == "")) | (enrol_codes.c.expires_at < tx.at.isoformat())
    tx.execute(delete(enrol_codes).where(over))
    tx.execute(
        insert(enrol_codes).values(
            code_hash=_hash(chain_of(tx.connection), secret),
            shop=shop,
            till=till,
            kind=kind,
            expires_at=expires.isoformat(),
            used_at="",
        )
    )
    note(tx, who, "enrol_code", shop=shop, till=till, kind=kind)
    text = secret + pin_of(spki)
    grouped = "-".join(text[i : i + 4] for i in range(0, len(text), 4))
    return NewCode(grouped, shop, till, kind, expires)


def served(tx: Tx, spki: bytes, url: str = "") -> None:
    """Keep the key that central serves with, and where, for the codes that are made elsewhere.

    `url`: empty when it listens everywhere, and nobody has said by what name it is found.
    """
    for name, value in ((_SERVED_PIN, spki.hex()), (_SERVED_AT, url)):
        tx.execute(delete(chain_table).where(chain_table.c.name == name))
        tx.execute(insert(chain_table).values(name=name, value=value))


def served_key(tx: Tx) -> bytes:
    """SHA-256 of the key that central was last served with, empty for none."""
    return bytes.fromhex(_named(tx, _SERVED_PIN))


def served_url(tx: Tx) -> str:
    """Where central was last served, empty when that is not known."""
    return _named(tx, _SERVED_AT)


def enrol(central: Central, asked: EnrolRequest, spoken: Spoken) -> Enrolled:
    """Make the installation that `asked` is about, once for each code.

    Raises Refusal: bad_request, bad_signature, clock, bad_code, paced, demo, not_yours.
    """
    _check(asked)
    seal = auth.seal_of(spoken)
    if seal.installation != auth.NOBODY:
        raise Refusal("bad_signature", "installation")
    auth.check_signature(spoken, seal, auth.public_key(asked.public_key))
    auth.check_time(seal, central.clock())
    try:
        with central.write() as tx:
            return _enrol(tx, asked)
    except Refusal as refusal:
        if refusal.kind == "bad_code":
            with central.write() as tx:
                _count_wrong(tx)
        raise


def revoke(tx: Tx, number: int, who: str) -> InstallationRow:
    """It pulls no more, and what it still sends is kept apart. Raises UnknownInstallation."""
    row = installations.find(tx, number)
    if row is None:
        raise UnknownInstallation(installation=number)
    if not row.revoked:
        change = update(t).where(t.c.number == number).values(revoked_at=tx.at.isoformat())
        tx.execute(change)
        installations.dismiss(tx, row)
        note(tx, who, "revoked", installation=number)
    return row


def _check(asked: EnrolRequest) -> None:
    try:
        auth.public_key(asked.public_key)
    except ValueError:
        raise Refusal("bad_request", "public_key") from None
    if not re.fullmatch(r"[A-Z]?", asked.generation):
        raise Refusal("bad_request", "generation")
    if len(asked.program) > 100 or not asked.program.isprintable():
        raise Refusal("bad_request", "program")
    if not 0 <= asked.last_installation < MOST:
        raise Refusal("bad_request", "last_installation")
    if len(asked.lives) > LIVES:
        raise Refusal("bad_request", "lives")
    for life in asked.lives:
        known = re.fullmatch(r"[A-Z]?", life.generation)
        if not known or not 0 < life.installation < MOST:
            raise Refusal("bad_request", "lives")


def _enrol(tx: Tx, asked: EnrolRequest) -> Enrolled:
    # One at a time, or two would get the same number.
    tx.execute(_CHAIN.with_for_update()).one()
    if _wrong(tx) >= TRIES:
        raise Refusal("paced", "too many wrong codes", retry_after=GOOD_FOR.total_seconds())
    chain = chain_of(tx.connection)
    code = _code(tx, chain, asked.code)
    if asked.demo != chain.demo:
        raise Refusal("demo", f"this central is {'a demo' if chain.demo else 'no demo'}")
    if asked.kind != code.kind:
        raise Refusal("not_yours", "kind")
    if (asked.shop or code.shop, asked.till or code.till) != (code.shop, code.till):
        raise Refusal("not_yours", f"the code is for {code.shop}/{code.till}")
    same_key = installations.named(tx, public_key=asked.public_key)
    made = _unused(same_key, code)
    if made is not None:
        return _answer(tx, chain, made)
    if code.used_at:
        raise Refusal("bad_code", "used")
    if same_key:
        raise Refusal("bad_request", "another installation has this key")
    tx.execute(
        update(enrol_codes)
        .where(enrol_codes.c.code_hash == code.code_hash)
        .values(used_at=tx.at.isoformat())
    )
    return _answer(tx, chain, _make(tx, asked, code))


def _unused(same_key: list[InstallationRow], code: Any) -> InstallationRow | None:
    """The installation that this key has already and that has said nothing yet: the answer was
    lost, or what the till made of it was cut short."""
    for row in same_key:
        if (row.shop, row.till) == (code.shop, code.till) and not (row.last_seq or row.revoked):
            return row
    return None


def _code(tx: Tx, chain: Chain, typed: str) -> Any:
    """The row of the code that was typed. Raises Refusal (bad_code)."""
    hashed = _hash(chain, plain_code(typed)[:CODE_SECRET])
    row = tx.execute(select(enrol_codes).where(enrol_codes.c.code_hash == hashed)).one_or_none()
    if row is None or row.expires_at < tx.at.isoformat():
        raise Refusal("bad_code", "unknown" if row is None else "too old")
    return row


def _make(tx: Tx, asked: EnrolRequest, code: Any) -> InstallationRow:
    previous = _lives(tx, asked, code)
    of_this_till = installations.named(tx, shop=code.shop, till=code.till)
    highest = max([asked.generation, *(row.generation for row in of_this_till)])
    if highest == "Z":
        raise Refusal("bad_request", "no letter is left for this till")
    letter = chr(ord(highest) + 1) if highest else "A"
    number = installations.next_number(tx, previous)
    row = _row(tx, code, number, letter, previous, asked.public_key, asked.program)
    installations.add(tx, row)
    note(tx, f"{row.shop}/{row.till}", "enrolled", installation=row.number, previous=row.previous)
    return row


def _lives(tx: Tx, asked: EnrolRequest, code: Any) -> int:
    """Know every life of this till before; the newest, 0 for none.

    One that is not known is what central forgot when it was restored, or what the till was when
    it was: somebody made a code for it, so its successor may bring what it stated.
    """
    said = {life.installation: life.generation for life in asked.lives}
    if asked.last_installation:
        said.setdefault(asked.last_installation, asked.generation)
    previous = 0
    for number, letter in sorted(said.items()):
        known = installations.find(tx, number)
        if known is None and installations.may_have_been(tx, number):
            installations.add(tx, _row(tx, code, number, letter, previous, "", asked.program))
            who = f"{code.shop}/{code.till}"
            note(tx, who, "learned", installation=number, previous=previous)
        elif known is None or (known.shop, known.till) != (code.shop, code.till):
            raise Refusal("not_yours", f"installation {number}")
        previous = number
    return previous


def _row(
    tx: Tx, code: Any, number: int, letter: str, previous: int, public_key: str, program: str
) -> InstallationRow:
    return InstallationRow(
        number=number,
        shop=code.shop,
        till=code.till,
        kind=code.kind,
        generation=letter,
        public_key=public_key,
        program=program,
        enrolled_at=tx.at.isoformat(),
        revoked_at="",
        previous=previous,
        last_seq=0,
        last_hash="",
        last_seen=tx.at.isoformat(),
        counter=0,
        alarm="",
        cursors_json="{}",
    )


def _answer(tx: Tx, chain: Chain, row: InstallationRow) -> Enrolled:
    shop = _shop(tx, row.shop)
    if shop is None:
        raise Refusal("not_found", f"no shop {row.shop}")
    return Enrolled(
        installation=row.number,
        number=f"{row.shop}-{row.till}-{row.generation}-{row.number}-{chain.epoch[:8]}",
        generation=row.generation,
        shop=shop,
        till=row.till,
        epoch=chain.epoch,
        central_key=chain.public_key,
        pepper=base64.b64encode(chain.pepper).decode(),
        streams=[head.stream for head in feeds.streams_of(tx.connection, row)],
        demo=chain.demo,
    )


def _wrong(tx: Tx) -> int:
    """How many wrong codes were tried since the window began."""
    count, _, since = _named(tx, _WRONG).partition(" ")
    if not since or datetime.fromisoformat(since) + GOOD_FOR <= tx.at:
        return 0
    return int(count)


def _count_wrong(tx: Tx) -> None:
    tx.execute(_CHAIN.with_for_update()).one()
    before = _wrong(tx)
    since = _named(tx, _WRONG).partition(" ")[2] if before else tx.at.isoformat()
    tx.execute(delete(chain_table).where(chain_table.c.name == _WRONG))
    tx.execute(insert(chain_table).values(name=_WRONG, value=f"{before + 1} {since}"))


def _shop(tx: Tx, code: str) -> dict[str, Any] | None:
    text = tx.execute(select(shops.c.value_json).where(shops.c.code == code)).scalar()
    return None if text is None else json.loads(text)


def _named(tx: Tx, name: str) -> str:
    query = select(chain_table.c.value).where(chain_table.c.name == name)
    return tx.execute(query).scalar() or ""


def _hash(chain: Chain, secret: str) -> str:
    # Keyed: 40 bits alone would be found from their hash, by whoever reads the table.
    return hmac.new(chain.pepper, b"enrol " + secret.encode(), hashlib.sha256).hexdigest()


_CHAIN = select(chain_table.c.value).where(chain_table.c.name == "epoch")
