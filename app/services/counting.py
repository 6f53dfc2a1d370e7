"""Counting the shop's stock by scanner: what is found is on disk at once, and one fact when closed.

Several people may count one after the other; what was sold meanwhile is right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from app.domain.counting import (
    TOLERANCE,
    AskedBy,
    Found,
    Kind,
    OpenCount,
    Place,
    Scope,
    Tally,
    Task,
    parts,
    tallies,
    to_recount,
)
from app.domain.errors import (
    BadCode,
    BadQuantity,
    CountOpen,
    NoCount,
    NoSuchFamily,
    NotAPlace,
    NotCounted,
    NothingCounted,
    OnePlaceOnly,
    OutOfCount,
    RecountFirst,
    UnknownItem,
)
from app.domain.facts import FactType
from app.domain.limits import check_quantity
from app.domain.place_count import GOODS, doubted
from app.domain.plain import plain
from app.domain.product import Product
from app.domain.reservation import by_product
from app.domain.staff import Permission
from app.domain.stock import quantity, thousandths
from app.services import place_counts, products, reserving, scanned
from app.services.clock import new_uuid
from app.services.counted import Closed, CountLine
from app.services.folded import FoldedOrders
from app.services.place_counts import PlaceCounted
from app.services.stock import on_hand
from app.services.till import Act, Till
from app.storage import counts, journal, moves, store
from app.storage.database import Reader, Write

MOST_LINES = 200
"""That a screen shows, the newest first."""
TOLERATED = "count_tolerance"
"""The shop's policy: units that a count may differ by before it is counted twice."""
OLDEST = 50
"""Products in a count of what was counted longest ago."""


