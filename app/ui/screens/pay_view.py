"""What the payment screen shows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.domain.document import Document
from app.domain.money import Money, parse_money
from app.domain.sale import Sale
from app.domain.tender import CASH_LIMIT, NON_RESIDENT_LIMIT, Tender, TenderKind, cash_limit
from app.ui import format as written
from app.ui.widgets.chip import ChipView
from app.ui.widgets.form import FieldView, FormView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


class CardState(StrEnum):
    """What the terminal is at."""

    NONE = "none"
    ASKED = "asked"
    REFUSED = "refused"
    """Declined or cancelled: nothing was charged."""
    UNKNOWN = "unknown"
    """Nobody knows; it is looked up, never guessed."""


@dataclass(frozen=True, slots=True)
class CardView:
    state: CardState
    words: str
    detail: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    """(what it does, its word), the first one the usual."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A quick amount: what is handed over as `parse_money` reads it, and the word on it."""

    amount: str
    words: str


@dataclass(frozen=True, slots=True)
class PayView:
    due: str
    total: str
    document: str
    """`Ticket` or `Factura a …`."""
    tenders: tuple[RowView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    cash: bool = True
    no_cash: str = ""
    terminal: bool = True
    """Whether there is a terminal that the till speaks to."""
    no_card: str = ""
    """Why it cannot be used now, and what to do instead."""
    card: CardView | None = None
    others: tuple[tuple[str, str, str], ...] = ()
    """Every other way: (its code, word, icon)."""
    direct: frozenset[str] = frozenset()
    """The codes of those that need no reference."""
    chips: tuple[ChipView, ...] = ()


Names = Mapping[TenderKind, str]
"""What the chain calls ways of paying, where it calls them anything."""
NO_NAMES: Names = MappingProxyType({})
QUICK_NOTES = ("5", "10", "20", "50")


def pay_view(
    sale: Sale,
    card: CardView | None,
    *,
    terminal: bool,
    away: bool = False,
    others: Sequence[TenderKind] = (),
    direct: Collection[TenderKind] = (),
    names: Names = NO_NAMES,
) -> PayView:
    """What is left to pay of `sale`, and how it may be paid. `away`: the terminal is known to be
    out of reach. `others`: the ways that are neither cash nor card, `direct` those of
    them that need no reference."""
    document = fill(tr("Factura a %1"), sale.buyer.name) if sale.buyer else tr("Ticket")
    count = written.units_and_lines(pieces(sale), len(sale.lines))
    limit = cash_limit(non_resident=sale.non_resident is not None)
    cash = sale.total < limit
    return PayView(
        due=written.money(sale.due),
        total=written.money(sale.total),
        document=f"{document} · {count}",
        tenders=tuple(
            RowView(str(place), means(tender.kind, names), tender_detail(tender),
                    written.money(tender.amount))
            for place, tender in enumerate(sale.tenders)
        ),
        notes=tuple(
            NoteView(note, written.denomination(parse_money(note))) for note in QUICK_NOTES
        ),
        cash=cash,
        no_cash="" if cash else no_cash(limit),
        terminal=terminal,
        no_card=" ".join((tr("El datáfono no contesta."), by_hand_words())) if away else "",
        card=card,
        direct=frozenset(kind.value for kind in direct),
        others=(
            *((kind.value, means(kind, names), way_icon(kind)) for kind in others),
            *_declaration(sale, cash=cash),
        ),
    )  # fmt: skip


NON_RESIDENT = "non-resident"
"""Among the other ways: who pays declares not to reside here, and may pay more in cash."""


def _declaration(sale: Sale, *, cash: bool) -> tuple[tuple[str, str, str], ...]:
    if cash or sale.non_resident or sale.total >= NON_RESIDENT_LIMIT:
        return ()
    return ((NON_RESIDENT, tr("Efectivo de quien no reside en España"), "identification-card"),)


def other_view(code: str, words: str, amount: str) -> FormView:
    """What is asked of a payment that the till cannot see, or of a voucher."""
    if code == TenderKind.CREDIT:
        field = FieldView("reference", tr("Código del vale: escanéalo"), scans=True)
    else:
        field = FieldView("reference", tr("Referencia del pago"), scans=True)
    return FormView(words, (field,), fill(tr("Se cobran %1"), amount), tr("Cobrado"))


def by_hand_words() -> str:
    """What is left when the till's own terminal is dead (retail-rules 3)."""
    return tr("Si el banco te dejó otro datáfono, cobra en él con «Tarjeta a mano».")


def no_cash(limit: Money = CASH_LIMIT) -> str:
    """Why no cash may be taken for this total (Ley 7/2012 art. 7)."""
    return fill(
        tr("La ley no deja cobrar en efectivo operaciones de %1 o más."), written.money(limit)
    )


def declaration_view() -> FormView:
    """What is written down of whoever does not reside here."""
    kinds = {
        "passport": tr("Pasaporte"),
        "id-card": tr("Carné de su país"),
        "residence-card": tr("Tarjeta de residencia"),
    }
    return FormView(
        tr("No reside en España"),
        (
            FieldView("document", tr("Ha enseñado"), choices=tuple(kinds.items())),
            FieldView("country", tr("País: FR")),
        ),
        about=tr("Se guarda qué documento es y de qué país, nunca su número."),
        accept=tr("Lo declara"),
    )


def means(kind: TenderKind, names: Names = NO_NAMES) -> str:
    """What a way of paying is called here."""
    if kind in names:
        return names[kind]
    match kind:
        case TenderKind.CASH:
            return tr("Efectivo")
        case TenderKind.CARD:
            return tr("Tarjeta")
        case TenderKind.CARD_BY_HAND:
            return tr("Tarjeta a mano")
        case TenderKind.CREDIT:
            return tr("Vale de la tienda")
        case TenderKind.BIZUM:
            return tr("Bizum")
        case TenderKind.TRANSFER:
            return tr("Transferencia")
        case TenderKind.MEAL_VOUCHER:
            return tr("Vale de comida")
        case TenderKind.WEB:
            return tr("Pago web")
        case _:
            return kind.capitalize()


def returned_by(corrective: Document, names: Names = NO_NAMES) -> str:
    """`Efectivo 2,36 € · Tarjeta 4,00 €`: what is to be handed out, and what went by itself."""
    ways = ((means(one.kind, names), written.money(-one.amount)) for one in corrective.tenders)
    return " · ".join(f"{way} {amount}" for way, amount in ways)


def way_icon(kind: TenderKind) -> str:
    icons = {
        TenderKind.CASH: "money",
        TenderKind.CARD: "credit-card",
        TenderKind.CARD_BY_HAND: "credit-card",
        TenderKind.BIZUM: "device-mobile",
        TenderKind.TRANSFER: "bank",
        TenderKind.MEAL_VOUCHER: "fork-knife",
        TenderKind.CREDIT: "ticket",
    }
    return icons.get(kind, "receipt")


def tender_detail(tender: Tender) -> str:
    """The end of the card's number and the authorisation, or what was typed, when there is any."""
    four = f"···· {tender.last_four}" if tender.last_four else ""
    number = fill(tr("autorización %1"), tender.authorisation) if tender.authorisation else ""
    typed = "" if tender.kind.asks_terminal or tender.kind is TenderKind.WEB else tender.reference
    return " · ".join(part for part in (four, number, typed) if part)


def pieces(sale: Sale) -> int:
    """Units of what is counted; what is weighed counts as one."""
    return sum(1 if line.unit.measured else int(line.quantity) for line in sale.lines)
