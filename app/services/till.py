"""The open till: its files, its clock, who is at it; and the transaction that states facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.config import Config
from app.domain import role_limits
from app.domain.errors import NoOpenShift
from app.domain.facts import Body, Fact, FactType
from app.domain.pricing import PriceRules
from app.domain.role_limits import RoleLimits
from app.domain.shift import Shift
from app.domain.shop import Shop
from app.domain.staff import Permission
from app.domain.tax import TaxTable
from app.domain.tender import Tenders, ordered
from app.domain.voucher import new_code
from app.fiscal.document import Installation
from app.fiscal.regime import FiscalRegime
from app.services.clock import Clock, new_uuid, seeded, thrown
from app.services.session import Session
from app.storage import cash, journal, moves, payments, shifts, state, store, vouchers
from app.storage.catalog import Catalog
from app.storage.customers import Told
from app.storage.database import Database, Write
from app.storage.folds import Folds
from app.storage.rulings import Rulings


@dataclass(slots=True)
class Till:
    """Everything a service needs; made in one place (`app.services.opening`)."""

    folder: Path
    config: Config
    shop: Shop
    db: Database
    store: Database
    catalog: Catalog
    rates: TaxTable
    """The program's, and those of till.toml before them."""
    regime: FiscalRegime
    installation: Installation
    clock: Clock
    pepper: bytes
    rulings: Rulings
    session: Session = field(default_factory=Session)
    folds: Folds = field(default_factory=Folds)
    latest: datetime | None = None
    """The time of the newest fact."""
    met: dict[str, Told] = field(default_factory=dict)
    """By uuid, the customers whom only central knew; forgotten when the till closes."""

    def now(self) -> datetime:
        """The shop's time; never behind the newest fact, whatever the machine's clock does."""
        now = self.clock.now()
        if self.latest and self.latest > now:
            return self.latest.astimezone(now.tzinfo)
        return now

    def behind(self) -> timedelta:
        """How far the machine's clock is behind the newest fact. A demo's clock never is: it
        stands where it was put."""
        if self.latest is None or self.config.demo:
            return timedelta()
        return max(self.latest - self.clock.now(), timedelta())

    @property
    def tenders(self) -> Tenders:
        """The ways of paying: the chain's, with what till.toml orders of this till alone."""
        chain = self.rulings.tenders()
        return ordered(self.config.tenders.items(), chain) if self.config.tenders else chain

    def role_limits(self) -> RoleLimits:
        """How far each role goes: as the chain orders it, and over that till.toml."""
        chain = self.rulings.role_limits()
        return role_limits.ordered(self.config.limits, chain) if self.config.limits else chain

    @contextmanager
    def act(self) -> Iterator[Act]:
        """One use case: one transaction, durable when this returns."""
        with self.db.write() as tx:
            yield Act(self, tx, self.now())

    def reload_shop(self) -> None:
        """Read the shop again: central may have changed what it is."""
        with self.store.read() as connection:
            self.shop = store.shop(connection) or self.shop

    @property
    def taxes(self) -> TaxTable:
        """Every rate that holds here, the chain's own first."""
        return self.rulings.taxes(self.rates)

    def rules(self) -> PriceRules:
        return PriceRules(self.taxes, self.shop.territory, self.now().date())

    def open_shift(self) -> Shift:
        """The shift in progress, for somebody who may sell. Raises NotAllowed, NoOpenShift."""
        self.session.need(Permission.SELL)
        with self.db.read() as connection:
            shift = shifts.open_one(connection)
        if shift is None:
            raise NoOpenShift()
        return shift

    def new_sale_id(self, tx: Write) -> str:
        if not self.config.demo:
            return new_uuid(self.now())
        count = int(state.get(tx, "sales") or 0) + 1
        state.put(tx, "sales", str(count))
        return new_uuid(self.now(), seeded(self.config.seed, "sale", count))

    def new_voucher(self, tx: Write) -> str:
        """A code for a voucher; a demo's follow from its seed."""
        if not self.config.demo:
            return new_code(self.config.shop, thrown())
        count = int(state.get(tx, "vouchers") or 0) + 1
        state.put(tx, "vouchers", str(count))
        return new_code(self.config.shop, seeded(self.config.seed, "voucher", count))


@dataclass(slots=True)
class Act:
    """An open transaction of the till, with its one moment."""

    till: Till
    tx: Write
    at: datetime

    def state(
        self, kind: FactType, body: Body, who: str | None = None, sealed: str | None = None
    ) -> Fact:
        """Append a fact; `who`: the signed-in person when not given."""
        config = self.till.config
        if who is None:
            who = self.till.session.person.code if self.till.session.person else ""
        stamp = journal.Stamp(config.installation, self.at, who)
        self.tx.then(self._remember_time)
        fact = journal.append(self.tx, stamp, self._uuid, kind, body, sealed)
        moves.add(self.tx, fact)
        cash.add(self.tx, fact)
        vouchers.add(self.tx, fact)
        payments.add(self.tx, fact)
        return fact

    def _remember_time(self) -> None:
        # In UTC: two times of one zone compare by the wall, which goes back in October.
        self.till.latest = self.at.astimezone(UTC)

    def _uuid(self, seq: int) -> str:
        config = self.till.config
        dice = seeded(config.seed, config.installation, seq) if config.demo else None
        return new_uuid(self.at, dice)
