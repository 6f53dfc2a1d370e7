"""What waits for a person, in words, with the button that settles it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from app.domain.errors import ShopError
from app.domain.money import ZERO, Money
from app.domain.paper_kind import PaperKind
from app.domain.placing import Placed
from app.domain.shift import ShiftReport
from app.domain.skew import Fault, WrongClock
from app.messages import sentence, span
from app.services.attention import (
    BackupsNowhere,
    BackupTrouble,
    ClockBehind,
    ClockStops,
    Difference,
    HalfReturned,
    InterruptedPrint,
    LineTrouble,
    Matter,
    OrderNotHad,
    StoppedParked,
    TerminalDiffers,
    UnknownCard,
    UnknownCode,
    WaitingLabels,
    WaitingPrint,
)
from app.services.order_matters import OrderMatter, UnansweredParcel
from app.ui import format as written
from app.ui.screens.line_matters import alarm_words
from app.ui.screens.matter_view import MatterView
from app.ui.screens.order_matters import order_matter
from app.ui.screens.pay_view import means
from app.ui.screens.place_order_view import outcome_words
from app.ui.screens.sell_view import parked_chip
from app.ui.words import fill, tr


def attention_view(
    matters: Sequence[Matter],
    now: datetime,
    *,
    expected: bool,
    say: Callable[[ShopError], str] = sentence,
) -> tuple[MatterView, ...]:
    """Each matter in words, with what settles it. `expected`: whether the person may know what
    should have been in the drawer."""
    return tuple(_view(matter, now, say, expected=expected) for matter in matters)


def _view(
    matter: Matter, now: datetime, say: Callable[[ShopError], str], *, expected: bool
) -> MatterView:
    match matter:
        case UnknownCard(attempt):
            return MatterView(
                f"card:{attempt.reference}",
                fill(tr("No se sabe si se movieron %1 con tarjeta"), written.money(attempt.amount)),
                tr("El datáfono no contestó. Hasta saberlo no se cobra otra vez."),
                written.age(attempt.at, now),
                "question",
                actions=(
                    ("look", tr("Preguntar al datáfono")),
                    ("was-charged", tr("Sí se cobró")),
                    ("not-charged", tr("No se cobró")),
                ),
            )
        case InterruptedPrint() | WaitingPrint() | WaitingLabels():
            return _paper(matter, now)
        case UnknownCode(code):
            return MatterView(
                f"code:{code}",
                fill(tr("%1 no está en el catálogo"), code),
                tr("Se escaneó en el ticket en curso."),
                icon="barcode",
                actions=(("forget", tr("Descartar")),),
            )
        case StoppedParked(sale, place, why):
            return MatterView(
                f"parked:{place}",
                say(why),
                parked_chip(sale, place).words,
                tone="negative",
            )
        case OrderMatter() | UnansweredParcel():
            return order_matter(matter, now)
        case OrderNotHad() | HalfReturned():
            return _money_back(matter)
        case LineTrouble() | ClockBehind() | ClockStops():
            return _around(matter, now)
        case BackupTrouble() | BackupsNowhere():
            return _backup(matter, say)
        case Difference() | TerminalDiffers():
            return _shift(matter, expected=expected)


def _shift(matter: Difference | TerminalDiffers, *, expected: bool) -> MatterView:
    if isinstance(matter, TerminalDiffers):
        return _terminal_differs(matter, expected=expected)
    shift = matter.report.shift
    opened = f"{written.day(shift.opened_at)} {written.clock(shift.opened_at)}"
    waits = tr("Es del turno abierto el %1. Una persona encargada tiene que aceptarlo.")
    return MatterView(
        f"shift:{shift.id}",
        _difference(matter.report) if expected else _unequal(matter.report),
        fill(waits, opened),
        icon="money",
        tone="negative",
        actions=(("accept", tr("Aceptar la diferencia")),),
    )


def _terminal_differs(matter: TerminalDiffers, *, expected: bool) -> MatterView:
    said = matter.compared
    both = tr("El datáfono dice %1 y la caja %2. Compáralo con los justificantes del datáfono.")
    hidden = tr("Una persona encargada tiene que compararlo con los justificantes del datáfono.")
    return MatterView(
        f"terminal:{said.shift}",
        fill(tr("El datáfono no cuadra en el turno %1"), said.shift),
        fill(both, written.money(said.theirs), written.money(said.ours)) if expected else hidden,
        icon="credit-card",
        tone="negative",
        actions=(("terminal-seen", tr("Ya está mirado")),),
    )


def _lacking(placed: Placed) -> Iterator[str]:
    names = {line.sku: line.name for line in placed.order.order.lines}
    for sku, much in sorted(placed.lacking.items()):
        yield f"{written.number(much)} × {names.get(sku, sku)}"


def _money_back(matter: OrderNotHad | HalfReturned) -> MatterView:
    if isinstance(matter, HalfReturned):
        sale = matter.sale
        number = sale.returning.number if sale.returning else ""
        return MatterView(
            f"return:{number}",
            fill(tr("Una devolución está a medias: faltan %1"), written.money(-sale.due)),
            number,
            icon="arrow-u-up-left",
            actions=(("finish", tr("Terminarla")),),
        )
    placed = matter.placed
    order = placed.order.order
    amount = written.money(placed.to_repay)
    words, about = tr("El pedido %1 no se pudo: hay que devolver %2"), outcome_words(placed)
    if placed.lacking:
        words = tr("Del pedido %1 falta algo que nadie trae: devolver al cliente %2")
        about = ", ".join(_lacking(placed))
    paid = ", ".join(means(kind).lower() for kind in matter.tenders)
    ways = fill(tr("%1, pagado con %2"), placed.document, paid)
    return MatterView(
        f"placed:{placed.document}",
        fill(words, placed.number, amount),
        " · ".join(filter(None, (order.name, about, ways if paid else ""))),
        icon="money",
        tone="negative",
        actions=(("give-back", tr("Devolver el dinero")),),
    )


def _paper(matter: InterruptedPrint | WaitingPrint | WaitingLabels, now: datetime) -> MatterView:
    """A ticket's paper, or an order's: its proof of delivery, or a parcel's label."""
    if isinstance(matter, WaitingLabels):
        return _labels(matter, now)
    job = matter.job
    name, _, rest = job.document.partition("+")
    prefixed = (PaperKind.TRANSFER, PaperKind.VOUCHER, PaperKind.GIFT, PaperKind.CARD)
    number = rest if job.kind in prefixed or job.kind.of_price else name
    if isinstance(matter, WaitingPrint):
        words = {
            PaperKind.TICKET: tr("Un ticket no se ha impreso"),
            PaperKind.PROOF: tr("El justificante de entrega no se ha impreso"),
            PaperKind.VOUCHER: tr("Un vale no se ha impreso"),
            PaperKind.GIFT: tr("Un ticket regalo no se ha impreso"),
            PaperKind.CARD: tr("El resguardo de una tarjeta no se ha impreso"),
            PaperKind.SHIFT: tr("El informe de un turno no se ha impreso"),
            PaperKind.PARCEL: tr("La etiqueta de un bulto no se ha impreso"),
            PaperKind.TRANSFER: tr("El papel de un traspaso no se ha impreso"),
            PaperKind.SHELF_LABEL: tr("Una etiqueta de precio no se ha impreso"),
            PaperKind.PRODUCT_LABEL: tr("Una etiqueta de artículo no se ha impreso"),
            PaperKind.SHELVES: tr("El repaso de los estantes de recogida no se ha impreso"),
            PaperKind.LIST: tr("La lista de lo que hay que preparar no se ha impreso"),
            PaperKind.PLACED: tr("El papel de un pedido hecho aquí no se ha impreso"),
        }
        actions: tuple[tuple[str, str], ...] = (("print", tr("Imprimir")),)
    else:
        words = {
            PaperKind.TICKET: tr("No se sabe si un ticket llegó a salir"),
            PaperKind.PROOF: tr("No se sabe si el justificante de entrega llegó a salir"),
            PaperKind.VOUCHER: tr("No se sabe si un vale llegó a salir"),
            PaperKind.GIFT: tr("No se sabe si un ticket regalo llegó a salir"),
            PaperKind.CARD: tr("No se sabe si el resguardo de una tarjeta llegó a salir"),
            PaperKind.SHIFT: tr("No se sabe si el informe de un turno llegó a salir"),
            PaperKind.PARCEL: tr("No se sabe si la etiqueta de un bulto llegó a salir"),
            PaperKind.TRANSFER: tr("No se sabe si el papel de un traspaso llegó a salir"),
            PaperKind.SHELF_LABEL: tr("No se sabe si una etiqueta de precio llegó a salir"),
            PaperKind.PRODUCT_LABEL: tr("No se sabe si una etiqueta de artículo llegó a salir"),
            PaperKind.SHELVES: tr(
                "No se sabe si el repaso de los estantes de recogida llegó a salir"
            ),
            PaperKind.LIST: tr("No se sabe si la lista de lo que hay que preparar llegó a salir"),
            PaperKind.PLACED: tr("No se sabe si el papel de un pedido hecho aquí llegó a salir"),
        }
        actions = (("again", tr("No salió: imprimir")), ("out", tr("Sí salió")))
    age = written.age(job.at, now)
    return MatterView(f"print:{job.id}", words[job.kind], number, age, "printer", actions=actions)


