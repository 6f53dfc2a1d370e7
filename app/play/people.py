"""Verbs of people, the shift and the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.domain.cash import MoveKind, place_named
from app.domain.errors import BadArguments, DemoOnly
from app.domain.shift import parse_count
from app.play import answers
from app.play.answers import Answer
from app.play.table import amount, optional_amount, verb, whole
from app.services.clock import moved
from app.services.counter import Counter
from app.services.opening import CLOCK, clock_of
from app.services.signin import Locked
from app.storage import state


@verb("signin CODE PIN", 2)
def signin(counter: Counter, words: list[str]) -> Answer:
    person = counter.signin.sign_in(*words)
    return {"code": person.code, "name": person.name, "role": person.role.value}


@verb("badge CODE", 1)
def badge(counter: Counter, words: list[str]) -> Answer:
    person = counter.signin.sign_in_badge(words[0])
    return {"code": person.code, "name": person.name, "role": person.role.value}


@verb("lock", 0)
def lock(counter: Counter, words: list[str]) -> Answer:
    counter.signin.lock(Locked.ASKED)
    return {"locked": True}


@verb("signout", 0)
def signout(counter: Counter, words: list[str]) -> Answer:
    counter.signin.sign_out()
    return {}


@verb("authorise CODE PIN | authorise badge CODE", 2)
def authorise(counter: Counter, words: list[str]) -> Answer:
    sign_in = counter.signin
    by_badge = words[0] == "badge"
    person = sign_in.authorise_badge(words[1]) if by_badge else sign_in.authorise(*words)
    return {"code": person.code, "role": person.role.value}


@verb("open-shift AMOUNT|50.00x2 …", 1, None)
def open_shift(counter: Counter, words: list[str]) -> Answer:
    if len(words) == 1 and "x" not in words[0]:
        return answers.shift(counter.drawer.open(amount(words[0])))
    pieces = parse_count(words)
    return answers.shift(counter.drawer.open(pieces.cash, pieces))


def _move(counter: Counter, kind: MoveKind, words: list[str]) -> Answer:
    return {"moved": str(counter.drawer.move(kind, amount(words[0]), words[1])), "kind": kind.value}


@verb('cash-in AMOUNT "WHY"', 2)
def cash_in(counter: Counter, words: list[str]) -> Answer:
    return _move(counter, MoveKind.IN, words)


@verb('cash-out AMOUNT "WHY"', 2)
def cash_out(counter: Counter, words: list[str]) -> Answer:
    return _move(counter, MoveKind.OUT, words)


@verb('drop AMOUNT ["WHY"] [bag=NUMBER]', 1, 3)
def drop(counter: Counter, words: list[str]) -> Answer:
    why, bag = _why_and_bag(words[1:])
    moved_ = counter.drawer.move(MoveKind.DROP, amount(words[0]), why, bag)
    return {"moved": str(moved_), "kind": MoveKind.DROP.value}


def _why_and_bag(words: list[str]) -> tuple[str, str]:
    bag = next((word[4:] for word in words if word.startswith("bag=")), "")
    return next((word for word in words if not word.startswith("bag=")), ""), bag


@verb('move-cash FROM TO AMOUNT ["WHY"] [bag=NUMBER]', 3, 5)
def move_cash(counter: Counter, words: list[str]) -> Answer:
    source, to = place_named(words[0]), place_named(words[1])
    why, bag = _why_and_bag(words[3:])
    moved_ = counter.cash.move(source, to, amount(words[2]), why, bag)
    return {"moved": str(moved_), "from": source.value, "to": to.value}


@verb("deposit BAG[=AMOUNT] … SLIP", 2, None)
def deposit(counter: Counter, words: list[str]) -> Answer:
    *bags, slip = words
    parted = (word.partition("=") for word in bags)
    asked = [(number, amount(worth) if eq else None) for number, eq, worth in parted]
    return {"deposited": str(counter.cash.deposit(asked, slip)), "slip": slip}


@verb("places", 0)
def places(counter: Counter, words: list[str]) -> Answer:
    return {
        "places": {place.value: str(sum_) for place, sum_ in counter.cash.places().items()},
        "bags": {bag.number: str(bag.amount) for bag in counter.cash.bags()},
    }


@verb('open-drawer "WHY"', 1)
def open_drawer(counter: Counter, words: list[str]) -> Answer:
    counter.drawer.kick(words[0])
    return {"opened": True}


@verb("count 50.00x2 … [card-by-hand=12.30] [meal-voucher=22.00]", 0, None)
def count(counter: Counter, words: list[str]) -> Answer:
    counted = parse_count(words)
    counter.drawer.count(counted)
    others = {kind.value: str(amount) for kind, amount in counted.totals}
    said = {"counted": str(counted.cash), "card_by_hand": answers.money(counted.by_hand)}
    return {**said, **({"totals": others} if others else {})}


@verb("close-shift [FLOAT [BAG]]", 0, 2)
def close_shift(counter: Counter, words: list[str]) -> Answer:
    closed = answers.closed(counter.drawer.close(optional_amount(words), *words[1:]))
    # Only when there is something to tell: of a terminal that does not answer nothing is known.
    for compared in counter.terminal_totals.settle(counter.terminal):
        if not compared.seen and compared.shift == closed["shift"]:
            closed["terminal"] = {"ours": str(compared.ours), "theirs": str(compared.theirs)}
    return closed


@verb("x [print]", 0, 1)
def x(counter: Counter, words: list[str]) -> Answer:
    if words == ["print"]:
        return {"printed": counter.shift_papers.x()}
    if words:
        raise BadArguments(usage="x [print]")
    report = counter.drawer.report()
    return answers.report(report, expected=counter.drawer.sees_expected())


Z = "z [SHIFT] [print]"


@verb(Z, 0, 2)
def z(counter: Counter, words: list[str]) -> Answer:
    prints = words[-1:] == ["print"]
    named = words[:-1] if prints else words
    if named[1:]:
        raise BadArguments(usage=Z)
    shift = whole(named[0], Z) if named else None
    if prints:
        return {"printed": counter.shift_papers.z(shift)}
    report = counter.drawer.past(shift)
    counted = report.count is not None
    seen = answers.report(report, expected=counted or counter.drawer.sees_expected())
    return {**seen, **answers.counted_of(report)}


@verb("clock 2026-11-21T10:00:00+01:00|+1d", 1)
def clock(counter: Counter, words: list[str]) -> Answer:
    till = counter.till
    if not till.config.demo:
        raise DemoOnly(command="clock")
    at = moved(till.clock.now(), words[0])
    if at is None:
        raise BadArguments(usage="clock 2026-11-21T10:00:00+01:00|+1d")
    with till.db.write() as tx:
        state.put(tx, CLOCK, at.isoformat())
    till.clock = clock_of(till.shop, at.isoformat())
    return {"now": till.now().isoformat()}


@verb('allow-clock "WHY"', 1)
def allow_clock(counter: Counter, words: list[str]) -> Answer:
    wrong = counter.timekeeper.allow(words[0])
    return {"clock": wrong.fault.value, "seconds": wrong.by // timedelta(seconds=1)}


MORNING = datetime(2026, 1, 2, 9, tzinfo=UTC)
"""Where a demo's clock stands until it is put elsewhere, or somebody sold later than that."""


def hold_clock(counter: Counter) -> None:
    """A demo's session has no other time than the one it is told: same input, same output."""
    till = counter.till
    if not till.config.demo:
        return
    with till.db.read() as connection:
        put = state.get(connection, CLOCK)
    if put is None:
        till.clock = clock_of(till.shop, MORNING.isoformat())
