"""A till sells on a watched disk; after each power cut, what was acknowledged must be there."""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from app import config as till_toml
from app.commands.counter import working
from app.domain.document import Document
from app.domain.errors import ShopError
from app.domain.money import Money
from app.domain.sale import Sale, SaleStatus
from app.services.counter import Counter
from app.services.opening import journal_of, regime_of, secrets_of, shop_of, store_of
from app.services.verify import verify
from app.storage import baskets, documents
from app.storage.database import Database
from bench.manned import CLERK, manned
from bench.power_cut import Trace, borrow, cuts
from bench.vfs import watched


@dataclass(frozen=True, slots=True)
class State:
    """What a cashier would miss: the sale in hand, and the documents issued."""

    basket: Sale | None
    documents: tuple[str, ...]


@dataclass(slots=True)
class Session:
    """`states[n]`: after step n; step 0 is the opened shift."""

    folder: Path
    trace: Trace
    states: list[State]


@dataclass(slots=True)
class Result:
    cuts: int = 0
    acknowledged: int = 0
    """Documents handed out before the cuts, all cuts together."""
    lost: int = 0
    """Of those, the ones that were gone afterwards."""
    losing: int = 0
    """Cuts after which a document or a step of the basket was gone."""
    violations: int = 0
    """Cuts that left something that never was: a torn sale, a gap, a damaged file."""


def sell(folder: Path, seed: int, *, synchronous: str, tickets: int = 12) -> Session:
    """Sell in the demo till of `folder` and record it; a step ends when its answer is out."""
    rng = random.Random(seed)
    with manned(folder):
        pass  # the shift is open before the trace begins
    trace = Trace({"journal.db": (folder / "journal.db").read_bytes()})
    states: list[State] = []
    issued: list[str] = []
    with watched(trace.watch), working(folder) as counter:
        counter.till.db.driver().execute(f"PRAGMA synchronous={synchronous}")
        counter.till.db.driver().execute("PRAGMA wal_autocheckpoint=60").fetchone()
        counter.signin.sign_in(*CLERK)
        asked = (one for one in counter.lookup.favourites(40) if not one.terms.minimum_age)
        skus = [product.sku for product in asked]

        def step(document: Document | None = None) -> None:
            if document:
                issued.append(document.number)
            states.append(State(counter.register.sale, tuple(issued)))
            trace.acknowledge(len(states) - 1)

        step()
        for number in range(tickets):
            for document in _ticket(counter, rng, skus):
                step(document)
            if number % 5 == 4:
                counter.till.db.checkpoint()
    return Session(folder, trace, states)


def _ticket(counter: Counter, rng: random.Random, skus: Sequence[str]) -> Iterator[Document | None]:
    for _ in range(rng.randint(1, 4)):
        counter.register.add(rng.choice(skus), Decimal(rng.randint(1, 9)))
        yield None
    if rng.random() < 0.3:
        counter.tickets.park()
        yield None
        counter.tickets.recall(1)
        yield None
    match rng.choice(("cash", "card", "mixed", "return")):
        case "card":
            attempt = counter.checkout.begin_card()
            yield None
            outcome = counter.checkout.ask(counter.terminal, attempt)
            yield counter.checkout.answer(attempt, outcome).paid.document
        case "mixed":
            attempt = counter.checkout.begin_card(Money(1))
            yield None
            counter.checkout.answer(attempt, counter.checkout.ask(counter.terminal, attempt))
            yield None
            yield counter.checkout.pay_cash().document
        case "return":
            document = counter.checkout.pay_cash().document
            yield document
            if document:
                back = counter.refunds.begin(document.number, None)
                yield back if isinstance(back, Document) else None
        case _:
            yield counter.checkout.pay_cash(Money(90_000)).document


def suffer(session: Session, count: int, seed: int, result: Result) -> None:
    """Cut the session `count` times and add what was found to `result`."""
    rng = random.Random(seed)
    points = rng.sample(range(len(session.trace.events) + 1), count)
    with tempfile.TemporaryDirectory(prefix="cuts-") as made:
        for folder, acknowledged in cuts(session.trace, Path(made), points, rng):
            borrow(session.folder, folder)
            _judge(session, folder, acknowledged, result)
            shutil.rmtree(folder)


def _judge(session: Session, folder: Path, acknowledged: int, result: Result) -> None:
    told = session.states[acknowledged]
    result.cuts += 1
    result.acknowledged += len(told.documents)
    state = _found(folder)
    if state is None:
        result.violations += 1
        return
    gone = len(set(told.documents) - set(state.documents))
    result.lost += gone
    if state in session.states[acknowledged : acknowledged + 2]:
        return
    if state in session.states[:acknowledged]:
        result.losing += 1
    else:
        result.violations += 1


def _found(folder: Path) -> State | None:
    """What the next start finds; None when the journal does not add up."""
    kept = secrets_of(folder, till_toml.read(folder))
    with suppress(ShopError, DatabaseError), journal_of(folder, kept, migrate=True) as db:
        with store_of(folder, kept) as shops:
            regime = regime_of(shop_of(shops).regime, demo=True)
        return None if verify(db, regime).violations else _state(db)
    return None


def _state(db: Database) -> State:
    with db.read() as connection:
        open_ones = baskets.with_status(connection, SaleStatus.OPEN)
        issued = documents.newest(connection, limit=100_000)
    return State(open_ones[0] if open_ones else None, tuple(one.number for one in reversed(issued)))
