"""`stock receive|transfer|unload|others|dormant`: goods that move between places."""

from __future__ import annotations

from decimal import Decimal

from app.domain.consignment_fold import Passage
from app.domain.errors import BadArguments
from app.play.answers import Answer, plain
from app.play.table import Step, decimal, take
from app.services.counter import Counter
from app.services.neighbours import Elsewhere
from app.services.scanning import Open
from app.services.unloading import Code

USAGE = (
    "stock receive list | begin NUMBER | blind SUPPLIER [NUMBER] | scan CODE [QUANTITY]"
    " | damaged CODE QUANTITY REASON | off CODE [QUANTITY] | status | part | close [WHY] | leave"
    " || stock transfer list | request SHOP CODE=QUANTITY... | offer SHOP CODE=QUANTITY..."
    " | decline NUMBER WHY | cancel NUMBER [WHY] | send NUMBER | scan CODE [QUANTITY] | off CODE"
    " [QUANTITY] | pack BOX | done | leave | paper NUMBER | take CODE | show N | receive N"
    " || stock unload CODE [PLACE] [damaged:WHY] | what CODE | strays | sendback CODE"
    " || stock others SKU [ask] | dormant"
)
"""NUMBER: of a delivery or a transfer; CODE: what a scanner reads."""


def receive(counter: Counter, words: list[str]) -> Answer:
    return take(_RECEIVE, counter, words, USAGE, "stock receive")


def transfer(counter: Counter, words: list[str]) -> Answer:
    return take(_TRANSFER, counter, words, USAGE, "stock transfer")


def passage(p: Passage) -> Answer:
    """A delivery or a transfer as far as it has come."""
    of = p.consignment
    return {
        "number": p.number,
        "kind": of.kind.value,
        "state": p.state.value,
        "origin": of.origin,
        "destination": of.destination,
        "order": of.order,
        "lines": {
            sku: {
                "asked": plain(lot.asked),
                "sent": plain(lot.sent),
                "received": plain(lot.received),
                "damaged": plain(lot.damaged),
            }
            for sku, lot in p.lots.items()
        },
        "boxes": {code: code in p.boxes for code in p.held},
        "in_transit": {sku: plain(much) for sku, much in p.in_transit.items()},
        "differences": {sku: plain(much) for sku, much in p.differences.items()},
    }


def _listed(found: list[Passage]) -> Answer:
    return {"consignments": [passage(p) for p in found]}


def _open(of: Open) -> Answer:
    return {
        "number": of.number,
        "scanned": {sku: plain(Decimal(much).scaleb(-3)) for sku, much in of.goods().items()},
        "damaged": {
            f"{sku}:{why}": plain(Decimal(much).scaleb(-3))
            for (sku, why), much in of.damaged().items()
        },
        "boxes": list(of.boxes),
    }


def _scan(words: list[str]) -> tuple[str, Decimal | None]:
    return words[0], decimal(words[1]) if words[1:] else None


def _damaged(counter: Counter, words: list[str]) -> Answer:
    code, much, *reason = words
    return _open(counter.goods.receiving.scan(code, decimal(much), " ".join(reason)))


def _status(counter: Counter, words: list[str]) -> Answer:
    open_ = counter.goods.receiving.open()
    if open_ is None:
        return {"number": None}
    rows = [
        {
            "sku": row.sku,
            "name": row.name,
            "expected": None if row.expected is None else plain(row.expected),
            "good": plain(row.good),
            "damaged": plain(row.damaged),
            "left": plain(row.left),
        }
        for row in counter.goods.receiving.compared()
    ]
    return {**_open(open_), "lines": rows}


def _close(counter: Counter, words: list[str]) -> Answer:
    return passage(counter.goods.receiving.finish(closes=True, why=" ".join(words)))


def _leave_in(counter: Counter, words: list[str]) -> Answer:
    counter.goods.receiving.leave()
    return {"number": None}


def _leave_out(counter: Counter, words: list[str]) -> Answer:
    counter.goods.sending.leave()
    return {"number": None}


def _goods(words: list[str]) -> list[tuple[str, Decimal]]:
    pairs = [word.rpartition("=") for word in words]
    if not all(mark for _, mark, _ in pairs):
        raise BadArguments(usage=USAGE)
    return [(code, decimal(much)) for code, _, much in pairs]


def _done(counter: Counter, words: list[str]) -> Answer:
    left = counter.goods.sending.finish()
    below = {sku: plain(much) for sku, much in left.below.items()}
    return {**passage(left.passage), "paper": left.paper, "below": below}


def _take(counter: Counter, words: list[str]) -> Answer:
    found = counter.goods.consignments.scanned(words[0])
    if found is None:
        raise BadArguments(usage=USAGE)
    return passage(found)


