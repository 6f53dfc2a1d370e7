"""What the stockroom's home shows: the places of its work, and how much waits in each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from app.services.pickups import Group, Haste, Waiting, of_group
from app.ui.words import fill, tr

_TONES = {Haste.CALM: "accent", Haste.SOON: "warning", Haste.LATE: "negative"}


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A screen to go to. `detail`: what waits there; `tone` of it."""

    screen: str
    words: str
    icon: str
    detail: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class StockroomView:
    places: tuple[PlaceView, ...]


def stockroom_view(
    queue: Sequence[Waiting], matters: int, screens: Collection[str]
) -> StockroomView:
    """`matters`: how many wait for somebody; `screens`: which there are on this device."""
    found = (
        _pickups(queue),
        PlaceView("wave", tr("Preparar varios"), "stack", tr("Varios pedidos en una vuelta")),
        _look_up(),
        PlaceView("stock", tr("Existencias"), "barcode", tr("Cuántos hay, contar y ajustar")),
        PlaceView("receive", tr("Recibir"), "truck", tr("Lo que llega, contra lo anunciado")),
        PlaceView("transfer", tr("Traspasos"), "arrows-left-right", tr("A otra tienda, y de otra")),
        _matters(matters),
        PlaceView("devices", tr("Aparatos"), "printer"),
        PlaceView("settings", tr("Ajustes"), "gear"),
    )
    return StockroomView(tuple(one for one in found if one.screen in screens))


def _pickups(queue: Sequence[Waiting]) -> PlaceView:
    waiting = of_group(queue, Group.TO_PREPARE)
    if not waiting:
        return PlaceView("pickups", tr("Recogidas"), "package", tr("Nada por preparar"))
    late = sum(1 for one in waiting if one.haste is Haste.LATE)
    words = fill(tr("%1 por preparar"), len(waiting))
    if late:
        words = fill(tr("%1 por preparar · %2 tarde"), len(waiting), late)
    return PlaceView("pickups", tr("Recogidas"), "package", words, _TONES[waiting[0].haste])


def _look_up() -> PlaceView:
    where = tr("De toda la cadena")
    return PlaceView("find-order", tr("Buscar un pedido"), "magnifying-glass", where)


def _matters(count: int) -> PlaceView:
    if not count:
        return PlaceView("attention", tr("Pendientes"), "bell", tr("Nada pendiente"))
    return PlaceView(
        "attention", tr("Pendientes"), "bell", fill(tr("%1 por resolver"), count), "warning"
    )
