"""Consignments and strays in a journal: every fact of them reads, and its index leads to it."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.facts import Fact
from app.storage import consignments, strays
from app.storage.database import Reader

Wrong = Callable[[str, str], object]


class Goods:
    """What the facts say of which consignment and of which stray."""

    def __init__(self, wrong: Wrong) -> None:
        self._wrong = wrong
        self._consignments: set[tuple[str, int, int]] = set()
        self._strays: set[tuple[str, int, int]] = set()

    def fact(self, fact: Fact) -> None:
        """Raises what reading a body raises."""
        if consignments.is_about_one(fact.type):
            consignments.events_of(fact)
            number = consignments.number_in(fact)
            self._consignments.add((number, fact.installation, fact.seq))
        elif fact.type in strays.KINDS:
            self._strays.add((fact.body["code"], fact.installation, fact.seq))

    def check_tables(self, connection: Reader) -> None:
        for name, said, kept in (
            ("consignment", self._consignments, consignments.index(connection)),
            ("stray", self._strays, strays.index(connection)),
        ):
            for key, installation, seq in sorted(said ^ set(kept)):
                self._wrong(f"{name} {key}", f"fact {installation}/{seq} is only half there")