_RECEIVE: dict[str, Step] = {
    "list": (0, 0, lambda c, w: _listed(c.goods.consignments.expected())),
    "begin": (1, 1, lambda c, w: _open(c.goods.receiving.begin(w[0]))),
    "blind": (1, 2, lambda c, w: _open(c.goods.receiving.begin_blind(*w))),
    "scan": (1, 2, lambda c, w: _open(c.goods.receiving.scan(*_scan(w)))),
    "damaged": (3, None, _damaged),
    "off": (1, 2, lambda c, w: _open(c.goods.receiving.take_off(*_scan(w)))),
    "status": (0, 0, _status),
    "part": (0, 0, lambda c, w: passage(c.goods.receiving.finish(closes=False))),
    "close": (0, None, _close),
    "leave": (0, 0, _leave_in),
}
_TRANSFER: dict[str, Step] = {
    "list": (0, 0, lambda c, w: _listed(c.goods.consignments.open_ones())),
    "show": (1, 1, lambda c, w: passage(c.goods.consignments.of(w[0]))),
    "request": (2, None, lambda c, w: passage(c.goods.consignments.ask(w[0], _goods(w[1:])))),
    "offer": (2, None, lambda c, w: passage(c.goods.consignments.offer(w[0], _goods(w[1:])))),
    "decline": (
        2,
        None,
        lambda c, w: passage(c.goods.consignments.decline(w[0], " ".join(w[1:]))),
    ),
    "cancel": (
        1,
        None,
        lambda c, w: passage(c.goods.consignments.call_off(w[0], " ".join(w[1:]))),
    ),
    "send": (1, 1, lambda c, w: _open(c.goods.sending.begin(w[0]))),
    "scan": (1, 2, lambda c, w: _open(c.goods.sending.scan(*_scan(w)))),
    "off": (1, 2, lambda c, w: _open(c.goods.sending.take_off(*_scan(w)))),
    "pack": (1, 1, lambda c, w: _open(c.goods.sending.pack(w[0]))),
    "done": (0, 0, _done),
    "leave": (0, 0, _leave_out),
    "paper": (1, 1, lambda c, w: {"paper": c.goods.consignments.paper(w[0])}),
    "take": (1, 1, _take),
    "receive": (1, 1, lambda c, w: _open(c.goods.receiving.begin(w[0]))),
}


def unload(counter: Counter, words: list[str]) -> Answer:
    """CODE [PLACE] [damaged:WHY]"""
    code, *rest = words
    why = [word.removeprefix("damaged:") for word in rest if word.startswith("damaged:")]
    place = [word for word in rest if not word.startswith("damaged:")]
    if len(why) > 1 or len(place) > 1:
        raise BadArguments(usage=USAGE)
    return _code(counter.goods.unloading.take_in(code, *(place or [""]), *why))


def what(counter: Counter, words: list[str]) -> Answer:
    return _code(counter.goods.unloading.what(words[0]))


def _code(found: Code) -> Answer:
    f, p = found.order, found.passage
    return {
        "is": found.is_.value,
        "name": found.name,
        **({"order": f.order.number, "order_state": f.state.value} if f else {}),
        **({"consignment": passage(p)} if p else {}),
        **({"sku": found.product.sku} if found.product else {}),
    }


def strays(counter: Counter, words: list[str]) -> Answer:
    """What waits to be identified; what became known meanwhile is taken in."""
    counter.goods.unloading.match()
    return {
        "strays": [
            {
                "code": one.stray.code,
                "place": one.stray.place,
                "since": one.stray.since.isoformat(),
                "is": one.code.is_.value,
            }
            for one in counter.goods.unloading.strays()
        ]
    }


def send_back(counter: Counter, words: list[str]) -> Answer:
    counter.goods.unloading.send_back(words[0])
    return {"code": words[0]}


def others(counter: Counter, words: list[str]) -> Answer:
    """SKU [ask]: what the neighbours have, or all shops by asking central."""
    if words[1:] not in ([], ["ask"]):
        raise BadArguments(usage=USAGE)
    sku = counter.goods.consignments.product(words[0]).sku
    near = counter.goods.neighbours
    asked = near.everywhere(sku) if words[1:] else None
    found = near.having(sku) if asked is None else asked
    shops = [_elsewhere(counter, one) for one in found]
    return {"sku": sku, "asked": asked is not None, "shops": shops}


def _elsewhere(counter: Counter, of: Elsewhere) -> Answer:
    now = counter.till.now()
    return {
        "shop": of.shop,
        "name": of.name,
        "away": of.away,
        "promise": plain(of.promise),
        "minutes": int((now - of.as_of).total_seconds() // 60) if of.as_of else None,
    }


def dormant(counter: Counter, words: list[str]) -> Answer:
    """What lies here and where it is sold."""
    return {
        "dormant": [
            {
                "sku": one.sku,
                "on_hand": plain(one.on_hand),
                "since": one.since,
                "to": one.to,
                "propose": plain(one.propose),
            }
            for one in counter.goods.neighbours.lying()
        ]
    }


STEPS: dict[str, Step] = {
    "receive": (0, None, receive),
    "transfer": (0, None, transfer),
    "unload": (1, 3, unload),
    "what": (1, 1, what),
    "strays": (0, 0, strays),
    "sendback": (1, 1, send_back),
    "others": (1, 2, others),
    "dormant": (0, 0, dormant),
}