def _labels(matter: WaitingLabels, now: datetime) -> MatterView:
    words = fill(tr("Quedan %1 etiquetas por imprimir"), len(matter.jobs))
    if len(matter.jobs) == 1:
        words = tr("Queda 1 etiqueta por imprimir")
    return MatterView(
        "labels:",
        words,
        tr("Siguen solas cuando la impresora pueda."),
        written.age(matter.jobs[0].at, now),
        "printer",
        actions=(("print", tr("Imprimir")), ("stop-labels", tr("Dejarlas en la lista"))),
    )


def _backup(matter: BackupTrouble | BackupsNowhere, say: Callable[[ShopError], str]) -> MatterView:
    if isinstance(matter, BackupsNowhere):
        words = tr("No se hacen copias de seguridad")
        return MatterView("backup:", words, say(matter.why), icon="hard-drives")
    state = matter.state
    old = tr("Hace días que no se hace la copia de seguridad")
    last = fill(tr("La última es del %1."), written.day(state.made)) if state.made else ""
    return MatterView(
        "backup:",
        tr("La copia de seguridad no se ha podido hacer") if state.trouble else old,
        " ".join(filter(None, (state.trouble, last))),
        icon="hard-drives",
        actions=(("backup", tr("Hacerla ahora")),),
    )


