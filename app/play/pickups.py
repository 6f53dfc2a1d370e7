"""Verbs of click & collect: the queue, preparing, shelves, handing over."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from app.domain.chain_order import told
from app.domain.collecting import Collector
from app.domain.errors import BadArguments, UnknownOrder
from app.domain.fulfilment import Fulfilment
from app.domain.order_event import Content, Settled, Shown
from app.play import homes
from app.play.an_order import order
from app.play.answers import Answer, line, plain, sums
from app.play.table import Step, decimal, take, verb, whole
from app.services.counter import Counter
from app.services.pickups import Group, counts, of_group

USAGE = (
    "pickup list [to_prepare|on_shelf|coming|to_put_back] | find WORDS... | scan CODE"
    " | accept N | reject N LINE WHY | start N [take-over] | pick N CODE [QUANTITY [sure]]"
    " | down N LINE QUANTITY | short N LINE QUANTITY [wait|other_shop|substitute|money]"
    " | settle N LINE wait|other_shop|substitute|money | substitute N LINE CODE QUANTITY"
    " | pack N [LINE=QUANTITY,...]... | labels N | codes N | shelve CODE PLACE"
    " | arrive CODE [damaged] | out CODE | keep N PARCEL"
    " | handover N code|name|card [other] [named] [document] [of-age|under-age]"
    " [no:LINE=QUANTITY:WHY]... | pay N code|name|card ..."
    f" | {homes.USAGE}"
    " | return N LINE=QUANTITY... WHY [damaged]"
    " | wave start N... [take-over] | wave list | wave pick CODE [QUANTITY [sure]]"
    " | wave short SKU QUANTITY | picklist N..."
    " | agree N | expire N | putback CODE | unanswered"
    " | shelves [CODE...] | shelves skip WHY | figures [DAYS] | refund N | papers N"
    " | present N code|name|card | back N PARCEL | seen N MATTER"
)
"""N: an order's number; CODE: what a scanner reads."""


@verb(USAGE, 0, None)
def pickup(counter: Counter, words: list[str]) -> Answer:
    counter.till.session.worker()
    return take(_STEPS, counter, words, USAGE)


def _papers(counter: Counter, words: list[str]) -> Answer:
    return {"paper": counter.order_papers.again(words[0])}


