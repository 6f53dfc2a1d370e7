"""What the chain rules for every sale, kept while it stands: price lists, sale stops, tenders, and
the terms of whole families."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from app.domain import role_limits
from app.domain.errors import BadLimit, BadTender
from app.domain.pricelist import PriceList
from app.domain.role_limits import RoleLimits
from app.domain.sale_terms import SaleTerms, of_families
from app.domain.salestop import SaleStop
from app.domain.tax import Rate, TaxTable, rate_of
from app.domain.tender import SETTING, Tenders, ordered_by_chain
from app.storage import orders, prices, stops, store
from app.storage.database import Database

_log = logging.getLogger(__name__)
_NONE: Sequence[SaleStop] = ()
TAX_RATES = "tax_rates"
"""The setting with the chain's own rates: those that an ordinance says."""
FAMILIES = "families"
"""The setting with the terms of families, by their paths."""


class Rulings:
    """Asked at every scan, read only when the shop's mirror was written to."""

    def __init__(self, store: Database) -> None:
        self._store = store
        self._moved = -1
        self._lists: Mapping[str, PriceList] = {}
        self._stops: Mapping[str, Sequence[SaleStop]] = {}
        self._families: Mapping[str, SaleTerms] = {}
        self._orders: dict[str, tuple[str, ...]] = {}
        self._tenders = Tenders()
        self._rates: tuple[Rate, ...] = ()
        self._own: tuple[SaleStop, ...] = ()
        self._taxes: tuple[TaxTable, TaxTable] | None = None
        self._limits = RoleLimits()

    def with_orders(self, skus: Iterable[str]) -> list[str]:
        """Those of which an order has some: nearly always none."""
        self._look()
        return [sku for sku in skus if self._with(sku)]

    def orders_with(self, sku: str) -> tuple[str, ...]:
        """The numbers of the orders that have a product and are open, or over with something of
        them in the shop; asked once while nothing moves."""
        self._look()
        return self._with(sku)

    def _with(self, sku: str) -> tuple[str, ...]:
        found = self._orders.get(sku)
        if found is None:
            with self._store.read() as connection:
                found = self._orders[sku] = orders.with_goods(connection, sku)
        return found

    def lists(self) -> Mapping[str, PriceList]:
        """The price lists of the shop, by code."""
        self._look()
        return self._lists

    def stops(self, sku: str) -> Sequence[SaleStop]:
        """What must not be sold of a product."""
        self._look()
        return self._stops.get(sku, _NONE)

    def hold(self, own: Sequence[SaleStop]) -> None:
        """These the till has itself, beside central's."""
        self._own = tuple(own)
        self._moved = -1

    def every_stop(self) -> Mapping[str, Sequence[SaleStop]]:
        """What must not be sold, by SKU; empty nearly always."""
        self._look()
        return self._stops

    def tenders(self) -> Tenders:
        """The ways of paying that the chain has."""
        self._look()
        return self._tenders

    def taxes(self, known: TaxTable) -> TaxTable:
        """`known` after the rates that the chain has of its own; the same while nothing moves."""
        self._look()
        if not self._rates:
            return known
        if self._taxes is None or self._taxes[0] is not known:
            self._taxes = known, known.after(self._rates)
        return self._taxes[1]

    def role_limits(self) -> RoleLimits:
        """How far each role goes unasked in this chain."""
        self._look()
        return self._limits

    def families(self) -> Mapping[str, SaleTerms]:
        """What limits the sale of whole families, by their paths; empty in most shops."""
        self._look()
        return self._families

    def _look(self) -> None:
        # The number first: what is written while we read is looked at again.
        moved = self._store.moved()
        if moved == self._moved:
            return
        found = defaultdict(list)
        self._orders = {}
        with self._store.read() as connection:
            self._lists = prices.lists(connection)
            self._tenders = _tenders(store.setting(connection, SETTING))
            self._limits = _role_limits(store.setting(connection, role_limits.SETTING))
            self._families = of_families(store.setting(connection, FAMILIES))
            self._rates = _rates(store.setting(connection, TAX_RATES))
            self._taxes = None
            for stop in (*stops.everything(connection), *self._own):
                found[stop.sku].append(stop)
        self._stops, self._moved = found, moved


def _rates(setting: object) -> tuple[Rate, ...]:
    """What cannot be read is central's to put right, and no reason not to sell."""
    found = []
    for row in setting if isinstance(setting, list) else ():
        try:
            found.append(rate_of(row))
        except (AttributeError, TypeError, ValueError):
            _log.warning("setting %s: %s", TAX_RATES, row)
    return tuple(found)


def _tenders(setting: object) -> Tenders:
    """What cannot be read is central's to put right, and no reason not to sell."""
    if setting is None:
        return Tenders()
    try:
        return ordered_by_chain(setting, Tenders())
    except BadTender as error:
        _log.warning("setting %s: %s", SETTING, error.facts)
        return Tenders()


def _role_limits(setting: object) -> RoleLimits:
    """The same: what cannot be read is as it was made."""
    if not isinstance(setting, Mapping):
        return RoleLimits()
    try:
        return role_limits.ordered(setting, RoleLimits())
    except BadLimit as error:
        _log.warning("setting %s: %s", role_limits.SETTING, error.facts)
        return RoleLimits()
