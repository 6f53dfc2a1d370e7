"""What really happened at the tills, whatever disk or line did to it afterwards."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from app.domain.facts import Fact, FactType

from .counter import Place


@dataclass(slots=True)
class Truth:
    """Everything that was committed, and what was done to whom."""

    facts: dict[int, dict[int, dict[str, Fact]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    """By installation, seq and hash: of a fork there are several under one seq."""
    places: dict[int, Place] = field(default_factory=dict)
    parted: set[int] = field(default_factory=set)
    """Installations that had two lives."""
    revoked: set[int] = field(default_factory=set)
    poisoned: set[tuple[int, int]] = field(default_factory=set)
    """(installation, seq) of the facts that the disk damaged."""
    documents: int = 0

    def stated(self, place: Place, fact: Fact) -> None:
        self.places[fact.installation] = place
        self.facts[fact.installation][fact.seq][fact.hash] = fact
        self.documents += fact.type == FactType.DOCUMENT_ISSUED

    def find(self, installation: int, seq: int, digest: str) -> Fact | None:
        return self.facts.get(installation, {}).get(seq, {}).get(digest)
