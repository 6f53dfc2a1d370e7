"""What has to be settled about orders, in words, with the button that settles it."""

from __future__ import annotations

from datetime import datetime

from app.services.order_matters import OrderMatter, Trouble, UnansweredParcel
from app.ui import format as written
from app.ui.screens.matter_view import MatterView
from app.ui.words import fill, tr

_BAD = {
    Trouble.HANDED_OVER_TWICE,
    Trouble.HANDED_OVER_TOO_MUCH,
    Trouble.HANDED_OVER_AND_PUT_BACK,
    Trouble.HANDED_OVER_AND_CANCELLED,
    Trouble.REFUNDED_TOO_MUCH,
    Trouble.LATE,
    Trouble.STOPPED,
}


def order_matter(matter: OrderMatter | UnansweredParcel, now: datetime) -> MatterView:
    """The matter as the Attention screen shows it; `does` of its buttons is `AttentionDesk`'s."""
    if isinstance(matter, UnansweredParcel):
        return _parcel(matter, now)
    whose = " · ".join(filter(None, (matter.order, matter.name)))
    return MatterView(
        f"order:{matter.order}/{matter.trouble.value}",
        fill(_words(matter), whose),
        _detail(matter),
        written.age(matter.at, now) if matter.at is not None else "",
        _ICONS.get(matter.trouble, "package"),
        "negative" if matter.trouble in _BAD else "warning",
        _actions(matter),
    )


def _parcel(matter: UnansweredParcel, now: datetime) -> MatterView:
    whose = " · ".join(filter(None, (matter.order, matter.name)))
    return MatterView(
        f"parcel:{matter.order}/{matter.parcel}",
        fill(tr("¿Se entregó %1?"), whose),
        tr("El bulto salió de su estante y nadie ha dicho qué fue de él."),
        written.age(matter.at, now),
        "package",
        actions=(("given", tr("Sí: cerrarlo")), ("kept", tr("No, sigue aquí"))),
    )


_ICONS = {
    Trouble.LATE: "clock",
    Trouble.PAST_DEADLINE: "clock",
    Trouble.CLOSED_TODAY: "storefront",
    Trouble.SHORT: "prohibit",
    Trouble.STOPPED: "prohibit",
    Trouble.OWED: "coin",
    Trouble.DAMAGED: "warning",
}


def _words(matter: OrderMatter) -> str:
    match matter.trouble:
        case Trouble.LATE:
            return _late(matter.count)
        case Trouble.CLOSED_TODAY:
            ready = tr("Hoy la tienda no abre y hay %1 pedidos listos para recoger")
            one = tr("Hoy la tienda no abre y hay 1 pedido listo para recoger")
            return one if matter.count == 1 else fill(ready, matter.count)
        case Trouble.HANDED_OVER_AND_CANCELLED if matter.by_ticket:
            return tr("%1 se entregó y una caja había devuelto su ticket")
        case Trouble.REFUSED if matter.age:
            return tr("%1 se quedó algo en la tienda: quien vino no tenía la edad")
        case Trouble.REFUSED if matter.broken:
            return tr("%1: el cliente dejó algo roto, que no se vende: apártalo")
        case _:
            return _of_one()[matter.trouble]


def _late(count: int) -> str:
    words = fill(tr("%1 pedidos van tarde"), count)
    return tr("1 pedido va tarde") if count == 1 else words


def _of_one() -> dict[Trouble, str]:
    return {
        Trouble.HANDED_OVER_TWICE: tr("%1 consta entregado dos veces"),
        Trouble.HANDED_OVER_TOO_MUCH: tr("Con %1 se entregó algo que ya no se pedía"),
        Trouble.HANDED_OVER_AND_PUT_BACK: tr("%1 consta entregado y también devuelto a su sitio"),
        Trouble.HANDED_OVER_AND_CANCELLED: tr("%1 se entregó y estaba cancelado"),
        Trouble.REFUNDED_TOO_MUCH: tr("De %1 se ha pedido devolver más de lo que no se llevó"),
        Trouble.STOPPED: tr("%1 lleva algo que no se puede vender: no lo entregues"),
        Trouble.OWED: tr("A %1 hay que devolverle dinero y nadie lo ha pedido"),
        Trouble.CANCEL_ASKED: tr("Piden cancelar %1 y ya se está preparando"),
        Trouble.SURPLUS: tr("Sobra un bulto de %1: se preparó dos veces"),
        Trouble.SHORT: tr("A %1 le falta género y nadie ha decidido qué se hace"),
        Trouble.NOT_STAGED: tr("Se avisó de que %1 está listo y no está en su estante"),
        Trouble.PARCEL_MISSING: tr("A %1 le falta un bulto"),
        Trouble.DAMAGED: tr("Un bulto de %1 llegó dañado"),
        Trouble.PAST_DEADLINE: tr("Nadie ha recogido %1 y ya no hay que guardarlo"),
        Trouble.TO_PUT_BACK: tr("%1 se acabó y sigue aquí: hay que devolverlo a su sitio"),
        Trouble.UNIDENTIFIED: tr("El bulto %1 está por identificar"),
        Trouble.IDENTIFIED: tr("Ya se sabe de quién es el bulto %1"),
        Trouble.LOST: tr("%1 no estaba en su estante al revisarlo"),
        Trouble.REFUSED: tr("%1: se quedó en la tienda lo que el cliente no quiso"),
    }