class Counting:
    def __init__(self, till: Till, folded: FoldedOrders) -> None:
        self._till, self._folded = till, folded

    # which
    def open_count(self) -> OpenCount | None:
        with self._till.db.read() as connection:
            return counts.open_one(connection)

    def waiting(self) -> list[PlaceCounted]:
        """Places that were counted alone today, and wait for the other."""
        with self._till.db.read() as connection:
            return place_counts.waiting(connection, place_counts.today(self._till))

    def lapsed(self) -> list[PlaceCounted]:
        """Places that were counted alone on another day: nobody counted the other in time."""
        with self._till.db.read() as connection:
            return place_counts.lapsed(connection, place_counts.today(self._till))

    def begin(self, scope: Scope, place: Place = Place.FLOOR) -> OpenCount:
        """Raises NotAllowed, CountOpen; NotAPlace for a place that is not counted alone,
        NoSuchFamily for one without products."""
        self._till.session.need(Permission.STOCK)
        if scope.place is not None and scope.place not in GOODS:
            raise NotAPlace()
        if scope.family and not any(
            _of(scope, one) for one in self._till.catalog.in_family(scope.family, 1)
        ):
            raise NoSuchFamily(path=scope.family[:80])
        place = scope.place or place
        with self._till.act() as act:
            if (there := counts.open_one(act.tx)) is not None:
                raise CountOpen(since=there.began_at)
            who = self._till.session.who().code
            count = OpenCount(new_uuid(act.at), scope, place, act.at, who)
            counts.begin(act.tx, count)
        return count

    def begin_tasks(self, *, blind: bool = False) -> OpenCount:
        """Of what waits to be counted. Raises NothingCounted when nothing does."""
        skus = tuple(dict.fromkeys(task.sku for task in self.tasks()))
        if not skus:
            raise NothingCounted()
        return self.begin(Scope(Kind.CYCLE, skus=skus, blind=blind))

    def begin_oldest(self, most: int = OLDEST, *, blind: bool = False) -> OpenCount:
        """Of what was counted longest ago. Raises NothingCounted when central told of nothing."""
        with self._till.store.read() as mirror:
            skus = tuple(counts.oldest(mirror, most))
        if not skus:
            raise NothingCounted()
        return self.begin(Scope(Kind.CYCLE, skus=skus, blind=blind))

    def go_to(self, place: Place) -> None:
        """What follows was found there. Raises NoCount, OnePlaceOnly."""
        self._till.session.need(Permission.STOCK)
        with self._till.act() as act:
            count = _the_count(act.tx)
            if count.scope.place not in (None, place):
                raise OnePlaceOnly()
            counts.go_to(act.tx, count.id, place)

    def leave(self) -> None:
        """Forget what was found: nothing is stated. Raises NoCount."""
        self._till.session.need(Permission.STOCK)
        with self._till.act() as act:
            counts.end(act.tx, _the_count(act.tx).id)

    # what is found
    def found(self, code: str, more: Decimal | None = None) -> CountLine:
        """One more of what was scanned, or so many; a pack's code is as many as it holds. Of what
        is measured, so much, or what its label says. Raises NoCount, UnknownItem, OutOfCount,
        BadQuantity."""
        self._till.session.need(Permission.STOCK)
        product, each = self._scanned(code)
        much = scanned.all_of(product, each, more)
        if much is None:
            raise BadQuantity(text="")
        return self._put(product, much, add=True)

    def says(self, code: str) -> tuple[Product, Decimal | None]:
        """What one scan of that code is; None: its weight is to be asked. Raises UnknownItem."""
        return self._scanned(code)

    def there_are(self, code: str, there: Decimal) -> CountLine:
        """There are so many, however many were scanned; units, also with a pack's code. As
        `found`."""
        self._till.session.need(Permission.STOCK)
        return self._put(self._product(code), there, add=False)

    def again(self, code: str) -> None:
        """Count it a second time, from nothing. Raises NotCounted, NoCount."""
        self._till.session.need(Permission.STOCK)
        product = self._product(code)
        with self._till.act() as act:
            count = _the_count(act.tx)
            if not counts.of_sku(act.tx, count.id, product.sku):
                raise NotCounted(code=product.name)
            counts.again(act.tx, count.id, product.sku)

    def _put(self, product: Product, much: Decimal, *, add: bool) -> CountLine:
        if not product.unit.measured and much % 1:
            raise BadQuantity(text=str(much))
        held = self._held([product.sku])
        with self._till.act() as act:
            count = _the_count(act.tx)
            if not _of(count.scope, product):
                raise OutOfCount(name=product.name)
            before = counts.one(act.tx, count.id, product.sku, count.place)
            there = quantity(before.number) + much if before and add else much
            check_quantity(there)
            (found,) = self._now(act, held, count.place)
            checked = before.checked if before else False
            found = replace(found, number=thousandths(there), checked=checked)
            counts.put(act.tx, count.id, found)
        return self._line(count, found, product)

    def _held(self, skus: Sequence[str]) -> dict[str, Decimal]:
        """What lies of each in baskets and parcels of orders, whatever became of these."""
        till, known = self._till, by_product(self._folded.waiting())
        found = {sku: reserving.of(till, sku, known=known.get(sku, ())) for sku in skus}
        return {sku: sum((one.held for one in kept), Decimal(0)) for sku, kept in found.items()}

    def _now(self, act: Act, held: Mapping[str, Decimal], place: Place) -> list[Found]:
        """What the till knows of each in this moment; none is found yet. `held`: by SKU."""
        skus = list(held)
        there, after = on_hand(self._till, skus, act.tx), _newest(self._till, act)
        with self._till.store.read() as mirror:
            known = {sku: one.counted_at for sku, one in moves.told(mirror, skus).items()}
        who = self._till.session.who().code
        return [
            Found(
                sku, place, 0, there.get(sku, 0), thousandths(held[sku]), act.at, after,
                who=who, known=known.get(sku, ""),
            )
            for sku in skus
        ]  # fmt: skip

    def lines(self, most: int = MOST_LINES) -> list[CountLine]:
        """What was found last, first. Raises NoCount."""
        with self._till.db.read() as connection:
            count = _the_count(connection)
            newest = counts.newest(connection, count.id, most)
        return [self._line(count, one, self._named(one.sku)) for one in newest]

    def unfound(self) -> list[Product]:
        """What the count is of and nobody has found, although there should be some. Of one place:
        what was found in the other."""
        with self._till.db.read() as connection:
            count = _the_count(connection)
            if count.scope.place:
                return [self._named(sku) for sku in self._in_the_other(connection, count)]
        return [self._named(sku) for sku in self._missing(count)]

    def _in_the_other(self, connection: Reader, count: OpenCount) -> list[str]:
        other = place_counts.of_the_other(connection, count, place_counts.today(self._till))
        return [sku for sku in other if self._covers(count.scope, sku)]

    def _missing(self, count: OpenCount) -> list[str]:
        """What should be there."""
        scope = count.scope
        with self._till.db.read() as connection:
            there = {one.sku for one in counts.found(connection, count.id)}
        if scope.skus:
            asked = [sku for sku in scope.skus if sku not in there]
        else:
            with self._till.store.read() as mirror:
                asked = [sku for sku in counts.all_told(mirror) if sku not in there]
        left = on_hand(self._till, asked)
        return [
            sku for sku in asked
            if left.get(sku) and (not scope.family or _of(scope, self._named(sku)))
        ]  # fmt: skip

    # closing
    def to_recount(self) -> list[Tally]:
        """Differences that nobody has looked at twice; of one place, here. Raises NoCount."""
        with self._till.db.read() as connection:
            count = _the_count(connection)
            rows = counts.found(connection, count.id)
            if count.scope.place:
                known = place_counts.against(self._till, connection, count, rows, self._covers)
                return list(doubted(known, self._tolerance()).here)
            return to_recount(tallies(rows), self._tolerance())

    def close(self, *, rest_is_gone: bool = False, sure: bool = False) -> Closed:
        """State what was found. `rest_is_gone`: what the count is of and nobody found is not
        there; else it stays as it is. `sure`: differences need no second look.

        Of one place only what was counted in the other too is stated; the rest waits for it, and so
        does a difference of what was counted twice here but once there.

        Raises NoCount, NothingCounted, RecountFirst.
        """
        self._till.session.need(Permission.STOCK)
        unfound = self._held(self._gone()) if rest_is_gone else {}
        with self._till.act() as act:
            count = _the_count(act.tx)
            if unfound:
                none = self._now(act, unfound, count.scope.place or Place.FLOOR)
                counts.put_all(act.tx, count.id, [replace(one, checked=True) for one in none])
            found = counts.found(act.tx, count.id)
            if not found:
                raise NothingCounted()
            if not count.scope.place:
                rows = tallies(found)
                self._check_twice(() if sure else to_recount(rows, self._tolerance()))
                return self._state(act, count, rows)
            return self._close_place(act, count, found, whole=rest_is_gone, sure=sure)

    def _close_place(
        self, act: Act, count: OpenCount, found: list[Found], *, whole: bool, sure: bool
    ) -> Closed:
        known = place_counts.against(self._till, act.tx, count, found, self._covers)
        again: tuple[str, ...] = ()
        if not sure:
            doubts = doubted(known, self._tolerance())
            self._check_twice(doubts.here)
            again = doubts.there
        rows = [one for one in known.rows if one.sku not in set(again)]
        closed = self._state(act, count, rows)
        old = place_counts.lapsed(act.tx, place_counts.today(self._till))
        after, twice = _newest(self._till, act), known.checked_here
        place_counts.keep(act.tx, count, act.at, twice, whole=whole, after=after)
        counts.forget(act.tx, [one.sku for one in rows])
        return replace(
            closed,
            waiting=len(known.waiting),
            moved=known.moved,
            again=again,
            lapsed=sum(one.products for one in old if one.place is not count.place),
        )

    def _gone(self) -> list[str]:
        """SKUs that should be there, or were in the other place, and that nobody found."""
        with self._till.db.read() as connection:
            count = _the_count(connection)
            other = self._in_the_other(connection, count) if count.scope.place else []
        return sorted({*other, *self._missing(count)})

    def _check_twice(self, doubtful: Sequence[Tally]) -> None:
        """Raises RecountFirst."""
        if doubtful:
            names = ", ".join(self._named(one.sku).name for one in doubtful[:3])
            raise RecountFirst(count=len(doubtful), names=names)

    def _state(self, act: Act, count: OpenCount, rows: list[Tally]) -> Closed:
        rows = self._with_counts_since(act, rows)
        allowed_by = self._till.session.need(Permission.STOCK)
        for part in parts(count.id, count.scope.kind, rows, allowed_by):
            act.state(FactType.STOCK_COUNTED, plain(part))
        if not count.scope.place:
            counts.end(act.tx, count.id)
        counts.done(act.tx, [one.sku for one in rows])
        return Closed(count.id, len(rows), sum(1 for one in rows if one.difference))

    def _tolerance(self) -> Decimal:
        with self._till.store.read() as mirror:
            return store.units(mirror, TOLERATED, TOLERANCE)

    def _with_counts_since(self, act: Act, rows: list[Tally]) -> list[Tally]:
        """A count closed in between has moved the figure already; sales in between are sales."""
        own = self._till.config.installation
        since = counts.counted_since(act.tx, own, {one.sku: one.after for one in rows})
        return [replace(one, expected=one.expected + since.get(one.sku, 0)) for one in rows]

    # what is to be counted
    def tasks(self) -> list[Task]:
        """What was opened here, and what central has less than nothing of."""
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            found = counts.tasks(connection)
            there = {task.sku for task in found}
            below = [sku for sku in counts.below_zero(mirror, MOST_LINES) if sku not in there]
            once = counts.counted_at(connection, mirror, below)
        still = on_hand(self._till, once)
        return found + [
            Task(sku, AskedBy.NEGATIVE, "", at) for sku, at in once.items() if still[sku] < 0
        ]

    def ask(self, code: str) -> Product:
        """Somebody wants it counted. Raises UnknownItem."""
        product = self._product(code)
        with self._till.act() as act:
            counts.ask(act.tx, Task(product.sku, AskedBy.BY_HAND, "", act.at))
        return product

    # products
    def _line(self, count: OpenCount, found: Found, product: Product) -> CountLine:
        expected = found.expected - (found.held if count.place is not Place.PICKUP else 0)
        return CountLine(
            product,
            found.place,
            quantity(found.number),
            None if count.scope.blind or count.scope.place else quantity(expected),
            found.checked,
            found.who,
        )

    def _scanned(self, code: str) -> tuple[Product, Decimal | None]:
        try:
            return scanned.of_goods(self._till, code)
        except BadCode:
            raise UnknownItem(code=code) from None

    def _product(self, code: str) -> Product:
        return self._scanned(code)[0]

    def _named(self, sku: str) -> Product:
        return products.named(self._till, sku)

    def _covers(self, scope: Scope, sku: str) -> bool:
        everything = not (scope.skus or scope.family)
        return everything or _of(scope, self._named(sku))


def _the_count(connection: Reader | Write) -> OpenCount:
    """Raises NoCount."""
    count = counts.open_one(connection)
    if count is None:
        raise NoCount()
    return count


def _of(scope: Scope, product: Product) -> bool:
    if scope.skus:
        return product.sku in scope.skus
    family = scope.family
    return not family or product.family == family or product.family.startswith(family + "/")


def _newest(till: Till, act: Act) -> int:
    """The number of our newest fact."""
    found = journal.heads(act.tx).get(till.config.installation)
    return found[0] if found else 0
