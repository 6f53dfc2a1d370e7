"""The papers that are no invoice, by what their print jobs are called."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from app.domain import slips
from app.domain.errors import NoGift, NoSuchLine, UnknownVoucher
from app.domain.money import ZERO
from app.domain.paper import Block
from app.domain.paper_kind import PaperKind
from app.domain.product import Unit
from app.domain.receipt import ReceiptWords
from app.domain.slips import Forms, Head
from app.domain.staff import Permission
from app.services import voucher
from app.services.archived import not_here
from app.services.till import Till
from app.storage import attempts, documents, prints, vouchers
from app.storage.database import Reader

GIFT = "regalo+"
"""How the names of gift tickets' print jobs begin: `regalo+NUMBER`, or `regalo+NUMBER+1,3` of some
lines."""
CARD = "tarjeta+"
"""How those of a card's slip begin: `tarjeta+REFERENCE`; no stroke, for papers may be files."""


def card_job(reference: str) -> str:
    return CARD + reference.replace("/", "~")


def head(till: Till, words: ReceiptWords) -> Head:
    """What a paper of the shop that is no invoice is headed."""
    shop = till.shop
    return Head(shop.name or shop.company, shop.address, words.demo if till.config.demo else "")


class Slips:
    """`words`: in the language of the shop's papers."""

    def __init__(self, till: Till, words: ReceiptWords) -> None:
        self._till, self._words = till, words

    def gift(self, number: str, lines: Sequence[int] = ()) -> str:
        """Queue a gift ticket of a document of this till, of some of its `lines` or of all; what
        the job is called. Raises UnknownDocument, NoGift, NoSuchLine, NotAllowed."""
        self._till.session.need(Permission.SELL)
        number = number.strip().upper()
        with self._till.db.read() as connection:
            document = documents.one(connection, number)
            if document is None:
                raise not_here(connection, number)
        if document.kind.corrective:
            raise NoGift(number=number)
        there = {line.number for line in document.lines}
        for line in lines:
            if line not in there:
                raise NoSuchLine(line=line)
        some = "+" + ",".join(map(str, sorted(set(lines)))) if lines else ""
        with self._till.act() as act:
            prints.queue(act.tx, PaperKind.GIFT, f"{GIFT}{number}{some}", copy=True, at=act.at)
        return f"{GIFT}{number}{some}"

    def blocks(self, kind: PaperKind, name: str) -> list[Block]:
        """What a job of that kind and name brings out. Raises UnknownVoucher, UnknownDocument."""
        if kind is PaperKind.VOUCHER:
            return self._voucher(name.removeprefix(voucher.OF))
        if kind is PaperKind.CARD:
            return self._card(name.removeprefix(CARD).replace("~", "/"))
        number, _, some = name.removeprefix(GIFT).partition("+")
        return self._gift(number, [int(line) for line in some.split(",") if line])

    def _voucher(self, code: str) -> list[Block]:
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            issued = vouchers.issued(connection, code)
            known = vouchers.known(connection, mirror, code)
            document = self._corrective(connection, code)
        if issued is None:
            raise UnknownVoucher(code=code)
        left = known.left if known else ZERO
        of = slips.Credit(code, issued.amount, left, issued.expires, document)
        return slips.voucher(of, self._head, self._words.slips, self._forms)

    @staticmethod
    def _corrective(connection: Reader, code: str) -> str:
        body = vouchers.stated(connection, code)
        return str(body["document"]) if body else ""

    def _card(self, reference: str) -> list[Block]:
        with self._till.db.read() as connection:
            attempt = attempts.one(connection, reference)
        lines, here = attempt.slip.splitlines(), attempt.at.astimezone(self._till.shop.zone)
        return slips.card(lines, reference, here, self._head, self._words.slips, self._forms)

    def _gift(self, number: str, lines: Sequence[int]) -> list[Block]:
        with self._till.db.read() as connection:
            document = documents.one(connection, number)
            if document is None:
                raise not_here(connection, number)
        return slips.gift(document, lines, self._head, self._words.slips, self._forms)

    @property
    def _head(self) -> Head:
        return head(self._till, self._words)

    @property
    def _forms(self) -> Forms:
        words = self._words

        def day(on: date) -> str:
            return f"{on:{words.date_form}}"

        def quantity(much: Decimal, unit: Unit) -> str:
            text = f"{much.normalize():f}".replace(".", words.decimal_mark)
            return text if unit is Unit.EACH else f"{text} {words.units[unit]}"

        return Forms(
            lambda amount: f"{amount} {words.currency}".replace(".", words.decimal_mark),
            day,
            quantity,
        )
