"""Ways of paying as data, and the law about cash."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, ClassVar

from app.domain.errors import BadTender, CardNumber, CashOverLimit
from app.domain.free_words import tidy
from app.domain.money import Money

CASH_LIMIT = Money(100_000)
"""Ley 7/2012 art. 7.Uno: no cash in an operation of 1,000 euro or more."""
NON_RESIDENT_LIMIT = Money(1_000_000)
"""Of a private person who declares not to reside in Spain (art. 7.Uno, second paragraph)."""
_CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", re.ASCII)
_LONGEST, _LONGEST_NAME = 24, 30
_LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){12,18}", re.ASCII)


class TenderKind(str):
    """The code of a way of paying: one that the program knows, or one that the chain added.

    What was paid in a kind that nobody offers any more still reads. There is one object a code.
    """

    _made: ClassVar[dict[str, TenderKind]] = {}

    CASH: ClassVar[TenderKind]
    CARD: ClassVar[TenderKind]
    """On the terminal that the till speaks to."""
    CARD_BY_HAND: ClassVar[TenderKind]
    """On the bank's own terminal; a person types what it said."""
    WEB: ClassVar[TenderKind]
    """In the channel where it was ordered: what was paid before, and goes back the same way."""
    CREDIT: ClassVar[TenderKind]
    """A voucher of ours, by its code (`domain.voucher`)."""
    EXCHANGE: ClassVar[TenderKind]
    """What came back in the same operation: a corrective's money that pays a ticket."""
    BIZUM: ClassVar[TenderKind]
    TRANSFER: ClassVar[TenderKind]
    MEAL_VOUCHER: ClassVar[TenderKind]

    __slots__ = ()

    def __new__(cls, code: str) -> TenderKind:
        """Raises ValueError for what is no code: 1 to 24 of a-z, 0-9 and the hyphen."""
        known = cls._made.get(code)
        if known is None:
            if len(code) > _LONGEST or not _CODE.fullmatch(code):
                raise ValueError(f"{str(code)[:40]!r} is no kind of tender")
            known = cls._made.setdefault(code, super().__new__(cls, code))
        return known

    @property
    def value(self) -> str:
        return str(self)

    @property
    def asks_terminal(self) -> bool:
        """Whether the till's terminal moves the money: no kind that is added can do that."""
        return self is TenderKind.CARD


TenderKind.CASH = TenderKind("cash")
TenderKind.CARD = TenderKind("card")
TenderKind.CARD_BY_HAND = TenderKind("card-by-hand")
TenderKind.WEB = TenderKind("web")
TenderKind.CREDIT = TenderKind("credit")
TenderKind.EXCHANGE = TenderKind("exchange")
TenderKind.BIZUM = TenderKind("bizum")
TenderKind.TRANSFER = TenderKind("transfer")
TenderKind.MEAL_VOUCHER = TenderKind("meal-voucher")


class RefundAs(StrEnum):
    """How what was paid in a kind is paid back."""

    SAME = "same"
    """The same way, up to what it took."""
    CREDIT = "credit"
    """As store credit."""
    CHANNEL = "channel"
    """Where it was paid; never at a counter."""


