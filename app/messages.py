"""Every refusal in the user's words, for the window and for the command line."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal

from app.domain.errors import ShopError
from app.domain.errors.central import Why
from app.domain.errors.consignment import Unsaid
from app.domain.money import Money
from app.domain.skew import Fault
from app.domain.staff import Role
from app.domain.tender import TenderKind
from app.sentences import (
    archive,
    catalogue,
    central,
    channel,
    clock,
    command,
    consignment,
    customer,
    device,
    enrolment,
    installation,
    invoice,
    order,
    refund,
    sale,
    shift,
    staff,
    stock,
    tender,
)
from hardware.errors import DeviceError, Reason
from hardware.health import Health

SPANISH, ENGLISH = "es", "en"
_LONGEST = 200
"""Letters of what somebody typed that a sentence says again."""
_WHOLE = {
    "BadArguments": "usage",
    "SaleStopped": "text",
    "NotTakenBack": "text",
    "TooLate": "text",
}
"""What is said whole: how a command is written, and what the shop has its people read aloud."""

_NOUNS = (
    sale,
    tender,
    clock,
    customer,
    refund,
    staff,
    shift,
    installation,
    archive,
    invoice,
    command,
    catalogue,
    central,
    enrolment,
    channel,
    order,
    consignment,
    stock,
)
# By the error's name: (Spanish, English). What stands in braces are the error's facts.
_SENTENCES: dict[str, tuple[str, str]] = {
    **{name: pair for noun in _NOUNS for name, pair in noun.SENTENCES.items()},
    "PrinterTrouble": (
        "El ticket no ha salido: queda pendiente de imprimir.",
        "The ticket did not come out: it waits to be printed.",
    ),
}

TENDERS: Mapping[TenderKind, tuple[str, str]] = {
    TenderKind.CASH: ("Efectivo", "Cash"),
    TenderKind.CARD: ("Tarjeta", "Card"),
    TenderKind.CARD_BY_HAND: ("Tarjeta (datáfono)", "Card (bank terminal)"),
    TenderKind.BIZUM: ("Bizum", "Bizum"),
    TenderKind.TRANSFER: ("Transferencia", "Bank transfer"),
    TenderKind.MEAL_VOUCHER: ("Vale de comida", "Meal voucher"),
    TenderKind.CREDIT: ("Vale de la tienda", "Store credit"),
    TenderKind.WEB: ("Pago web", "Paid online"),
    TenderKind.EXCHANGE: ("Cambio de artículo", "Exchange"),
}


FAULTS: Mapping[Fault, tuple[str, str]] = {
    Fault.BEHIND_FACTS: ("por detrás del último apunte", "behind the newest entry"),
    Fault.BEHIND_CENTRAL: ("por detrás del de la central", "behind central's"),
    Fault.AHEAD_OF_CENTRAL: ("por delante del de la central", "ahead of central's"),
}

UNSAIDS: Mapping[Unsaid, tuple[str, str]] = {
    Unsaid.DAMAGE: ("del daño", "of the damage"),
    Unsaid.DIFFERENCE: ("de la diferencia", "of the difference"),
    Unsaid.DECLINED: ("de no enviarlo", "of not sending it"),
    Unsaid.RETURN: ("de la devolución", "of the return"),
    Unsaid.REJECTION: ("de no prepararlo", "of not preparing it"),
}

LEAST: Mapping[Role, tuple[str, str]] = {
    Role.SENIOR: (" (responsable o encargado)", " (a senior or a manager)"),
    Role.MANAGER: (" (encargado)", " (a manager)"),
}
"""Who allows something, by the least of the roles that do; nothing when most may."""
_NAMED: Mapping[Fault | Unsaid | Role, tuple[str, str]] = {
    **dict(FAULTS.items()),
    **dict(UNSAIDS.items()),
    **dict(LEAST.items()),
}


def sentence(
    error: ShopError | DeviceError, language: str = SPANISH, now: datetime | None = None
) -> str:
    """One sentence; a KeyError here is a bug that a test looks for. `now`: with the shop's zone; an
    hour of another day has its day with it, unless the sentence says that day itself."""
    name = type(error).__name__
    if isinstance(error, DeviceError) and name not in _SENTENCES:
        return reason(error.code, language, error.detail)
    facts = error.facts if isinstance(error, ShopError) else {}
    days = {facts.get("day"), now.date() if now else None}
    zone = now.tzinfo if now else None
    shown = {
        key: _hour(value, language, days, zone)
        if isinstance(value, datetime) and now
        else _shown(value, language, whole=_WHOLE.get(name) == key)
        for key, value in facts.items()
    }
    words = _SENTENCES[name][language == ENGLISH].format_map(_Missing(shown))
    words = words.replace("  ", " ").replace(" :", ":")  # round what has no name
    return words[:-1] if words.endswith("..") else words  # of a name cut short: «Tomás R.»


def reason(code: Reason, language: str = SPANISH, detail: str = "") -> str:
    """What is wrong with a device; `detail`: of an option, its name."""
    return device.REASONS[code.value][language == ENGLISH].replace("{option}", detail)


def detail(text: str, language: str = SPANISH) -> str:
    """What a driver says besides; as it is where nobody has words for it (a file's name, what a
    terminal itself calls its state)."""
    if language == ENGLISH:
        return text
    for english, spanish in device.DETAILS.items():
        fixed = (re.escape(part) for part in re.split(r"\{\d\}", english))
        if (said := re.fullmatch("(.+)".join(fixed), text)) is not None:
            return spanish.format(text, *said.groups())
    return text


def device_state(health: Health, language: str = SPANISH) -> str:
    """How a device is, in a sentence or a word."""
    if health.code is not None:
        return reason(health.code, language, health.detail)
    return device.STATES[health.state.value][language == ENGLISH]


def tender_names(language: str = SPANISH) -> dict[TenderKind, str]:
    return {kind: names[language == ENGLISH] for kind, names in TENDERS.items()}


def span(by: timedelta) -> str:
    """`1 d 7 h 5 min`, `6 min`, `40 s`; the same in both languages."""
    seconds = by // timedelta(seconds=1)
    if seconds < 60:
        return f"{seconds} s"
    hours, minutes = divmod(seconds // 60, 60)
    days, hours = divmod(hours, 24)
    parts = [(days, "d"), (hours, "h"), (minutes, "min")]
    return " ".join(f"{count} {unit}" for count, unit in parts if count)


class _Missing(dict[str, str]):
    """A fact that was not given reads as nothing: better a short sentence than none."""

    def __missing__(self, key: str) -> str:
        return ""


def _hour(moment: datetime, language: str, days: Container[object], zone: tzinfo | None) -> str:
    """`12:41`, or `12:41 del 20/11/2026` of a day that is none of `days`."""
    here = moment.astimezone(zone) if moment.tzinfo else moment
    if here.date() in days:
        return f"{here:%H:%M}"
    return f"{here:%H:%M} {'on' if language == ENGLISH else 'del'} {here:%d/%m/%Y}"


def _shown(value: object, language: str, *, whole: bool = False) -> str:
    match value:
        case Money():
            return _money(value, language)
        case Decimal():
            return str(value) if language == ENGLISH else str(value).replace(".", ",")
        case datetime():
            return f"{value:%H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case timedelta():
            return span(value)
        case Reason():
            return reason(value, language)
        case Why():
            return ": " + central.WHYS[value][language == ENGLISH]
        case Fault() | Unsaid() | Role():
            return _NAMED.get(value, ("", ""))[language == ENGLISH]
        case _:
            text = str(value)
            return text if whole or len(text) <= _LONGEST else text[:_LONGEST] + "…"


def _money(money: Money, language: str) -> str:
    whole, _, cents = str(money).partition(".")
    grouped = f"{int(whole):,}"
    if whole.startswith("-0"):
        grouped = "-" + grouped
    if language == ENGLISH:
        return f"€{grouped}.{cents}".replace("€-", "-€")
    return f"{grouped.replace(',', '.')},{cents} €"
