"""What the shift screen shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.cash import Place
from app.domain.money import ZERO, Money
from app.domain.shift import Shift, ShiftReport
from app.domain.tender import TenderKind
from app.domain.z import Passed, Rest
from app.services.drawer import Closed
from app.ui import format as written
from app.ui.screens.pay_view import NO_NAMES, Names, means
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class NoShiftView:
    """No shift is open: one may be, with its float."""

    about: str
    left: str = ""
    """What the last shift left in the drawer, as it would be typed."""
    last: tuple[FactView, ...] = ()
    """The Z of the shift just closed."""


@dataclass(frozen=True, slots=True)
class ShiftView:
    title: str
    about: str
    facts: tuple[FactView, ...]
    unfinished: tuple[str, ...] = ()
    """What a close would pass on, each a sentence."""
    float: str = ""
    """What the shift began with, as it would be typed: as much usually stays."""
    by_hand: str = ""
    """Asks for the total of the bank's own terminal; empty when it took nothing."""
    totals: tuple[tuple[str, str], ...] = ()
    """(code, word) of the other kinds whose papers are counted, of those that came in."""


def shift_view(
    report: ShiftReport,
    unfinished: Passed,
    *,
    who: str,
    now: datetime,
    expected: bool,
    counted: Sequence[TenderKind] = (),
    names: Names = NO_NAMES,
) -> ShiftView:
    """The open shift. `expected`: whether the person may know what should be in the drawer.
    `counted`: the kinds of which a close asks for a total."""
    shift = report.shift
    opened = f"{written.day(shift.opened_at)} {written.clock(shift.opened_at)}"
    return ShiftView(
        title=fill(tr("Turno %1"), shift.id),
        about=fill(tr("Abierto el %1 por %2 · %3"), opened, who, written.age(shift.opened_at, now)),
        facts=(*_drawer(report, expected=expected), *_figures(report, blind=not expected)),
        unfinished=_passed(unfinished),
        float=written.typed_amount(shift.float),
        by_hand=TenderKind.CARD_BY_HAND.value if report.asks_by_hand else "",
        totals=tuple(
            (kind.value, means(kind, names))
            for kind in counted
            if kind is not TenderKind.CARD_BY_HAND and _came(report, kind)
        ),
    )


def _came(report: ShiftReport, kind: TenderKind) -> bool:
    held = (report.held_others, report.held_others_before)
    return any(kind in amounts for amounts in (report.tenders, *held))


def _drawer(report: ShiftReport, *, expected: bool) -> tuple[FactView, ...]:
    facts = [
        FactView(tr("Efectivo del cajón"), weight="heading"),
        FactView(tr("Fondo inicial"), written.money(report.shift.float)),
    ]
    if report.left != report.shift.float and report.left:
        tone = "warning" if report.float_missing else ""
        facts.append(
            FactView(tr("Quedó del turno anterior"), written.money(report.left), tone=tone)
        )
    moves = (
        (tr("Entradas"), report.cash_in, ""),
        (tr("Salidas"), -report.cash_out, "negative-ticket"),
        (tr("Retirado a la caja fuerte"), -report.drops, "negative-ticket"),
        (tr("Traído de la caja fuerte"), report.brought, ""),
        (tr("Llevado al banco"), -report.carried_off, "negative-ticket"),
    )
    facts += [
        FactView(words, written.money(sum_), tone=tone) for words, sum_, tone in moves if sum_
    ]
    facts += [
        FactView(fill(tr("Bolsa %1"), bag.number), written.money(bag.amount)) for bag in report.bags
    ]
    if expected:
        facts.append(FactView(tr("Debería haber"), written.money(report.expected), weight="strong"))
    return tuple(facts)