class Counted(StrEnum):
    """What a close compares a kind with."""

    PIECES = "pieces"
    """Notes and coins."""
    TOTAL = "total"
    """A figure that a person enters: of the bank's own terminal, of the papers in the drawer."""
    TERMINAL = "terminal"
    """What the till's terminal says it booked."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class TenderRules:
    """How a kind of tender behaves at sale, refund and close (retail-rules 3)."""

    opens_drawer: bool = False
    gives_change: bool = False
    reference: bool = False
    """Whether nobody can find the payment again without what is typed with it."""
    refund: RefundAs = RefundAs.SAME
    counted: Counted = Counted.NOTHING
    limit: Money | None = None
    """The most of one ticket that it may pay."""
    on: bool = True
    """Whether it is offered; what it paid before is still paid back."""
    names: tuple[str, str] = ("", "")
    """Spanish and English; "" is what the program calls it."""


USUAL: Mapping[TenderKind, TenderRules] = {
    TenderKind.CASH: TenderRules(opens_drawer=True, gives_change=True, counted=Counted.PIECES),
    TenderKind.CARD: TenderRules(counted=Counted.TERMINAL),
    TenderKind.CARD_BY_HAND: TenderRules(counted=Counted.TOTAL),
    TenderKind.BIZUM: TenderRules(reference=True),
    TenderKind.TRANSFER: TenderRules(reference=True),
    TenderKind.MEAL_VOUCHER: TenderRules(
        opens_drawer=True, reference=True, refund=RefundAs.CREDIT, counted=Counted.TOTAL
    ),
    TenderKind.CREDIT: TenderRules(reference=True, refund=RefundAs.CREDIT),
    TenderKind.WEB: TenderRules(refund=RefundAs.CHANNEL),
    TenderKind.EXCHANGE: TenderRules(refund=RefundAs.CREDIT),
}
"""What holds where nobody ordered otherwise, in the order in which they are offered."""
_OWN = frozenset(
    {
        TenderKind.CASH,
        TenderKind.CARD,
        TenderKind.CARD_BY_HAND,
        TenderKind.CREDIT,
        TenderKind.WEB,
        TenderKind.EXCHANGE,
    }
)
"""Kinds that have a way of their own to be taken; the others are reference tenders."""
_UNKNOWN = TenderRules(reference=True, refund=RefundAs.CREDIT, on=False)


@dataclass(frozen=True, slots=True)
class Tenders:
    """Every kind that a till knows, with its rules."""

    rules: Mapping[TenderKind, TenderRules] = field(default_factory=lambda: USUAL)

    def of(self, kind: TenderKind) -> TenderRules:
        """Of a kind that nobody orders any more: it is not offered, and goes back as credit."""
        return self.rules.get(kind, _UNKNOWN)

    def by_reference(self) -> tuple[TenderKind, ...]:
        """The kinds that are offered and taken with what a person types of them."""
        return tuple(kind for kind, one in self.rules.items() if one.on and kind not in _OWN)

    def counted(self) -> tuple[TenderKind, ...]:
        """Those of which a close asks for a total."""
        return tuple(kind for kind, one in self.rules.items() if one.counted is Counted.TOTAL)

    def names(self, *, english: bool) -> dict[TenderKind, str]:
        """What the chain calls them, where it calls them anything."""
        found = {kind: one.names[english] or one.names[0] for kind, one in self.rules.items()}
        return {kind: name for kind, name in found.items() if name}


@dataclass(frozen=True, slots=True)
class Tender:
    """Money handed over (or, negative, paid back) in one way. Never a card number."""

    kind: TenderKind
    amount: Money
    """What was handed over: with cash it may exceed what was due, then there is change."""
    reference: str = ""
    """The terminal's name of the payment, by which it is looked up, refunded, reversed; of one in
    a channel the provider's; of store credit the voucher's code; of others what a person typed."""
    authorisation: str = ""
    last_four: str = ""


def cash_limit(*, non_resident: bool) -> Money:
    """From which total on no cash may be taken."""
    return NON_RESIDENT_LIMIT if non_resident else CASH_LIMIT


def check_cash_law(operation: Money, cash: bool, *, non_resident: bool = False) -> None:
    """Refuse any cash in an operation of 1,000 euro or more, split or refund alike; 10,000 for a
    private person who declares not to reside here.

    What is handed over does not matter: 980 paid with two notes of 500 is sold.
    Raises CashOverLimit. (Ley 7/2012 art. 7, as amended by Ley 11/2021 art. 18.)
    """
    limit = cash_limit(non_resident=non_resident)
    if cash and abs(operation.cents) >= limit.cents:
        raise CashOverLimit(limit=limit, total=operation)


def reference_of(text: str) -> str:
    """What may be kept of what a person typed about a payment: 40 printable characters.

    Raises CardNumber: the number of a card is kept nowhere (PCI DSS 3.2).
    """
    found = tidy(text, 40)
    if any(_luhn(number) for number in _LONG_NUMBER.findall(found)):
        raise CardNumber()
    return found


def _luhn(text: str) -> bool:
    digits = [int(ch) for ch in text if ch.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    return (sum(digits[::-2]) + sum(doubled)) % 10 == 0


# what a chain or a till orders
SETTING = "tenders"
"""The chain's setting, and the table of till.toml."""