def _list(counter: Counter, words: list[str]) -> Answer:
    try:
        group = Group(words[0]) if words else None
    except ValueError:
        raise BadArguments(usage=USAGE) from None
    queue = counter.pickups.queue()
    return {
        "orders": [
            {
                "order": one.order.order.number,
                "state": one.order.state.value,
                "minutes": int(one.left.total_seconds() // 60),
                "haste": one.haste.value,
                "surplus": one.surplus,
            }
            for one in of_group(queue, group)
        ],
        "counts": {group.value: count for group, count in counts(queue).items()},
    }


def find(counter: Counter, words: list[str]) -> Answer:
    looked = counter.chain_orders.look_up(" ".join(words))
    return {
        "orders": [{**order(f), "told": _told(f)} for f in looked.here],
        "elsewhere": [
            {
                **order(one.order),
                "shop": one.order.order.shop,
                "shop_name": one.name,
                "heard": one.heard.isoformat() if one.heard else "",
                "asked": one.asked.isoformat(),
                "places": list(one.places),
                "told": _told(one.order),
            }
            for one in looked.elsewhere
        ],
        "asked": looked.asked.value,
    }


def _told(f: Fulfilment) -> list[Answer]:
    return [{"what": one.what, "by": one.by, "at": one.at.isoformat()} for one in told(f)]


def _scan(counter: Counter, words: list[str]) -> Answer:
    found = counter.order_codes.scanned(words[0])
    if found is not None:
        return order(found)
    parcel = counter.handing.parcel(words[0])
    if parcel is None:
        raise UnknownOrder(number=words[0][:40])
    return {"parcel": parcel.parcel, **order(parcel.order)}


def _start(counter: Counter, words: list[str]) -> Answer:
    if words[1:] not in ([], ["take-over"]):
        raise BadArguments(usage=USAGE)
    return order(counter.preparing.start(words[0], take_over=bool(words[1:])))


def _pick(counter: Counter, words: list[str]) -> Answer:
    if words[3:] not in ([], ["sure"]):
        raise BadArguments(usage=USAGE)
    quantity = decimal(words[2]) if words[2:] else None
    return order(counter.preparing.pick(words[0], words[1], quantity, sure=bool(words[3:])))


def _short(counter: Counter, words: list[str]) -> Answer:
    number, line, quantity, *more = words
    settled = _settled(more[0]) if more else Settled.OPEN
    return order(counter.preparing.short(number, whole(line, USAGE), decimal(quantity), settled))


def _settle(counter: Counter, words: list[str]) -> Answer:
    number, line, settled = words
    return order(counter.preparing.settle(number, whole(line, USAGE), _settled(settled)))


def _settled(word: str) -> Settled:
    try:
        return Settled(word)
    except ValueError:
        raise BadArguments(usage=USAGE) from None


def _substitute(counter: Counter, words: list[str]) -> Answer:
    number, line, code, quantity = words
    return order(counter.preparing.substitute(number, whole(line, USAGE), code, decimal(quantity)))


def _pack(counter: Counter, words: list[str]) -> Answer:
    f = counter.preparing.pack(words[0], [_content(word) for word in words[1:]])
    return order(f) | {"labels": _texts(counter, f)}


def _content(word: str) -> Content:
    parts = (part.partition("=") for part in word.split(","))
    return tuple((whole(line, USAGE), decimal(quantity)) for line, _, quantity in parts)


def _labels(counter: Counter, words: list[str]) -> Answer:
    """They are printed too."""
    counter.order_papers.labels(words[0])
    return {"labels": _texts(counter, counter.orders.of(words[0]))}


def _texts(counter: Counter, f: Fulfilment) -> list[Answer]:
    return [
        {"parcel": label.id, "n": label.number, "of": label.of, "code": text}
        for label, text in counter.order_codes.labels(f)
    ]


def _codes(counter: Counter, words: list[str]) -> Answer:
    """What a scanner would read of it; of a demo's order the customer's QR too."""
    f = counter.orders.of(words[0])
    closed = [{"parcel": one.id, "code": one.id} for one in f.set if one.closed]
    return {"qr": counter.order_codes.of_order(f), "labels": [*_texts(counter, f), *closed]}


def _arrive(counter: Counter, words: list[str]) -> Answer:
    if words[1:] not in ([], ["damaged"]):
        raise BadArguments(usage=USAGE)
    return order(counter.handing.arrive(words[0], damaged=bool(words[1:])))


AT_COUNTER = frozenset(Shown) - {Shown.CARRIER}
_SAID = {"other", "named", "document", "of-age", "under-age"}


def _hand_over(counter: Counter, words: list[str]) -> Answer:
    number, shown, *more = words
    refused = [word for word in more if word.startswith("no:")]
    who = _collector(shown, [word for word in more if word not in refused])
    return order(counter.handing.hand_over(number, who, dict(map(_refused, refused))))


def _return(counter: Counter, words: list[str]) -> Answer:
    damaged = words[-1] == "damaged"
    number, *parts, why = words[:-1] if damaged else words
    if not parts or not all("=" in part for part in parts):
        raise BadArguments(usage=USAGE)
    back = {line: much for part in parts for line, much in _content(part)}
    return order(counter.order_returns.take_back(number, back, why, damaged=damaged))


def _pay(counter: Counter, words: list[str]) -> Answer:
    number, shown, *more = words
    sale = counter.order_sales.open(number, _collector(shown, more))
    return {"lines": [line(one) for one in sale.lines], **sums(sale)}


def _shown(word: str) -> Shown:
    if word not in AT_COUNTER:
        raise BadArguments(usage=USAGE)
    return Shown(word)


def _collector(shown: str, words: list[str]) -> Collector:
    said, age = set(words), {"of-age": True, "under-age": False}
    if shown not in AT_COUNTER or said - _SAID:
        raise BadArguments(usage=USAGE)
    of_age = next((age[word] for word in words if word in age), None)
    return Collector(Shown(shown), "other" in said, "named" in said, "document" in said, of_age)


def _refused(word: str) -> tuple[int, tuple[Decimal, str]]:
    what, _, why = word.removeprefix("no:").partition(":")
    line, _, quantity = what.partition("=")
    return whole(line, USAGE), (decimal(quantity), why)


def _shelves(counter: Counter, words: list[str]) -> Answer:
    """Without words what should be there; `skip WHY`, or the codes that were scanned."""
    checks = counter.shelf_checks
    if not words:
        found = [{"parcel": p.id, "order": p.order, "place": p.place} for p in checks.expected()]
        return {"expected": found}
    if words[0] == "skip":
        made = checks.check((), " ".join(words[1:]))
    else:
        made = checks.check([checks.parcel(code) or code for code in words])
    return {
        "expected": len(made.expected),
        "missing": list(made.missing),
        "surplus": list(made.surplus),
        "skipped": made.skipped,
    }


def _figures(counter: Counter, words: list[str]) -> Answer:
    """Of today, or of so many days; spans in seconds, shares in per cent."""
    days = whole(words[0], USAGE) if words else 1
    if not 1 <= days <= 366:
        raise BadArguments(usage=USAGE)
    found = counter.pickup_reports.of_days(days)
    return {
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "orders": found.orders,
        "attached": str(found.attached),
        "figures": {
            one.kpi.value: {"value": _value(one.value), "of": one.of, "met": one.met}
            for one in found.figures
        },
    }


def _value(value: Decimal | timedelta | None) -> str | int | None:
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return plain(value) if value is not None else None


def _unanswered(counter: Counter, words: list[str]) -> Answer:
    found = counter.handing.unanswered()
    return {"parcels": [{"order": one.order.order.number, "parcel": one.parcel} for one in found]}


def _wave(counter: Counter, words: list[str]) -> Answer:
    step, rest = words[0], words[1:]
    match step, rest:
        case "start", [_, *_]:
            take = rest[-1] == "take-over"
            counter.waves.start(rest[:-1] if take else rest, take_over=take)
        case "pick", [code]:
            return order(counter.waves.pick(code).order)
        case "pick", [code, much]:
            return order(counter.waves.pick(code, decimal(much)).order)
        case "pick", [code, much, "sure"]:
            return order(counter.waves.pick(code, decimal(much), sure=True).order)
        case "short", [sku, much]:
            counter.waves.short(sku, decimal(much))
        case "list", []:
            pass
        case _:
            raise BadArguments(usage=USAGE)
    return {
        "orders": [f.order.number for f in counter.waves.orders()],
        "path": [
            {
                "sku": one.sku,
                "name": one.name,
                "quantity": plain(one.quantity),
                "for": {share.order: plain(share.quantity) for share in one.shares},
            }
            for one in counter.waves.path()
        ],
    }


_STEPS: dict[str, Step] = {
    "wave": (1, 99, _wave),
    "picklist": (1, 99, lambda c, w: {"paper": c.order_papers.pick_list(w)}),
    "list": (0, 1, _list),
    "find": (1, 9, find),
    "scan": (1, 1, _scan),
    "accept": (1, 1, lambda c, w: order(c.preparing.accept(w[0]))),
    "reject": (3, 3, lambda c, w: order(c.preparing.reject(w[0], whole(w[1], USAGE), w[2]))),
    "start": (1, 2, _start),
    "pick": (2, 4, _pick),
    "down": (
        3,
        3,
        lambda c, w: order(c.preparing.put_down(w[0], whole(w[1], USAGE), decimal(w[2]))),
    ),
    "short": (3, 4, _short),
    "settle": (3, 3, _settle),
    "substitute": (4, 4, _substitute),
    "pack": (1, 99, _pack),
    "labels": (1, 1, _labels),
    "codes": (1, 1, _codes),
    "shelve": (2, 2, lambda c, w: order(c.handing.shelve(w[0], w[1]))),
    "arrive": (1, 2, _arrive),
    "out": (1, 1, lambda c, w: order(c.handing.scan_out(w[0]))),
    "present": (2, 2, lambda c, w: order(c.handing.presented(w[0], _shown(w[1])))),
    "back": (2, 2, lambda c, w: order(c.handing.back(w[0], w[1]))),
    "seen": (2, 2, lambda c, w: order(c.handing.settle(w[0], w[1]))),
    "keep": (2, 2, lambda c, w: order(c.handing.keep(w[0], w[1]))),
    "handover": (2, 99, _hand_over),
    "return": (3, 99, _return),
    **homes.STEPS,
    "expire": (1, 1, lambda c, w: order(c.handing.expire(w[0], c.line.heard("store:")))),
    "agree": (1, 1, lambda c, w: order(c.handing.agree(w[0]))),
    "pay": (2, 99, _pay),
    "putback": (1, 1, lambda c, w: order(c.handing.put_back(w[0]))),
    "unanswered": (0, 0, _unanswered),
    "refund": (1, 1, lambda c, w: order(c.order_money.settle_later(w[0]))),
    "papers": (1, 1, _papers),
    "shelves": (0, 999, _shelves),
    "figures": (0, 1, _figures),
}