def _figures(report: ShiftReport, *, blind: bool) -> tuple[FactView, ...]:
    """`blind`: without the sums from which the drawer could be worked out."""
    facts = [FactView(tr("Ventas del turno"), weight="heading")]
    if blind:
        facts.append(FactView(tr("Tickets y facturas"), str(report.sales)))
        if report.returns:
            facts.append(FactView(tr("Devoluciones"), str(report.returns)))
    else:
        words = fill(tr("Tickets y facturas, %1"), report.sales)
        facts.append(FactView(words, written.money(report.sales_total)))
        if report.returns:
            words, back = fill(tr("Devoluciones, %1"), report.returns), report.returns_total
            facts.append(FactView(words, written.money(back), tone="negative-ticket"))
    if report.without_ticket:
        words = fill(tr("Devuelto sin ticket, %1 (en vales)"), report.without_ticket)
        figure = "" if blind else written.money(report.without_ticket_total)
        facts.append(FactView(words, figure, tone="muted"))
    if report.replacing:
        words = fill(tr("Facturas que sustituyen tickets, %1 (no suman)"), report.replacing)
        figure = "" if blind else written.money(report.replacing_total)
        facts.append(FactView(words, figure, tone="muted"))
    counts = (
        (tr("Descuentos"), written.money(report.discounts) if report.discounts else ""),
        (tr("Precios cambiados"), str(report.overrides or "")),
        (tr("Líneas quitadas"), str(report.removed_lines or "")),
        (tr("Tickets abandonados"), str(report.abandoned or "")),
        (tr("Duplicados"), str(report.reprints or "")),
        (tr("Cajón abierto sin venta"), str(report.openings or "")),
    )
    return (*facts, *(FactView(words, figure) for words, figure in counts if figure))


def report_view(
    report: ShiftReport, *, name: Callable[[str], str], expected: bool
) -> tuple[FactView, ...]:
    """X and Z in full (retail-rules 7); before the count, blind to whoever may not know."""
    blind = not expected and report.count is None
    facts = [*_drawer(report, expected=expected), *_figures(report, blind=blind)]
    if not blind:
        facts += _sums(report)
    if report.series:
        facts.append(FactView(tr("Series"), weight="heading"))
    for series in report.series:
        facts.append(
            FactView(f"{series.first} – {series.last.rpartition('-')[2]}", str(series.count))
        )
    if report.people:
        facts.append(FactView(tr("Personas"), weight="heading"))
    for person in report.people:
        who = name(person.code)
        if blind:
            facts.append(FactView(who, str(person.documents)))
        else:
            facts.append(FactView(f"{who} · {person.documents}", written.money(person.total)))
    if blind:
        facts.append(FactView(tr("Los importes los ve una persona encargada, o todos en la Z.")))
    return tuple(facts)


def _sums(report: ShiftReport) -> list[FactView]:
    facts = [FactView(tr("Formas de pago"), weight="heading")]
    facts += [FactView(means(kind), written.money(sum_)) for kind, sum_ in report.tenders.items()]
    vouchers = report.vouchers
    for words, count, sum_ in (
        (tr("Vales emitidos, %1"), vouchers.issued, vouchers.issued_total),
        (tr("Vales canjeados, %1"), vouchers.redeemed, vouchers.redeemed_total),
    ):
        if count:
            facts.append(FactView(fill(words, count), written.money(sum_)))
    if report.held_by_hand or report.held_by_hand_before:
        # A ticket not finished when a shift closed: the sum above is not that terminal's.
        words = tr("Debería decir el datáfono del banco")
        facts.append(FactView(words, written.money(report.expected_by_hand), weight="strong"))
    if report.taxes:
        facts.append(FactView(written.tax(), weight="heading"))
    for row in report.taxes:
        words = fill(tr("%1 · base %2"), written.percent(row.percent), written.money(row.base))
        facts.append(FactView(words, written.money(row.tax)))
    for row in report.corrective_taxes:
        words = fill(tr("Rectificado %1 · base %2"), written.percent(row.percent),
                     written.money(row.base))  # fmt: skip
        facts.append(FactView(words, written.money(row.tax), tone="negative-ticket"))
    return facts


