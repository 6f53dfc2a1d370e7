"""How far the journal may be archived: whole days, none with anything open in it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from app.domain.archiving import Place
from app.domain.sale import Sale
from app.storage import attempts, baskets, clock_leave, prints, shifts
from app.storage.archive_file import Span
from app.storage.database import Reader, Write

_DAY = "date(at, \"offset\" || ' minutes')"
_FIRST_FROM = text(
    "SELECT installation, seq FROM facts"  # noqa: S608 (all of it stands here)
    f" WHERE (installation, seq) > (:of, :after) AND {_DAY} >= :day"
    " ORDER BY installation, seq LIMIT 1"
)
_DAY_OF = text(f"SELECT {_DAY} FROM facts WHERE installation = :of AND seq = :seq")  # noqa: S608
_BEFORE = text(
    "SELECT installation, seq FROM facts"
    " WHERE (installation, seq) > (:of, :after) AND (installation, seq) < (:until, :seq)"
    " ORDER BY installation DESC, seq DESC LIMIT 1"
)
_DAYS = text(
    f"SELECT min({_DAY}), max({_DAY}) FROM facts"  # noqa: S608 (the same)
    " WHERE (installation, seq) > (:of, :after) AND (installation, seq) <= (:until, :seq)"
)
_REACHES_OVER = text(
    "SELECT first_installation AS installation, first_seq AS seq FROM shifts"
    " WHERE (first_installation, first_seq) < (:of, :seq) AND (closed_seq IS NULL"
    "  OR (closed_installation, closed_seq) >= (:of, :seq))"
    " UNION SELECT d.installation, d.seq FROM documents AS d"
    " LEFT JOIN shifts AS s ON s.id = d.shift"
    " WHERE (d.installation, d.seq) < (:of, :seq) AND (s.id IS NULL"
    "  OR (s.first_installation, s.first_seq) >= (:of, :seq))"
    " ORDER BY 1, 2 LIMIT 1"
)


def first_from(connection: Reader | Write, day: date, after: Place) -> Place | None:
    """The first fact behind `after` of that local day or a later one."""
    values = {"of": after[0], "after": after[1], "day": day.isoformat()}
    row = connection.execute(_FIRST_FROM, values).first()
    return (row.installation, row.seq) if row else None


def whole_days(connection: Reader | Write, after: Place, stays: Place) -> Span | None:
    """The facts behind `after` of all days that end before the day of the fact at `stays`, and
    before any shift that goes on into it; None when there are none."""
    while True:
        day = connection.execute(_DAY_OF, {"of": stays[0], "seq": stays[1]}).scalar_one()
        first = first_from(connection, date.fromisoformat(day), after) or stays
        over = connection.execute(_REACHES_OVER, {"of": first[0], "seq": first[1]}).first()
        if over is None or (over.installation, over.seq) <= after:
            break
        stays = (over.installation, over.seq)
    values = {"of": after[0], "after": after[1], "until": first[0], "seq": first[1]}
    last = connection.execute(_BEFORE, values).first()
    if last is None:
        return None
    until = (last.installation, last.seq)
    oldest, newest = connection.execute(_DAYS, {**values, "until": until[0], "seq": until[1]}).one()
    return Span(after, until, (date.fromisoformat(oldest), date.fromisoformat(newest)))


# what is open, and from which fact on it needs the journal
def shifts_needed(connection: Reader | Write) -> list[Place]:
    """The one in progress, and the last one closed: the next takes over what it left."""
    every = shifts.everything(connection)
    in_progress = bool(every) and every[-1][1] is None
    return [shift.first for shift, _ in every[-2 if in_progress else -1 :]]


def unaccepted(connection: Reader | Write) -> list[Place]:
    """Shifts whose difference nobody has accepted."""
    return [shift.first for shift, _ in shifts.unaccepted(connection)]


def cards(connection: Reader | Write) -> list[Place]:
    """Payments that nobody knows the end of, or that a ticket which is not complete has."""
    references = [one.reference for one in attempts.open_ones(connection)]
    for sale in baskets.everything(connection):
        references += [one.reference for one in sale.tenders if one.kind.asks_terminal]
    return [place for one in references if (place := _asked_at(one))]


def _asked_at(reference: str) -> Place | None:
    installation, _, seq = reference.rpartition("/")[2].rpartition("-")
    return (int(installation), int(seq)) if installation.isdigit() and seq.isdigit() else None


def tickets(connection: Reader | Write) -> list[Place]:
    """Documents that a return, an exchange or a change of payment in progress is about; and those,
    and shifts, of which a paper is still to be printed."""
    numbers = [number for sale in baskets.everything(connection) for number in _about(sale)]
    waiting = [job.document for job in prints.unfinished(connection)]
    numbers += [part for name in waiting for part in name.split("+")]
    found = [_issued_at(connection, number) for number in numbers]
    closed = {f"Z{shift.id}": shift.first for shift, _ in shifts.everything(connection)}
    return [place for place in (*found, *map(closed.get, waiting)) if place]


def _about(sale: Sale) -> list[str]:
    found = [sale.returning, sale.retendering, sale.exchange and sale.exchange.returning]
    return [one.number for one in found if one]


_ISSUED_AT = text("SELECT installation, seq FROM documents WHERE number = :number")


def _issued_at(connection: Reader | Write, number: str) -> Place | None:
    row = connection.execute(_ISSUED_AT, {"number": number}).first()
    return (row.installation, row.seq) if row else None


def leave_about_the_clock(connection: Reader | Write) -> list[Place]:
    kept = clock_leave.find(connection)
    return [kept[1]] if kept else []