def _around(matter: LineTrouble | ClockBehind | ClockStops, now: datetime) -> MatterView:
    """What is wrong with the line or the machine."""
    if isinstance(matter, ClockStops):
        return _stops(matter.wrong, allowed=matter.allowed)
    if isinstance(matter, LineTrouble):
        words, detail = alarm_words(matter.alarm)
        return MatterView(
            f"line:{matter.alarm.key}",
            words,
            detail,
            icon="cloud-slash",
            actions=(("let", tr("Dejarlo pasar")),) if matter.alarm.settles else (),
        )
    minutes = written.whole(matter.by // timedelta(minutes=1))
    return MatterView(
        "clock:",
        fill(tr("El reloj va %1 min atrasado respecto al último apunte"), minutes),
        tr("Hay que ponerlo en hora: hasta entonces todo lleva la hora de ese apunte."),
    )


def _stops(wrong: WrongClock, *, allowed: bool) -> MatterView:
    stopped = tr(
        "No se cobra nada nuevo hasta que esté en hora, o una persona encargada lo permita."
    )
    going_on = tr("Se cobra con permiso hasta que se cierre el turno o se ponga en hora.")
    match wrong.fault:
        case Fault.BEHIND_FACTS:
            words = tr("El reloj va %1 por detrás del último apunte")
        case Fault.BEHIND_CENTRAL:
            words = tr("El reloj va %1 por detrás del de la central")
        case Fault.AHEAD_OF_CENTRAL:
            words = tr("El reloj va %1 por delante del de la central")
    return MatterView(
        "clock:",
        fill(words, span(wrong.by)),
        going_on if allowed else stopped,
        tone="warning" if allowed else "negative",
        actions=() if allowed else (("clock", tr("Permitir cobrar")),),
    )


def _unequal(report: ShiftReport) -> str:
    return fill(tr("El recuento del turno %1 no coincide"), report.shift.id)


def _difference(report: ShiftReport) -> str:
    """`Faltan 2,35 € en el turno 17`; when the bank's own terminal is wrong too, or alone, both."""
    if report.by_hand_difference:
        rows = (
            (tr("efectivo %1"), report.difference),
            (tr("tarjeta a mano %1"), report.by_hand_difference),
        )
        both = " · ".join(fill(words, written.money(sum_)) for words, sum_ in rows if sum_)
        return f"{_unequal(report)}: {both}"
    amount = report.difference or ZERO
    text = tr("Faltan %1 en el turno %2") if amount < ZERO else tr("Sobran %1 en el turno %2")
    return fill(text, written.money(Money(abs(amount.cents))), report.shift.id)
