"""A card terminal that charges nobody, with a book of its own on disk as a real one has."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from hardware.devices import CardRequest, RequestKind
from hardware.results import (
    Approved,
    Cancelled,
    Declined,
    LookUp,
    NotAsked,
    NotFound,
    Outcome,
    Totals,
    Unknown,
    Unreachable,
)


class Mood(StrEnum):
    """What it does with the next request."""

    APPROVE = "approve"
    DECLINE = "decline"
    CANCEL = "cancel"
    HANG = "hang"
    """Never books it, never answers."""
    DIE = "die"
    """Books it and is gone before it answers: for this process, it is dead."""


@dataclass(frozen=True, slots=True)
class Booked:
    """A row of the book."""

    request: CardRequest
    outcome: Outcome


class SimulatedTerminal:
    """Approves at once unless told. The book is a JSON line a request, fsynced before it answers.

    A reference already booked gets its first answer again. A refund or reversal of a payment
    that the book does not have, or of more than it took, is declined.
    """

    id = "simulated"

    def __init__(self, book: Path) -> None:
        self._book = book
        self._next = Mood.APPROVE
        self._dead = False
        self._rows = self._read()

    def tell(self, mood: Mood) -> None:
        """For the next request; a dead terminal is switched on again."""
        self._next, self._dead = mood, False

    def ask(self, request: CardRequest) -> Outcome:
        mood, self._next = self._next, Mood.APPROVE
        if self._dead or mood is Mood.HANG:
            return Unknown()
        rows = self._rows
        if request.reference in rows:
            return rows[request.reference].outcome
        outcome: Outcome
        if mood is Mood.CANCEL:
            outcome = Cancelled()
        elif mood is Mood.DECLINE or not self._covered(request, rows):
            outcome = Declined("simulated")
        else:
            outcome = Approved(f"{len(rows) + 1:06d}", "0000")
        self._write(request, outcome)
        if mood is Mood.DIE:
            self._dead = True
            return Unknown()
        return outcome

    def look_up(self, request: CardRequest) -> LookUp:
        if self._dead:
            return Unreachable()
        booked = self._rows.get(request.reference)
        if booked is None or isinstance(booked.outcome, Unknown | NotAsked):
            return NotFound()
        return booked.outcome

    def abort(self, reference: str) -> None:
        """It answers at once: there is never anything under way."""

    def totals(self, group: str) -> Totals | None:
        if self._dead:
            return None
        booked = [row for row in self._rows.values() if row.request.group == group]
        moved = [row.request for row in booked if isinstance(row.outcome, Approved)]
        sales = sum(one.cents for one in moved if one.kind is RequestKind.SALE)
        return Totals(sales, sum(one.cents for one in moved) - sales)

    def captured(self) -> int:
        """Cents charged less cents given back, by the book."""
        return sum(
            row.request.cents if row.request.kind is RequestKind.SALE else -row.request.cents
            for row in self._rows.values()
            if isinstance(row.outcome, Approved)
        )

    @staticmethod
    def _covered(request: CardRequest, rows: dict[str, Booked]) -> bool:
        if request.kind is RequestKind.SALE:
            return True
        taken = rows.get(request.original)
        if taken is None or not isinstance(taken.outcome, Approved):
            return False
        given = sum(
            row.request.cents
            for row in rows.values()
            if row.request.original == request.original and isinstance(row.outcome, Approved)
        )
        return given + request.cents <= taken.request.cents

    def _write(self, request: CardRequest, outcome: Outcome) -> None:
        row = {
            "reference": request.reference,
            "kind": request.kind.value,
            "cents": request.cents,
            "original": request.original,
            "group": request.group,
            "outcome": type(outcome).__name__.lower(),
            "authorisation": outcome.authorisation if isinstance(outcome, Approved) else "",
        }
        with self._book.open("ab") as handle:
            handle.write(json.dumps(row).encode() + b"\n")
            handle.flush()
            os.fsync(handle.fileno())
        self._rows[request.reference] = Booked(request, outcome)

    def _read(self) -> dict[str, Booked]:
        if not self._book.exists():
            return {}
        text = self._book.read_bytes()
        whole = text[: text.rfind(b"\n") + 1]
        if len(whole) < len(text):  # a torn last line was never answered
            os.truncate(self._book, len(whole))
        rows = {}
        for line in whole.splitlines():
            row: dict[str, Any] = json.loads(line)
            request = CardRequest(
                row["reference"],
                RequestKind(row["kind"]),
                row["cents"],
                row["original"],
                group=row.get("group", ""),
            )
            rows[request.reference] = Booked(request, _outcome(row))
        return rows


def _outcome(row: dict[str, Any]) -> Outcome:
    match row["outcome"]:
        case "approved":
            return Approved(row["authorisation"], "0000")
        case "declined":
            return Declined("simulated")
        case _:
            return Cancelled()
