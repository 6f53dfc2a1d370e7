"""The sale in hand: everything done to it before it is paid, each on disk before it shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

from app.domain import order_in_sale
from app.domain.barcode import app_card
from app.domain.buyer import buyer
from app.domain.carried import NOTHING, Carried
from app.domain.customer import Customer
from app.domain.errors import (
    AttachedLine,
    BadPrice,
    BadQuantity,
    CardPending,
    EmptySale,
    MoneyTaken,
    NobodyKnown,
    UnknownCard,
    UnknownItem,
    UnknownPerson,
)
from app.domain.facts import FactType
from app.domain.limits import DEAREST, check_quantity, check_size
from app.domain.money import ZERO, Money
from app.domain.pricing import Step, explained, per_cent_between, priced
from app.domain.product import Product, Unit
from app.domain.sale import (
    Amount,
    Discount,
    Line,
    Listed,
    Override,
    Percent,
    Sale,
    SaleStatus,
    WeightFrom,
)
from app.domain.sale_lines import changed, followed, restored, with_line, without
from app.domain.staff import Permission, check_not_for
from app.domain.varios import LIST, Varios, check_ceiling, varios_for
from app.services import cash_law, discounts, levels, scanned, terms
from app.services.discounts import Change
from app.services.loyalty import with_card
from app.services.orders import Orders
from app.services.prices import check_stop
from app.services.putting import put_in
from app.services.till import Till
from app.storage import attempts, baskets, store

ZERO_WEIGHT = Decimal(0)


class Register:
    """Holds the sale it last committed; only changed lines are written."""

    def __init__(self, till: Till, varios: tuple[Varios, ...]) -> None:
        self._till = till
        self._varios = varios
        self._sale: Sale | None = None
        self.product: Product | None = None
        """What went in last, at what anybody pays for it."""
        self.reload()

    @property
    def sale(self) -> Sale | None:
        """The basket; None when nothing was begun."""
        return self._sale

    def reload(self) -> None:
        """Read the basket again: at start, and after the checkout changed it."""
        with self._till.db.read() as connection:
            found = baskets.with_status(connection, SaleStatus.OPEN)
        self._sale = found[0] if found else None

    # what goes in
    def scan(self, code: str, times: Decimal = Decimal(1)) -> Line | Customer:
        """Sell what carries `code`; or know the customer whose card it is.

        A weighed product comes in without weight. Raises UnknownItem (and remembers the code
        until it is settled), UnknownCard.
        """
        self._till.open_shift()
        self._till.catalog.refresh()
        found = scanned.find(self._till, code)
        if found is None:
            return self._know(code)
        product, carried = found
        scanned.check_day(self._till, product, carried)
        if carried.weight is not None and product.unit is Unit.KG:
            return self._put_in(product, carried.weight, code, carried)
        many = ZERO_WEIGHT if product.unit.measured else times * carried.units
        return self._put_in(product, many, code, carried)

    def add(self, sku: str, quantity: Decimal | None = None) -> Line:
        """Sell by SKU, or by code. Raises UnknownItem, BadQuantity."""
        self._till.open_shift()
        product = self._till.catalog.by_sku(sku) or scanned.plain(self._till, sku)
        if product is None:
            raise UnknownItem(code=sku)
        if quantity is None:
            quantity = ZERO_WEIGHT if product.unit.measured else Decimal(1)
        elif not product.unit.measured and quantity % 1:
            raise BadQuantity(text=str(quantity))
        return self._put_in(product, quantity, "")

    def _know(self, code: str) -> Customer:
        customer = with_card(self._till, code)
        if customer is not None:
            return self.identify(customer)
        if card := app_card(code):
            raise UnknownCard(card=card)
        scanned.check_layout(self._till, code)
        self._remember_unknown(code)
        raise UnknownItem(code=code)

    def _put_in(
        self, product: Product, quantity: Decimal, code: str, carried: Carried = NOTHING
    ) -> Line:
        check_stop(self._till, product.sku, product.name, carried.batch)
        level = self._sale.level if self._sale else ""
        found = levels.listed(self._till, product, level)
        self.product = replace(product, price=(found[1] or found[0]).price)
        with self.change(begin=True, may_sell=True) as change:
            sale = change.sale
            change.sale = put_in(self._till, sale, product, found, quantity, code, carried)
        return self.chosen()

    @property
    def varios_kinds(self) -> tuple[Varios, ...]:
        """What is sold without a code where the shop is."""
        here = self._till.shop.territory
        return tuple(kind for kind in self._varios if kind.territory in ("", here))

    def varios(self, amount: Money, percent: Decimal, why: str) -> Line:
        """Sell something without a code of ours: a pre-set article of that VAT at a typed price.

        Settles the last unknown code, which stays on the line. Raises NoSuchVarios,
        VariosTooDear, BadPrice.
        """
        self._till.open_shift()
        rules = self._till.rules()
        category = rules.taxes.category(rules.territory, percent, rules.today)
        kind = varios_for(self.varios_kinds, category, amount)
        if amount <= ZERO:
            raise BadPrice(price=amount)
        with self.change(begin=True) as change:
            *others, code = change.sale.unknown or ("",)
            line = Line(
                0,
                kind.sku,
                kind.called(percent),
                kind.unit,
                kind.tax,
                Listed(amount, LIST, ""),
                Decimal(1),
                code=code,
                note=why,
            )
            change.sale = with_line(replace(change.sale, unknown=tuple(others)), line)
        return self.chosen()

    def _remember_unknown(self, code: str) -> None:
        with self.change(begin=True) as change:
            known = tuple(old for old in change.sale.unknown if old != code)
            change.sale = replace(change.sale, unknown=(*known, code))
            change.act.state(FactType.UNKNOWN_SCANNED, {"sale": change.sale.id, "code": code})

    def forget_unknown(self, code: str) -> None:
        """Settle an unknown code without selling anything for it."""
        with self.change() as change:
            left = tuple(old for old in change.sale.unknown if old != code)
            change.sale = replace(change.sale, unknown=left)

    # what is done to a line
    def choose(self, number: int) -> Line:
        """Touch a line: what follows is about it. Raises NoSuchLine."""
        with self.change() as change:
            change.sale = replace(change.sale, chosen=change.sale.line(number).number)
        return self.chosen()

    def quantity(self, quantity: Decimal, weight_from: WeightFrom = WeightFrom.HAND) -> Line:
        """Set how many of the chosen line (or how much, when it is weighed).

        Raises BadQuantity, and NotInParcels above what there is of the order that the sale pays.
        """
        with self.change() as change:
            line = self._own(change.sale)
            if not line.unit.measured and quantity % 1:
                raise BadQuantity(text=str(quantity))
            check_quantity(quantity)
            line_now = replace(line, quantity=quantity, weight_from=weight_from, labelled=None)
            change.sale = changed(change.sale, line_now)
            if (paid := change.sale.collected) is not None and quantity > line.quantity:
                order_in_sale.check(Orders(self._till).of(paid.order), change.sale, paid)
        return self.chosen()

    def weight(self, weight: Decimal, weight_from: WeightFrom = WeightFrom.HAND) -> Line:
        """Set the weight of the chosen line. Raises BadQuantity when it is not weighed."""
        line = self.the_sale().line(self.the_sale().chosen)
        if not line.unit.measured:
            raise BadQuantity(text=str(weight))
        return self.quantity(weight, weight_from)

    def price(self, price: Money, why: str = "") -> Line:
        """Set the chosen line's unit price by hand. Raises NotAllowed, BadPrice."""
        self._till.session.need(Permission.PRICE)
        if not ZERO <= price <= DEAREST:
            raise BadPrice(price=price)
        with self.change() as change:
            line = self._own(change.sale)
            off = per_cent_between(line.listed.price, price)
            allowed_by = self._till.session.need(Permission.PRICE, off)
            check_ceiling(self.varios_kinds, line.sku, price)
            by = Override(price, why, self._till.session.who().code, allowed_by)
            discounts.overridden(change, line, by)
        return self.chosen()

    def discount_line(self, off: Percent | Amount, why: str = "") -> Line:
        """Take something off the chosen line; nothing off takes a discount back.

        Raises BadDiscount, NotAllowed.
        """
        with self.change() as change:
            line = self._own(change.sale)

            def put(discount: Discount | None) -> Sale:
                return changed(change.sale, replace(line, discount=discount))

            change.sale = discounts.discounted(self._till, change, put, off, why, line.number)
        return self.chosen()

    def discount_ticket(self, off: Percent | Amount, why: str = "") -> Sale:
        """Take something off the whole ticket, shared over its lines.

        Raises BadDiscount, NotAllowed.
        """
        with self.change() as change:

            def put(discount: Discount | None) -> Sale:
                return replace(change.sale, discount=discount)

            change.sale = discounts.discounted(self._till, change, put, off, why, 0)
        return self.the_sale()

    def note(self, text: str) -> Line:
        """Put words on the chosen line; none take them off."""
        with self.change() as change:
            line = change.sale.line(change.sale.chosen)
            change.sale = changed(change.sale, replace(line, note=text.strip()[:120]))
        return self.chosen()

    def seller(self, code: str) -> Line:
        """Say who advised the customer on the chosen line. Raises UnknownPerson."""
        with self._till.store.read() as connection:
            if store.person(connection, code) is None:
                raise UnknownPerson(code=code)
        with self.change() as change:
            line = change.sale.line(change.sale.chosen)
            change.sale = changed(change.sale, replace(line, seller=code))
        return self.chosen()

    def remove(self) -> Line:
        """Take the chosen line out; `undo` brings it back."""
        with self.change() as change:
            line = self._own(change.sale)
            change.sale = without(change.sale, line.number)
            self._state_line(change, FactType.LINE_REMOVED, line)
        return line

    def undo(self) -> Line:
        """Bring back the line removed last. Raises NothingToUndo."""
        with self.change() as change:
            change.sale = restored(change.sale)
            self._state_line(change, FactType.LINE_RESTORED, change.sale.line(change.sale.chosen))
        return self.chosen()

    def _own(self, sale: Sale) -> Line:
        """The open line, when it is there for itself. Raises NoSuchLine, AttachedLine."""
        line = sale.line(sale.chosen)
        if line.attached:
            raise AttachedLine(name=line.name)
        return line

    def _state_line(self, change: Change, kind: FactType, line: Line) -> None:
        change.act.state(
            kind,
            {
                "sale": change.sale.id,
                "line": line.number,
                "sku": line.sku,
                "quantity": str(line.quantity),
                "total": line.total.cents,
            },
        )

    # whose it is
    def identify(self, customer: Customer) -> Customer:
        """The sale in hand is this customer's: from now on, and for what is on it already, the
        prices of their level hold where they are better."""
        self.belongs_to(customer.uuid, customer.level)
        return customer

    def nobody(self) -> Sale:
        """The sale in hand is nobody's: the prices are anybody's again. Raises NobodyKnown."""
        if not self.the_sale().customer:
            raise NobodyKnown()
        self.belongs_to("", "")
        return self.the_sale()

    def belongs_to(self, customer: str, level: str) -> None:
        """Put the sale in hand at the prices of `level`, and give its points to that uuid."""
        with self.change(begin=True) as change:
            sale = replace(change.sale, customer=customer, level=level)
            change.sale = levels.at_level(self._till, sale)
            # Nobody gave a discount: a cheaper line makes one of an amount deeper by itself.
            change.judged = True

    # what is done to the ticket
    def invoice(self, tax_id: str, name: str, address: str) -> Sale:
        """Name the buyer: it will be a full invoice. Raises BadTaxId, BuyerIncomplete."""
        whom = buyer(tax_id, name, address)
        with self.change(begin=True) as change:
            change.sale = replace(change.sale, buyer=whom)
        return self.the_sale()

    def no_invoice(self) -> Sale:
        """Back to a ticket."""
        with self.change() as change:
            change.sale = replace(change.sale, buyer=None)
        return self.the_sale()

    # asking
    def explain(self, number: int) -> tuple[Step, ...]:
        """Why a line costs what it costs. Raises NoSuchLine."""
        sale = self.the_sale()
        return explained(sale.line(number), sale)

    def check_no_pending(self, sale: Sale) -> None:
        """Raises CardPending while nobody knows whether a card paid for it."""
        with self._till.db.read() as connection:
            if any(attempt.basket == sale.id for attempt in attempts.open_ones(connection)):
                raise CardPending()

    def the_sale(self) -> Sale:
        """Raises EmptySale."""
        if self._sale is None:
            raise EmptySale()
        return self._sale

    def chosen(self) -> Line:
        """The open line. Raises EmptySale, NoSuchLine."""
        sale = self.the_sale()
        return sale.line(sale.chosen)

    @contextmanager
    def change(self, *, begin: bool = False, may_sell: bool = False) -> Iterator[Change]:
        """One change of the basket, priced, judged and on disk when this returns. `begin`: one that
        there is not; `may_sell`: whoever asks has looked whether a shift is open."""
        if not may_sell:
            self._till.open_shift()
        before = self._sale
        if before is None and not begin:
            raise EmptySale()
        if before:
            check_not_for(before.staff, self._till.session.who().code)
        with self._till.act() as act:
            change = Change(act, before or Sale(self._till.new_sale_id(act.tx)))
            yield change
            after = priced(followed(change.sale), self._till.rules())
            check_size(after)
            terms.check_most(after)
            if before and not change.judged:
                discounts.judge(self._till, change, before, after)
            if before and after.total < before.total:
                if after.total < after.paid:
                    raise MoneyTaken(paid=after.paid)
                self.check_no_pending(after)
            cash_law.check(self._till, after, cash=after.cash)
            baskets.save(act.tx, after, before)

            def hold() -> None:
                self._sale = after

            act.tx.then(hold)
