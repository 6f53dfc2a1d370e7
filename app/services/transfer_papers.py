"""Printing the paper that goes with a transfer: a print job, queued when the goods leave."""

from __future__ import annotations

from app.domain import transfer_paper
from app.domain.consignment_event import Sent
from app.domain.paper import Block
from app.domain.paper_kind import PaperKind
from app.domain.transfer_paper import TransferWords
from app.services.consignments import Consignments
from app.services.till import Act, Till
from app.storage import prints, store

OF = "traspaso+"
"""How the names of its print jobs begin; no document's and no order's does."""


class TransferPapers:
    """`words`: of the shop's language."""

    def __init__(self, till: Till, desk: Consignments, words: TransferWords) -> None:
        self._till, self._desk, self._words = till, desk, words

    def queue(self, act: Act, number: str) -> None:
        prints.queue(act.tx, PaperKind.TRANSFER, f"{OF}{number}", copy=True, at=act.at)

    def again(self, number: str) -> None:
        """One more of a transfer that was sent from here. Raises UnknownConsignment."""
        p = self._desk.of(number)
        with self._till.act() as act:
            self.queue(act, p.number)

    def blocks(self, name: str) -> list[Block]:
        """What a job of that name brings out. Raises UnknownConsignment, KeyMissing."""
        p = self._desk.of(name.removeprefix(OF))
        sent = next((one for one in p.events if isinstance(one.what, Sent)), None)
        who = self._name(sent.who) if sent else ""
        zone = self._till.shop.zone
        return transfer_paper.paper(p, self._desk.paper(p.number), who, self._words, zone)

    def _name(self, code: str) -> str:
        with self._till.store.read() as mirror:
            return store.name_of(mirror, code)
