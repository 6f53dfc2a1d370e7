"""What the screen of figures shows: each one with its goal, and the days as charts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from app.domain.money import ZERO
from app.domain.pickup_figures import GOALS, Day, Figure, Goal, Kpi, PickupFigures, Value
from app.ui import format as written
from app.ui.widgets.chart import BarView, ChartView
from app.ui.words import fill, tr

PERIODS = (1, 7, 30)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class FigureView:
    """`goal`: in words, with what it is measured by; `tone`: whether it is met."""

    words: str
    value: str
    goal: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class FiguresView:
    about: str
    figures: tuple[FigureView, ...]
    charts: tuple[ChartView, ...]


def period_words(days: int) -> str:
    return {1: tr("Hoy"), 7: tr("7 días"), 30: tr("30 días")}.get(days, fill(tr("%1 días"), days))


def figures_view(found: PickupFigures) -> FiguresView:
    about = fill(tr("%1 pedidos prometidos"), found.orders)
    if found.first != found.last:
        span = fill(tr("del %1 al %2"), written.day(found.first), written.day(found.last))
        about = " · ".join((about, span))
    rows = [_figure(one, found) for one in found.figures]
    return FiguresView(about, tuple(rows), (_promises(found), _picking(found)))


def _figure(one: Figure, found: PickupFigures) -> FigureView:
    words, unmeasured = _names()[one.kpi], tr("sin datos")
    parts = []
    if one.goal is not None:
        parts.append(_goal(one.goal))
    if one.of:
        parts.append(fill(tr("de %1"), written.whole(one.of)))
    if one.kpi is Kpi.ATTACHED and found.attached > ZERO:
        parts.append(written.money(found.attached))
    value = written_value(one.value) if one.value is not None else unmeasured
    tone = {None: "", True: "positive", False: "negative"}[one.met]
    icon = {None: "", True: "check-circle", False: "warning-circle"}[one.met]
    return FigureView(words, value, " · ".join(parts), tone, icon)


def _names() -> dict[Kpi, str]:
    return {
        Kpi.PROMISE: tr("Listos a la hora prometida"),
        Kpi.ACKNOWLEDGED: tr("Hasta aceptarlo"),
        Kpi.PICK: tr("Prepararlo"),
        Kpi.NIL: tr("Unidades que no estaban"),
        Kpi.SCANNED: tr("Encontrado escaneando"),
        Kpi.TOLD: tr("Del estante al aviso"),
        Kpi.WAIT: tr("Espera del cliente, 9 de 10"),
        Kpi.HAND_OVER: tr("Entrega, 9 de 10"),
        Kpi.ATTACHED: tr("Se llevan algo más"),
        Kpi.UNCOLLECTED: tr("Sin recoger"),
        Kpi.CANCELLED: tr("Cancelados"),
    }


def _goal(goal: Goal) -> str:
    words = tr("meta: %1 o más") if goal.at_least else tr("meta: %1 o menos")
    return fill(words, written_value(goal.value))


def written_value(value: Value) -> str:
    """`97,5 %`, `8 min` or `45 s`."""
    if isinstance(value, Decimal):
        return written.percent(value)
    seconds = int(value.total_seconds())
    if seconds < 120 and seconds % 60:
        return fill(tr("%1 s"), seconds)
    if seconds < 600 and seconds % 60:
        return fill(tr("%1 min %2 s"), seconds // 60, f"{seconds % 60:02d}")
    if seconds < 7200:
        return fill(tr("%1 min"), seconds // 60)
    return fill(tr("%1 h %2"), seconds // 3600, f"{seconds % 3600 // 60:02d}")


def _promises(found: PickupFigures) -> ChartView:
    bars = tuple(
        BarView(f"{day.day:%d/%m}", (Decimal(day.kept), Decimal(day.late)), _said(day))
        for day in found.days
    )
    return ChartView(tr("Listos a su hora y tarde, por día"), bars)


def _said(day: Day) -> str:
    return fill(tr("%1: %2 a su hora, %3 tarde"), f"{day.day:%d/%m}", day.kept, day.late)


def _picking(found: PickupFigures) -> ChartView:
    bars = []
    for day in found.days:
        minutes = None if day.pick is None else Decimal(int(day.pick / timedelta(seconds=6))) / 10
        words = tr("sin datos") if minutes is None else fill(tr("%1 min"), written.number(minutes))
        parts = () if minutes is None else (minutes,)
        bars.append(BarView(f"{day.day:%d/%m}", parts, f"{day.day:%d/%m}: {words}"))
    aim = GOALS[Kpi.PICK]
    goal = Decimal(int(aim.value / _MINUTE)) if isinstance(aim.value, timedelta) else None
    name = tr("Minutos para preparar un pedido, por día")
    return ChartView(name, tuple(bars), goal, _goal(aim), line=True)