def _detail(matter: OrderMatter) -> str:
    words = _details().get(matter.trouble)
    if matter.goods:
        return ", ".join(f"{name}: {written.quantity(much, of)}" for name, much, of in matter.goods)
    if matter.trouble is Trouble.HANDED_OVER_AND_CANCELLED:
        worth = fill(tr("Vale %1. Para el cliente:"), written.money(matter.amount))
        return " ".join((worth, tr("«Se entregó y se le devolvió el dinero: hablemos.»")))
    if matter.trouble in (Trouble.HANDED_OVER_TWICE, Trouble.HANDED_OVER_AND_PUT_BACK):
        worth = tr("Vale %1. Mira quién lo recogió y cuenta lo que hay.")
        return fill(worth, written.money(matter.amount))
    if matter.trouble is Trouble.HANDED_OVER_TOO_MUCH:
        about = tr("%1, por %2: el cliente lo había quitado. Que lo pague o lo devuelva.")
        return fill(about, matter.about, written.money(matter.amount))
    if matter.trouble in (Trouble.REFUNDED_TOO_MUCH, Trouble.OWED):
        return fill(words or "", written.money(matter.amount))
    if words is None:
        return matter.about
    return fill(words, matter.about) if matter.about or "%1" not in words else ""


def _details() -> dict[Trouble, str]:
    """Where `%1` stands, what the matter is about."""
    return {
        Trouble.REFUNDED_TOO_MUCH: tr(
            "La central no ha pasado al canal lo que sobra. Mira quién lo pidió."
        ),
        Trouble.OWED: tr("%1: se rectifica la factura y se pide al canal."),
        Trouble.CANCEL_ASKED: tr("El dinero espera a que la tienda conteste."),
        Trouble.NOT_STAGED: tr("El cliente puede venir ya: ponlo en un estante y escanéalo."),
        Trouble.PARCEL_MISSING: tr(
            "No se puede entregar hasta que esté, o hasta que se prepare otra vez."
        ),
        Trouble.DAMAGED: tr("Bulto %1. No se entrega: vuelve a donde vino."),
        Trouble.PAST_DEADLINE: tr("Está en %1."),
        Trouble.TO_PUT_BACK: tr("Está en %1."),
        Trouble.SURPLUS: tr("Está en %1."),
        Trouble.UNIDENTIFIED: tr("Está en %1. No se abre: espera noticias o vuelve a donde vino."),
        Trouble.IDENTIFIED: tr("Está en %1."),
        Trouble.LOST: tr("Debería estar en %1. Si aparece, escanéalo."),
        Trouble.LATE: tr("El primero, %1."),
        Trouble.CLOSED_TODAY: tr(
            "Quien venga encontrará cerrado: los plazos siguen al calendario."
        ),
    }


def _actions(matter: OrderMatter) -> tuple[tuple[str, str], ...]:
    """What settles it; of most, the order is opened and its own buttons do."""
    opens = ("order", tr("Abrir el pedido"))
    clear = (opens, ("settled", tr("Ya está aclarado")))
    found: dict[Trouble, tuple[tuple[str, str], ...]] = {
        Trouble.HANDED_OVER_TWICE: clear,
        Trouble.HANDED_OVER_TOO_MUCH: clear,
        Trouble.HANDED_OVER_AND_PUT_BACK: clear,
        Trouble.HANDED_OVER_AND_CANCELLED: clear,
        Trouble.LATE: (("late", tr("Ver los que van tarde")),),
        Trouble.CLOSED_TODAY: (("ready", tr("Ver los que están listos")),),
        Trouble.UNIDENTIFIED: (("send-back", tr("Devolverlo")),),
        Trouble.IDENTIFIED: (("identify", tr("Darle entrada")),),
        Trouble.REFUSED: (opens, ("settled", tr("Ya está en su sitio"))),
        Trouble.CANCEL_ASKED: (opens, ("agree", tr("Parar y cancelar"))),
        Trouble.SHORT: (("ask", tr("Decidir")),),
        Trouble.PAST_DEADLINE: (opens, ("expire", tr("Retirarlo"))),
    }
    if matter.broken:
        return opens, ("settled", tr("Ya está apartado"))
    return found.get(matter.trouble, (opens,))
