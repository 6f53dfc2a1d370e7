"""A letter as it is read: title, plain text and simple HTML, from an order as it is now."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import escape
from typing import Any

import segno

from app.domain.fulfilment import NONE, Fulfilment
from app.domain.money import ZERO, Money
from app.domain.order import Delivery, PaymentState
from app.domain.placing import CHANNEL as TILL
from sync.central.after import hours, policies
from sync.central.masters.shops import DAYS as WEEK
from sync.central.masters.shops import ShopValue
from sync.central.telling import words
from sync.central.telling.occasions import Subject

AHEAD = 14
"""Days ahead of which special opening times are said."""
PICTURE = "qr"
"""The name by which the HTML shows the QR that goes along."""
_SCALE, _BORDER = 6, 4


@dataclass(frozen=True, slots=True)
class Written:
    """`qr`: what the picture shows; "" for none."""

    language: str
    title: str
    text: str
    html: str
    qr: str = ""

    def picture(self) -> bytes:
        """A PNG."""
        to = io.BytesIO()
        segno.make(self.qr, error="m", micro=False).save(
            to, kind="png", scale=_SCALE, border=_BORDER
        )
        return to.getvalue()


def write(
    subject: Subject,
    f: Fulfilment,
    shop: ShopValue,
    qr: str,
    now: datetime,
    facts: Mapping[str, Any],
) -> Written:
    """In the customer's language. `facts`: of the occasion, as the `amount` of a refund."""
    language = words.language_of(f.order.language)
    home = f.order.delivery is Delivery.HOME
    said = (words.HOME if home else words.WORDS)[language][subject]
    values = _values(f, shop, language, facts)
    paragraphs = [_greeting(f, language), *(one.format(**values) for one in said.says)]
    paragraphs += [one.format(**values) for one in _besides(subject, f, shop, language)]
    if f.order.part_of and subject is Subject.CONFIRMED:
        paragraphs.append(words.PART_OF[language].format(number=f.order.part_of))
    content = list(_content(f, language)) if said.shows or said.lists else []
    where = [shop.name, shop.address]
    opens = list(_opens(shop, language, now.astimezone(hours.zone_of(shop)).date()))
    code = words.CODE[language].format(number=f.order.number)
    blocks = [*([one] for one in paragraphs), [code, *content], where]
    if opens:
        blocks.append([f"{words.OPENS[language]}:", *opens])
    return Written(
        language,
        said.title.format(**values),
        "\n\n".join("\n".join(block) for block in blocks) + "\n",
        _html(blocks, language, code if said.shows else ""),
        qr if said.shows else "",
    )


_LOSES = frozenset({Subject.CANCELLED, Subject.EXPIRED, Subject.UNAVAILABLE, Subject.UNDELIVERED})
_SENDS = frozenset({Subject.PART_HANDED_OVER, Subject.HANDED_OVER})
_PROMISES = frozenset({Subject.CONFIRMED, Subject.CHANGED})


def _besides(subject: Subject, f: Fulfilment, shop: ShopValue, language: str) -> Iterator[str]:
    """What is said of the money of this order, and of an hour at which its shop is closed."""
    if subject in _LOSES and f.order.paid:
        taken = any(one.state is PaymentState.CAPTURED for one in f.order.payments)
        if f.order.channel == TILL:
            yield words.WITH_TICKET[language]
        else:
            yield (words.MONEY_BACK if taken else words.NOT_CHARGED)[language]
    if subject in _SENDS and f.hand_overs and f.hand_overs[-1].said.carrier:
        sent = f.hand_overs[-1].said
        yield words.CARRIER[language].format(carrier=_braced(sent.carrier))
        if sent.tracking:
            yield words.TRACKING[language].format(tracking=_braced(sent.tracking))
    here = f.order.delivery is not Delivery.HOME
    if subject in _PROMISES and here and hours.opens_after(shop, f.order.promised_at):
        yield words.COLLECT_FROM[language]


def _braced(said: str) -> str:
    """What somebody typed, as it may stand in a sentence that is filled in afterwards."""
    return said.replace("{", "{{").replace("}", "}}")


