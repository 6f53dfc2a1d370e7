"""Letters on their way: written when they go, by mail or handed to the channel, and then said to
the shop.

At least once: what went out and was not written down goes again, with the same Message-ID.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.errors import UnknownOrder
from app.domain.facts import canonical
from app.domain.order_event import NOBODY, Told
from sync.central import exceptions
from sync.central.chain import epoch_of
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.masters import orders, shops
from sync.central.telling import channels, contacts, letters, senders
from sync.central.telling.backoff import pause
from sync.central.telling.channels import Channel, Tells
from sync.central.telling.contacts import Contact
from sync.central.telling.envelope import envelope
from sync.central.telling.letters import Letter
from sync.central.telling.occasions import is_true
from sync.central.telling.post import Later, Outcome, Post, Refused, Sent, Unreachable
from sync.central.telling.posting import Gone, NotNow, Poster, Taken
from sync.central.telling.senders import Mail
from sync.central.telling.writing import Written, write

log = logging.getLogger(__name__)

GIVEN_UP = timedelta(days=2)
"""What a letter says is of little use after that."""
MOST = 20
"""Letters in one step."""
LONGEST_PAUSE = timedelta(minutes=5)
"""After which a server that cannot be reached is asked again."""
STUCK = "letters_given_up"
_PLACE = 1
_PATIENCE = 5
"""Times that the database is asked, which waits for its turn each time."""


class Way(StrEnum):
    """How somebody was told, as `Told` says it."""

    MAIL = "mail"
    WEBHOOK = "webhook"
    NOBODY = NOBODY


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter and all that it takes to send it."""

    letter: Letter
    written: Written
    way: Way
    to: str
    """An address; "" of what is not mailed."""
    shop: str
    """Its name."""
    epoch: str
    channel: Channel
    secret: str


