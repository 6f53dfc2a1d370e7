"""The office of the chain: what it has at first, and what it changes while the shops sell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from app.domain.pricelist import ListKind
from app.domain.staff import Role
from app.domain.tax import TaxCategory
from app.importing.row_cells import moment
from sync.central import outbox
from sync.central.database import Tx
from sync.central.masters import (
    lists,
    positions,
    prices,
    products,
    settings,
    shops,
    staff,
    stock,
    stops,
)
from sync.central.masters.lists import ListValue
from sync.central.masters.prices import Price
from sync.central.masters.products import ProductValue
from sync.central.masters.shops import ShopValue
from sync.central.masters.staff import Assigned, PersonValue
from sync.central.masters.stops import StopValue

from .faults import Fault, Swarm
from .server import FULL, Crash, Server
from .timeline import Timeline

WHO = "office"
SHOPS = ("001", "002", "003")
GOODS = tuple(f"ART-{number:03d}" for number in range(60))
"""What is always sold."""
PASSING = tuple(f"TMP-{number:03d}" for number in range(40))
"""What comes and goes, and is never scanned."""
OPENING = 100_000
"""Thousandths of each product in each shop at first."""
MOST = 45
"""Of GOODS, as many as nobody takes away who means it."""
_HOURS = [("09:00", "21:00")]
_TAXES = (TaxCategory.GENERAL, TaxCategory.REDUCIDO, TaxCategory.SUPERREDUCIDO)


def found(tx: Tx) -> None:
    """The chain as it is on its first day."""
    for code in SHOPS:
        shops.put(tx, _shop(code), WHO)
    lists.put(tx, "store", ListValue(name="Tienda", kind=ListKind.STORE), WHO)
    lists.put(tx, "web", ListValue(name="Web", kind=ListKind.WEB), WHO)
    season = ListValue(name="Rebajas", kind=ListKind.SEASON, priority=5, shops=SHOPS[:2])
    lists.put(tx, "rebajas", season, WHO)
    products.keep(tx, {sku: _product(sku, 0) for sku in GOODS}, WHO)
    prices.put_all(tx, [Price("store", sku, 100 + 7 * i) for i, sku in enumerate(GOODS)], WHO)
    prices.put_all(tx, [Price("web", sku, 90 + 7 * i) for i, sku in enumerate(GOODS[::2])], WHO)
    for code in SHOPS:
        stock.count(tx, code, dict.fromkeys(GOODS, OPENING), WHO)
    person = PersonValue(name="Ana", role=Role.CASHIER, pin="a hash")
    staff.put(tx, "1001", Assigned(person=person), WHO)


def _shop(code: str, calendar: shops.Calendar | None = None) -> ShopValue:
    return ShopValue(
        code=code,
        name=f"Tienda {code}",
        company="Comercios Ficticios SL",
        nif="B00000000",
        address="Calle Mayor 1, 50001 Zaragoza",
        calendar=calendar if calendar is not None else dict.fromkeys(shops.DAYS, _HOURS),
    )


def _product(sku: str, form: int) -> ProductValue:
    number = int(sku.rpartition("-")[2])
    return ProductValue(
        name=f"Artículo {sku} {form}",
        tax=_TAXES[number % 3],
        family=f"Bazar/Estante {(number + form) % 7}",
        codes=(f"8400000{number:05d}{form % 10}",) if sku in PASSING else (),
    )


class Office:
    """Changes something every `every` seconds on the average, until it is told to stop."""

    def __init__(self, time: Timeline, swarm: Swarm, server: Server, every: float = 240) -> None:
        self._time, self._swarm, self._server, self._every = time, swarm, server, every
        self._late = False
        self._emptied = False
        """Some of GOODS may be gone."""
        self._number = 0
        self._kinds = (
            *[self._price] * 8,
            *[self._take_away] * 2,
            *[self._product] * 3,
            *[self._passing] * 3,
            self._stop,
            self._setting,
            self._count,
            self._shop,
            self._person,
            self._novelty,
        )
        time.after(time.soon(every), self._work)

    def _work(self) -> None:
        if self._swarm.calm:
            return
        self._change(self._time.dice.choice(self._kinds))
        self._time.after(self._time.soon(self._every), self._work)

    def _change(self, change: Callable[[Tx], None]) -> bool:
        """Whether it went in."""
        try:
            with self._server.writing() as tx:
                change(tx)
                self._time.note("office", change.__name__)
        except Crash:
            self._server.restart()
        except FULL:
            if not self._server.full:
                raise
        else:
            return True
        return False

    def empty(self) -> None:
        """Somebody imports the wrong file: most products are gone, or have no price any more."""
        if self._late:
            return
        taken = self._time.dice.choice([self._remove_most, self._unprice_most])
        if self._change(taken):
            self._emptied = True
            self._time.after(self._time.dice.uniform(300, 6 * 3600), self.mend)

    def mend(self) -> None:
        """And the right one later; of what is not seen that there is none."""
        if self._swarm.calm:
            return
        if self._late or not self._change(self._bring_all):
            self._time.after(60, self.mend)

    def _remove_most(self, tx: Tx) -> None:
        products.remove(tx, self._most(), WHO)

    def _unprice_most(self, tx: Tx) -> None:
        found = [one for sku in self._most() for one in prices.of_product(tx.connection, sku)]
        prices.take_away(tx, [one.key for one in found if one.list != "web"], WHO)

    def _most(self) -> list[str]:
        return self._time.dice.sample(GOODS, MOST)

    def _bring_all(self, tx: Tx) -> None:
        there = products.some(tx.connection, GOODS)
        gone = [sku for sku in GOODS if sku not in there]
        products.keep(tx, {sku: _product(sku, 0) for sku in gone}, WHO)
        for sku in GOODS:
            of_list = [one for one in prices.of_product(tx.connection, sku) if one.list == "store"]
            if not any(one.key[2] == "" for one in of_list):
                prices.put_all(tx, [Price("store", sku, 500)], WHO)
        self._emptied = False

    def _sold(self, tx: Tx) -> tuple[str, ...]:
        """What of GOODS central has."""
        if not self._emptied:
            return GOODS
        there = products.some(tx.connection, GOODS)
        return tuple(sku for sku in GOODS if sku in there)

    def end_late(self) -> None:
        if self._late:
            self._late = False
            self._time.note("late prices commit")
            self._server.end_late()

    def forget(self) -> None:
        """Central was restored: no transaction is under way, and it may be emptied again."""
        self._late, self._emptied = False, Fault.EMPTIED in self._swarm.enabled

    def _price(self, tx: Tx) -> None:
        if self._late:
            return  # it would wait for the other one's lock
        dice = self._time.dice
        code = dice.choice(["store", "store", "store", "web", "rebajas"])
        news: dict[tuple[str, str, str], Price] = {}
        for sku in dice.sample(self._sold(tx), dice.randint(1, 8)):
            starts = ends = ""
            if code == "rebajas" or dice.random() < 0.2:
                begins = tx.at.replace(microsecond=0) + timedelta(hours=dice.randint(-3, 48))
                starts = moment(begins)
                ends = moment(begins + timedelta(hours=dice.randint(1, 72)))
            price = Price(code, sku, dice.randint(50, 900), starts, ends)
            news[price.key] = price
        if self._swarm.strikes(Fault.LATE_PRICES, 0.4):
            self._late = True
            self._server.begin_late(tx)
            self._time.after(dice.uniform(1, 900), self.end_late)
        prices.put_all(tx, list(news.values()), WHO)

    def _take_away(self, tx: Tx) -> None:
        if self._late:
            return
        dice = self._time.dice
        code, sku = dice.choice(["web", "rebajas", "store"]), dice.choice(self._sold(tx))
        of_list = [one for one in prices.of_product(tx.connection, sku) if one.list == code]
        dated = [one.key for one in of_list if one.starts or code == "web"]
        prices.take_away(tx, dated, WHO)

    def _product(self, tx: Tx) -> None:
        dice = self._time.dice
        chosen = dice.sample(GOODS, 3)
        products.keep(tx, {sku: _product(sku, dice.randint(0, 99)) for sku in chosen}, WHO)

    def _passing(self, tx: Tx) -> None:
        dice = self._time.dice
        chosen = dice.sample(PASSING, 4)
        if dice.random() < 0.4:
            products.remove(tx, chosen, WHO)
        else:
            products.keep(tx, {sku: _product(sku, dice.randint(0, 99)) for sku in chosen}, WHO)

    def _stop(self, tx: Tx) -> None:
        stopped = sorted(stops.everything(tx.connection))
        if stopped and self._time.dice.random() < 0.5:
            stops.lift(tx, self._time.dice.choice(stopped), WHO)
        else:
            self._number += 1
            value = StopValue(sku=self._time.dice.choice(self._sold(tx)), text={"es": "Retirado"})
            stops.put(tx, f"stop-{self._number}", value, WHO)

    def _setting(self, tx: Tx) -> None:
        settings.put(tx, "points", {"rates": [], "of": self._time.dice.randint(1, 9)}, WHO)

    def _count(self, tx: Tx) -> None:
        dice = self._time.dice
        skus = dice.sample(self._sold(tx), 5)
        counted = {sku: dice.randint(0, 200) * 1000 for sku in skus}
        shop = dice.choice(SHOPS)
        # Somebody looks at some of the tills, and none of them stands where central has heard.
        seen = {
            number: max(0, last + dice.randint(-9, 9))
            for number, last in positions.heard_of(tx, shop).items()
            if dice.random() < 0.5
        }
        stock.count(tx, shop, counted, WHO, seen=seen)

    def _shop(self, tx: Tx) -> None:
        dice = self._time.dice
        calendar = dice.choice([{}, dict.fromkeys(shops.DAYS, _HOURS)])
        shops.put(tx, _shop(dice.choice(SHOPS), calendar), WHO)

    def _person(self, tx: Tx) -> None:
        self._number += 1
        dice = self._time.dice
        person = PersonValue(name=f"Eva {self._number}", role=Role.CASHIER, pin="a hash")
        of = () if dice.random() < 0.5 else (dice.choice(SHOPS),)
        staff.put(tx, f"{2000 + dice.randint(0, 9)}", Assigned(person=person, shops=of), WHO)

    def _novelty(self, tx: Tx) -> None:
        """What a newer central says: kinds and fields that no till of today knows."""
        if not self._swarm.strikes(Fault.NEWER):
            return
        self._number += 1
        novel = {"value": 1, "novel": {"deep": [1, 2, None]}}
        outbox.say(tx, "config", "P", "coupon", f"c{self._number}", 1, novel)
        outbox.say(tx, "config", "P", "setting", f"novel-{self._number}", 1, novel)