def _html(blocks: list[list[str]], language: str, code: str) -> str:
    """`code`: after which line the picture stands; "" for none."""
    body = ""
    for block in blocks:
        body += f"<p>{'<br>'.join(escape(line) for line in block)}</p>"
        if code and block[0] == code:
            body += f'<p><img src="cid:{PICTURE}" alt="{escape(code)}" width="240"></p>'
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><body>{body}</body></html>'
    )


def _values(
    f: Fulfilment, shop: ShopValue, language: str, facts: Mapping[str, Any]
) -> dict[str, str]:
    lost = [line.name for line in f.order.lines if f.line(line.number).lost]
    promised = f.order.promised_at
    return {
        "number": f.order.number,
        "shop": shop.name,
        "promised": _moment(promised, shop, language),
        "opens": _moment(hours.opens_after(shop, promised) or promised, shop, language),
        "deadline": _moment(policies.deadline(shop, f), shop, language),
        "lost": ", ".join(lost),
        "amount": _money(int(facts.get("amount", 0)), language),
    }


def _greeting(f: Fulfilment, language: str) -> str:
    name = f.order.name.strip()
    return words.GREETING[language].format(name=name) if name else words.NOBODY[language]


def _content(f: Fulfilment, language: str) -> Iterator[str]:
    """What there is for the customer: not what is missing, but what is instead of it."""
    due = ZERO
    for line in f.order.lines:
        had = [(max(line.quantity - f.missing(line.number), NONE), line.name, line.price)]
        instead = f.line(line.number).substitutes
        if instead:  # it is no more missing, and is not there either
            had[0] = (max(had[0][0] - sum(one.quantity for one in instead), NONE), *had[0][1:])
        had += [(one.quantity, one.name, one.price) for one in instead]
        for quantity, name, price in had:
            if quantity:
                yield f"{_quantity(quantity, language)} × {name}"
                due += price.times(quantity)
    owes = words.DUE_HOME if f.order.delivery is Delivery.HOME else words.DUE
    to_pay = owes[language].format(due=_money(due.cents, language))
    yield words.PAID[language] if f.order.paid else to_pay


def _quantity(quantity: Decimal, language: str) -> str:
    text = f"{quantity.normalize():f}"
    return text.replace(".", ",") if language == words.SPANISH else text


def _money(cents: int, language: str) -> str:
    text = str(Money(cents))
    return f"{text.replace('.', ',')} €" if language == words.SPANISH else f"€{text}"


def _moment(at: datetime, shop: ShopValue, language: str) -> str:
    here = at.astimezone(hours.zone_of(shop))
    if here.hour == here.minute == 0:  # a day that is over
        here -= timedelta(minutes=1)
    return words.MOMENT[language].format(
        weekday=words.DAYS[language][here.weekday()],
        day=here.day,
        month=words.MONTHS[language][here.month - 1],
        time=f"{here:%H:%M}",
    )


def _opens(shop: ShopValue, language: str, today: date) -> Iterator[str]:
    """The week, days alike together; then what is different soon."""
    if not shop.calendar:
        return
    week = [_pairs(shop.calendar.get(day, []), language) for day in WEEK]
    names = words.DAYS[language]
    first = 0
    for day in range(1, len(week) + 1):
        if day == len(week) or week[day] != week[first]:
            span = names[first] if day - first == 1 else f"{names[first]} – {names[day - 1]}"
            yield f"{span}: {week[first]}"
            first = day
    for day in range(AHEAD):
        special = shop.calendar.get((today + timedelta(days=day)).isoformat())
        if special is not None:
            yield f"{_date(today + timedelta(days=day), language)}: {_pairs(special, language)}"


def _date(day: date, language: str) -> str:
    month = words.MONTHS[language][day.month - 1]
    return words.DATE[language].format(day=day.day, month=month)


def _pairs(pairs: list[tuple[str, str]], language: str) -> str:
    return ", ".join(f"{opens}–{closes}" for opens, closes in pairs) or words.CLOSED[language]