def ordered(rows: Iterable[tuple[str, object]], before: Tenders) -> Tenders:
    """`before` with what (code, row) pairs order: fields of a kind that is there, or a new kind.

    A row is `{"name": {"es", "en"}, "drawer", "reference", "refund": "same"|"credit", "counted":
    "total"|"nothing", "limit": cents or None, "on"}`, each only when it is ordered. Of the kinds
    that the program moves itself only `name`, `limit` and `on` can be; cash is always on (nobody
    may refuse it) and without a limit but the law's. Raises BadTender.
    """
    rules = dict(before.rules)
    for code, row in rows:
        try:
            kind = TenderKind(code)
            rules[kind] = _ordered(kind, row, rules.get(kind))
        except (TypeError, ValueError) as error:
            raise BadTender(code=str(code)[:40], reason=str(error)) from None
    return Tenders(rules)


def _ordered(kind: TenderKind, row: object, was: TenderRules | None) -> TenderRules:
    if not isinstance(row, Mapping):
        raise ValueError("no table")
    if was is None and "name" not in row:
        raise ValueError("name")
    changed: dict[str, Any] = {}
    for field_, said in row.items():
        if field_ not in _may(kind):
            raise ValueError(str(field_))
        into, read = _FIELDS[field_]
        changed[into] = read(said)
    return replace(was or TenderRules(reference=True), **changed)


def _may(kind: TenderKind) -> Collection[str]:
    """What may be ordered of it."""
    if kind in (TenderKind.CASH, TenderKind.WEB, TenderKind.EXCHANGE):
        return ("name",)
    return ("name", "limit", "on") if kind in _OWN else _FIELDS


def _yes(said: object) -> bool:
    if not isinstance(said, bool):
        raise ValueError(str(said))
    return said


def _names(said: object) -> tuple[str, str]:
    names: tuple[object, ...] = ("",)
    if isinstance(said, str):
        names = (said, said)
    elif isinstance(said, Mapping) and not said.keys() - {"es", "en"}:
        names = (said.get("es", ""), said.get("en", ""))
    found = [name.strip() for name in names if isinstance(name, str)]
    if len(found) < 2 or not found[0] or not "".join(found).isprintable():
        raise ValueError("name")
    if max(map(len, found)) > _LONGEST_NAME:
        raise ValueError("name")
    return found[0], found[1]


def _limit(said: object) -> Money | None:
    if said is None:
        return None
    if type(said) is not int or said <= 0:
        raise ValueError("limit")
    return Money(said)


def _refund(said: object) -> RefundAs:
    if said not in (RefundAs.SAME, RefundAs.CREDIT):
        raise ValueError("refund")
    return RefundAs(str(said))


def _counted(said: object) -> Counted:
    if said not in (Counted.TOTAL, Counted.NOTHING):
        raise ValueError("counted")
    return Counted(str(said))


_FIELDS: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "name": ("names", _names),
    "drawer": ("opens_drawer", _yes),
    "reference": ("reference", _yes),
    "refund": ("refund", _refund),
    "counted": ("counted", _counted),
    "limit": ("limit", _limit),
    "on": ("on", _yes),
}


def ordered_by_chain(setting: object, before: Tenders) -> Tenders:
    """The chain's setting `tenders`: {"kinds": [{"code": ..., and what `ordered` reads}...]}.

    Raises BadTender.
    """
    rows = setting.get("kinds") if isinstance(setting, Mapping) else None
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise BadTender(code="", reason="kinds")
    pairs = [
        (row.get("code", ""), {name: value for name, value in row.items() if name != "code"})
        for row in rows
    ]
    return ordered(pairs, before)
