"""`play` in the stockroom: how much there is, counts, what is put right, labels."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from app.domain.counting import Kind, Place, Scope, Task
from app.domain.errors import BadArguments, BadQuantity
from app.domain.number import read_decimal
from app.domain.paper_kind import PaperKind
from app.domain.stock import Reason
from app.play import goods
from app.play.answers import Answer, plain
from app.play.table import Step, decimal, take, verb, whole
from app.services.counted import CountLine
from app.services.counter import Counter
from app.services.place_counts import PlaceCounted
from app.services.products import named
from app.services.stockroom import Standing

USAGE = (
    "stock show CODE | tasks | ask CODE"
    " | count begin [family=PATH|tasks|oldest|oldest=N] [place=floor|back] [blind]"
    " | count scan CODE [QUANTITY] | count set CODE QUANTITY | count place floor|back|pickup"
    " | count again CODE | count list | count unfound | count waiting"
    " | count close [rest-gone] [sure] | count leave"
    " | adjust CODE QUANTITY REASON [NOTE] | wanted [DAYS]"
    " | labels [print|print CODE...|family PATH] | label CODE [N]"
    " | labels list|changed|clear|stop | labels shelf|product [from=PLACE] | labels file PATH || "
) + goods.USAGE
"""CODE: a barcode or SKU; REASON: damaged, theft, own_use, expired, sample, found, other."""


@verb(USAGE, 0, None)
def stock(counter: Counter, words: list[str]) -> Answer:
    counter.till.session.worker()
    return take(STEPS, counter, words, USAGE)


def figure(of: Decimal | None) -> str | None:
    return None if of is None else plain(of)


def standing(of: Standing) -> Answer:
    return {
        "sku": of.product.sku,
        "name": of.product.name,
        "on_hand": figure(of.on_hand),
        "reserved": [
            {
                "order": one.order,
                "promised": one.promised_at.isoformat(),
                "wanted": plain(one.wanted),
                "held": plain(one.held),
            }
            for one in of.reserved
        ],
        "promise": figure(of.promise),
        "trust": of.confidence.trust.value,
        "doubts": [one.value for one in of.confidence.doubts],
        "counted_at": of.counted_at.isoformat() if of.counted_at else None,
        "nil_picks": of.nil_picks,
    }


def _show(counter: Counter, words: list[str]) -> Answer:
    of = counter.stockroom.standing(words[0])
    sku, goods = of.product.sku, counter.goods
    coming = [
        {"number": p.number, "quantity": plain(p.in_transit[sku])}
        for p in goods.consignments.expected()
        if sku in p.in_transit
    ]
    near = [
        {
            "shop": one.shop,
            "name": one.name,
            "metres": one.away,
            "promise": plain(one.promise),
            "as_of": one.as_of.isoformat() if one.as_of else None,
        }
        for one in goods.neighbours.having(sku)
    ]
    goes_with = [
        {"sku": one.sku, "name": one.name, "on_hand": figure(there)}
        for one, there in counter.stockroom.goes_with(of.product)
    ]
    return standing(of) | {"in_transit": coming, "elsewhere": near, "related": goes_with}


def _counted(of: CountLine) -> Answer:
    return {
        "sku": of.product.sku,
        "name": of.product.name,
        "place": of.place.value,
        "quantity": plain(of.quantity),
        "expected": figure(of.expected),
        "difference": figure(of.difference),
        "checked": of.checked,
        "who": of.who,
    }


def _begin(counter: Counter, words: list[str]) -> Answer:
    blind = "blind" in words
    of = [word for word in words if word != "blind" and not word.startswith("place=")]
    place = _alone([word for word in words if word.startswith("place=")])
    if len(of) > 1 or (place and of and not of[0].startswith("family=")):
        raise BadArguments(usage=USAGE)
    what, _, which = (of[0] if of else "").partition("=")
    match what:
        case "":
            kind = Kind.CYCLE if place else Kind.FULL
            begun = counter.counting.begin(Scope(kind, blind=blind, place=place))
        case "family" if which:
            scope = Scope(Kind.CYCLE, family=which, blind=blind, place=place)
            begun = counter.counting.begin(scope)
        case "tasks":
            begun = counter.counting.begin_tasks(blind=blind)
        case "oldest":
            many = whole(which, USAGE) if which else 50
            begun = counter.counting.begin_oldest(many, blind=blind)
        case _:
            raise BadArguments(usage=USAGE)
    scope = begun.scope
    return {
        "kind": scope.kind.value,
        "family": scope.family,
        "skus": list(scope.skus),
        "place": scope.place.value if scope.place else None,
    }


def _alone(words: list[str]) -> Place | None:
    """The place that is counted alone, as `place=back`."""
    if not words:
        return None
    which = words[0].partition("=")[2]
    if len(words) > 1 or which not in set(Place):
        raise BadArguments(usage=USAGE)
    return Place(which)


def _place(counter: Counter, words: list[str]) -> Answer:
    if words[0] not in set(Place):
        raise BadArguments(usage=USAGE)
    counter.counting.go_to(Place(words[0]))
    return {"place": words[0]}


def _set(counter: Counter, words: list[str]) -> Answer:
    there = read_decimal(words[1], 3)
    if there is None:
        raise BadQuantity(text=words[1])
    return _counted(counter.counting.there_are(words[0], there))


def _again(counter: Counter, words: list[str]) -> Answer:
    counter.counting.again(words[0])
    return {"lines": [_counted(one) for one in counter.counting.lines()]}


def _close(counter: Counter, words: list[str]) -> Answer:
    if set(words) - {"rest-gone", "sure"}:
        raise BadArguments(usage=USAGE)
    closed = counter.counting.close(rest_is_gone="rest-gone" in words, sure="sure" in words)
    return {
        "lines": closed.lines,
        "differing": closed.differing,
        "waiting": closed.waiting,
        "moved": list(closed.moved),
        "again": list(closed.again),
        "lapsed": closed.lapsed,
    }


def _waiting(counter: Counter, words: list[str]) -> Answer:
    counting = counter.counting
    return {
        "places": _counted_alone(counting.waiting()),
        "lapsed": _counted_alone(counting.lapsed()),
    }


def _counted_alone(found: list[PlaceCounted]) -> list[Answer]:
    return [
        {"place": one.place.value, "at": one.ended_at.isoformat(), "products": one.products}
        for one in found
    ]


def _leave(counter: Counter, words: list[str]) -> Answer:
    counter.counting.leave()
    return {}


def _found(counter: Counter, words: list[str]) -> Answer:
    more = decimal(words[1]) if words[1:] else None
    return _counted(counter.counting.found(words[0], more))


_COUNT: dict[str, Step] = {
    "begin": (0, 3, _begin),
    "waiting": (0, 0, _waiting),
    "scan": (1, 2, _found),
    "set": (2, 2, _set),
    "place": (1, 1, _place),
    "again": (1, 1, _again),
    "list": (0, 0, lambda c, w: {"lines": [_counted(one) for one in c.counting.lines()]}),
    "unfound": (0, 0, lambda c, w: {"skus": [one.sku for one in c.counting.unfound()]}),
    "close": (0, 2, _close),
    "leave": (0, 0, _leave),
}


def _tasks(counter: Counter, words: list[str]) -> Answer:
    return {"tasks": [_task(counter, one) for one in counter.counting.tasks()]}


def _task(counter: Counter, of: Task) -> Answer:
    name = named(counter.till, of.sku).name
    return {"sku": of.sku, "name": name, "why": of.why.value, "about": of.about}


def _adjust(counter: Counter, words: list[str]) -> Answer:
    code, written, reason, *note = words
    much = read_decimal(written.removeprefix("-"), 3)
    if much is None:
        raise BadQuantity(text=written)
    if reason not in set(Reason):
        raise BadArguments(usage=USAGE)
    signed = -much if written.startswith("-") else much
    return standing(counter.stockroom.adjust(code, signed, Reason(reason), " ".join(note)))


def _wanted(counter: Counter, words: list[str]) -> Answer:
    found = counter.stockroom.lost_demand(whole(words[0], USAGE) if words else 30)
    return {
        "wanted": [
            {
                "sku": one.sku,
                "name": one.name,
                "quantity": plain(one.quantity),
                "times": one.times,
            }
            for one in found
        ]
    }


def _labels(counter: Counter, words: list[str]) -> Answer:
    labels = counter.shelf_labels
    match words:
        case []:
            return {
                "stale": [
                    {"sku": one.product.sku, "was": str(one.was), "price": str(one.price)}
                    for one in labels.stale()
                ]
            }
        case ["print"]:
            return {"printed": labels.print_stale()}
        case ["print", *codes]:
            return {"printed": labels.print_of(codes)}
        case ["family", path]:
            return {"printed": labels.print_family(path)}
        case [step, *rest]:
            return _label_list(counter, step, rest)
        case _:
            raise BadArguments(usage=USAGE)


def _label_list(counter: Counter, step: str, rest: list[str]) -> Answer:
    """What is done with the list of labels; then how it stands."""
    wanted = counter.label_list
    done: Answer = {}
    match [step, *rest]:
        case ["list"]:
            pass
        case ["changed"]:
            done = {"added": wanted.add_stale()}
        case ["clear"]:
            wanted.clear()
        case ["stop"]:
            done = {"stopped": wanted.stop()}
        case ["file", path]:
            read = wanted.read_file(Path(path))
            done = {"added": read.added, "bad": list(read.bad)}
        case ["shelf" | "product" as kind, *where] if len(where) < 2:
            if where:
                name, _, place = where[0].partition("=")
                if name != "from":
                    raise BadArguments(usage=USAGE)
                counter.printing.begin_at(whole(place, USAGE))
            done = {"printed": wanted.print(PaperKind(f"{kind}_label"))}
        case _:
            raise BadArguments(usage=USAGE)
    return done | _listed(counter)


def _listed(counter: Counter) -> Answer:
    run = counter.label_list.run()
    lines = [{"sku": one.product.sku, "copies": one.copies} for one in counter.label_list.lines()]
    ran = run and {"of": run.of, "out": run.out, "unsure": run.unsure}
    return {"list": lines, "run": ran}


def _label(counter: Counter, words: list[str]) -> Answer:
    copies = whole(words[1], USAGE) if words[1:] else 1
    counter.label_list.add(words[0], copies)
    return _listed(counter)


def _asked(counter: Counter, words: list[str]) -> Answer:
    return {"sku": counter.counting.ask(words[0]).sku}


STEPS: dict[str, Step] = goods.STEPS | {
    "show": (1, 1, _show),
    "tasks": (0, 0, _tasks),
    "ask": (1, 1, _asked),
    "count": (0, 5, lambda c, w: take(_COUNT, c, w, USAGE, "stock count")),
    "adjust": (3, None, _adjust),
    "wanted": (0, 1, _wanted),
    "labels": (0, None, _labels),
    "label": (1, 2, _label),
}