class Postman:
    """Sends what is due. `opens`: a conversation with the post; another in tests."""

    def __init__(
        self, central: Central, poster: Poster, opens: Callable[[Mail], Post] = Post
    ) -> None:
        self._central = central
        self._poster = poster
        self._opens = opens
        self._failures = 0
        self._paused_until: datetime | None = None

    def step(self) -> int:
        """How many letters were seen to."""
        now = self._central.clock()
        if self._paused_until is not None and now < self._paused_until:
            return 0
        with self._central.write() as tx:
            claimed = letters.claim(tx, MOST)
            mail = senders.mail(tx.connection)
        if not claimed:
            return 0
        if mail is None:  # somebody took it away: what waits for it goes the other ways
            return self._send_all(claimed, None)
        with self._opens(mail) as post:
            return self._send_all(claimed, (mail, post))

    def _send_all(self, claimed: list[Letter], by: tuple[Mail, Post] | None) -> int:
        done = 0
        for place, letter in enumerate(claimed):
            try:
                self._send(letter, by)
            except Unreachable as error:
                self._wait(claimed[place:], error.why)
                return done
            except Exception:  # whatever is wrong with one holds up no other
                log.exception("letter", extra={"facts": {"letter": letter.id}})
                with self._central.write() as tx:
                    _put_off(tx, letter, "failed")
            done += 1
        self._failures, self._paused_until = 0, None
        return done

    def _wait(self, left: list[Letter], why: str) -> None:
        """Nothing goes out: the server is left alone for a while."""
        self._failures += 1
        wait = min(_pause(self._failures), LONGEST_PAUSE)
        log.warning("mail", extra={"facts": {"why": why, "waiting": len(left)}})
        with self._central.write() as tx:
            self._paused_until = tx.at + wait
            letters.release(tx, left, self._paused_until)
            old = [one for one in left if tx.at - one.made_at >= GIVEN_UP]
            for letter in old:
                _give_up(tx, letter, why)

    def _send(self, letter: Letter, by: tuple[Mail, Post] | None) -> None:
        """Raises Unreachable."""
        ready = self._ready(letter, mails=by is not None)
        if ready is None:
            with self._central.write() as tx:
                letters.settle(tx, letter, letters.STALE)
            return
        outcome: Outcome = Sent()
        if ready.way is Way.MAIL and by is not None:
            mail, post = by
            to, sender, name = ready.to, mail.sender, ready.shop
            outcome = post.send(envelope(letter, ready.written, to, sender, name, ready.epoch))
        elif ready.way is Way.WEBHOOK:
            if self._is_away(ready.channel, letter):
                return
            outcome = self._handed_to(ready)
        self._write_down(ready, outcome)
        facts = {"letter": letter.id, "way": ready.way.value, "outcome": type(outcome).__name__}
        log.info("letter", extra={"facts": facts})

    def _write_down(self, ready: Ready, outcome: Outcome) -> None:
        """A letter that went out and is not written down would go out again. Raises Refusal."""
        for _ in range(_PATIENCE):
            try:
                with self._central.write() as tx:
                    _note(tx, ready, outcome)
            except Refusal as refusal:
                if refusal.kind != "busy":
                    raise
            else:
                return
        raise Refusal("busy", f"letter {ready.letter.id}")

    def _ready(self, letter: Letter, *, mails: bool) -> Ready | None:
        """None of what is true no more."""
        with self._central.read() as connection:
            try:
                f = orders.look_up(connection, letter.number)
            except UnknownOrder:
                return None
            shop = shops.get(connection, f.order.shop)
            if shop is None or not is_true(letter.subject, f):
                return None
            channel = channels.of(connection, f.order.channel)
            contact = contacts.of(connection, f.order)
            way = _way(channel, contact, mails=mails)
            code, now = orders.qr(connection, f.order), self._central.clock()
            return Ready(
                letter,
                write(letter.subject, f, shop, code, now, letter.facts),
                way,
                contact.email if way is Way.MAIL else "",
                shop.name,
                epoch_of(connection),
                channel,
                channels.secret_of(connection, channel.code) if way is Way.WEBHOOK else "",
            )

    def _handed_to(self, ready: Ready) -> Outcome:
        letter, written = ready.letter, ready.written
        event = f"letter-{letter.id}"
        body = {
            "id": event,
            "channel": ready.channel.code,
            "number": letter.number,
            "kind": "letter",
            "at": letter.made_at.isoformat(),
            "facts": {
                "about": letter.occasion,
                "language": written.language,
                "title": written.title,
                "text": written.text,
                "html": written.html,
                "qr": written.qr,
            },
        }
        now, code = self._central.clock(), ready.channel.code
        url, text = ready.channel.url, canonical(body).encode()
        answer = self._poster.post(url, ready.secret, now, event, letter.tries, text)
        if isinstance(answer, Taken):
            return Sent()
        with self._central.write() as tx:
            if isinstance(answer, Gone):
                channels.gone(tx, code)
            elif isinstance(answer, NotNow):
                channels.pause(tx, code, tx.at + _pause(ready.channel.failures + 1))
        return Later(getattr(answer, "why", "gone"))

    def _is_away(self, channel: Channel, letter: Letter) -> bool:
        """Then its letters wait, and hold up nobody else's."""
        with self._central.write() as tx:
            if channel.gone_at:
                _put_off(tx, letter, "gone")
            elif channel.paused_until > tx.at.isoformat():
                until = datetime.fromisoformat(channel.paused_until)
                letters.release(tx, [letter], until)
            else:
                return False
        return True


def _way(channel: Channel, contact: Contact, *, mails: bool) -> Way:
    if channel.tells is Tells.WEBHOOK:
        return Way.WEBHOOK if channel.url else Way.NOBODY
    if contact.email and mails:
        return Way.MAIL
    return Way.WEBHOOK if contact.phone and channel.hears else Way.NOBODY


def _note(tx: Tx, ready: Ready, outcome: Outcome) -> None:
    letter = ready.letter
    match outcome:
        case Sent():
            _told(tx, letter, ready.way)
            known = letters.NOBODY if ready.way is Way.NOBODY else letters.SENT
            letters.settle(tx, letter, known)
        case Refused(why=why):
            _told(tx, letter, Way.NOBODY)
            letters.settle(tx, letter, f"{letters.REFUSED} {why}")
        case Later(why=why):
            _put_off(tx, letter, why)


def _told(tx: Tx, letter: Letter, way: Way) -> None:
    kept = orders.one(tx, letter.number)
    orders.state(tx, kept, Told(letter.occasion, way.value), "")


def _put_off(tx: Tx, letter: Letter, why: str) -> None:
    if tx.at - letter.made_at >= GIVEN_UP:
        _give_up(tx, letter, why)
    else:
        letters.later(tx, letter, tx.at + _pause(letter.tries + 1))


def _give_up(tx: Tx, letter: Letter, why: str) -> None:
    """One exception for all of them, however many."""
    letters.settle(tx, letter, letters.GIVEN_UP)
    about = {"order": letter.number, "why": why}
    exceptions.raise_(tx, exceptions.CENTRAL, _PLACE, STUCK, **about)


def _pause(tries: int) -> timedelta:
    return pause(tries, secrets.randbelow(201) - 100)