def closed_view(
    closed: Closed | None,
    *,
    name: Callable[[str], str],
    expected: bool,
    left: Money = ZERO,
    shelves: tuple[FactView, ...] = (),
) -> NoShiftView:
    """No shift is open; `closed` is the one that this window has just closed. `shelves`: what was
    found on the pickup shelves."""
    if closed is None:
        about = tr("No hay turno abierto. Cuenta el fondo y ábrelo para vender.")
        return NoShiftView(about, written.typed_amount(left) if left else "")
    report = closed.report
    facts = [FactView(fill(tr("Z del turno %1"), report.shift.id), weight="heading")]
    if report.count is not None:
        facts.append(FactView(tr("Efectivo contado"), written.money(report.count.cash)))
        facts += _rest(closed.rest)
    facts += _differences(closed, expected=expected)
    facts += [FactView(words) for words in _passed(closed.passed)]
    facts += shelves
    facts += report_view(report, name=name, expected=expected)
    typed = written.typed_amount(left) if left else ""
    return NoShiftView(tr("El turno está cerrado."), typed, tuple(facts))


def closed_rows(shifts: Sequence[Shift], name: Callable[[str], str]) -> tuple[RowView, ...]:
    """The shifts that have a Z, to choose one."""
    return tuple(
        RowView(
            str(one.id),
            fill(tr("Z del turno %1"), one.id),
            fill(tr("%1 · abierto por %2"), written.day(one.opened_at), name(one.opened_by)),
            written.money(one.counted.cash) if one.counted else "",
            tr("contado") if one.counted else tr("sin contar"),
        )
        for one in shifts
    )


def _rest(rest: Rest) -> list[FactView]:
    """Where the counted cash is now."""
    facts = [FactView(tr("Se queda de fondo"), written.money(rest.stays))]
    if rest.to_safe:
        words = (
            fill(tr("A la caja fuerte, bolsa %1"), rest.bag) if rest.bag else tr("A la caja fuerte")
        )
        facts.append(FactView(words, written.money(rest.to_safe)))
    return facts


def places() -> tuple[tuple[str, str], ...]:
    """The places between which cash is moved, with their names."""
    return (
        (Place.DRAWER.value, tr("Cajón")),
        (Place.SAFE.value, tr("Caja fuerte")),
        (Place.TRANSIT.value, tr("En camino")),
        (Place.BANK.value, tr("Banco")),
        (Place.OUTSIDE.value, tr("Fuera")),
    )


def _differences(closed: Closed, *, expected: bool) -> list[FactView]:
    if closed.accepted_by is None and not expected:
        waits = tr("El recuento no coincide: una persona encargada tiene que verlo.")
        return [FactView(waits, tone="warning")]
    rows = (
        (tr("Diferencia en efectivo"), closed.report.difference),
        (tr("Diferencia en tarjeta a mano"), closed.report.by_hand_difference),
        (tr("Falta del fondo que quedó"), -closed.report.float_missing or None),
        *(
            (fill(tr("Diferencia en %1"), means(kind).lower()), amount)
            for kind, amount in closed.report.differences.items()
        ),
    )
    return [
        FactView(words, written.money(amount), weight="strong", tone=_tone(amount))
        for words, amount in rows
        if amount is not None
    ]


def _tone(difference: Money) -> str:
    return "negative-ticket" if difference else "positive-ticket"


def _passed(passed: Passed) -> tuple[str, ...]:
    """What a close passes on to the next shift, each in words."""
    counts = (
        (tr("Tickets aparcados: %1"), passed.parked),
        (tr("Cobros con tarjeta sin aclarar: %1"), passed.pending_cards),
        (tr("Devoluciones a medias: %1"), passed.pending_returns),
        (tr("Tickets sin imprimir: %1"), passed.unprinted),
        (tr("Pedidos listos sin recoger: %1"), passed.ready_orders),
    )
    words = [fill(text, count) for text, count in counts if count]
    if passed.open_basket:
        words.insert(0, tr("Hay un ticket en curso"))
    return tuple(words)
