"""What was done at tills that somebody may ask about: overrides, discounts, refused sign-ins."""

from __future__ import annotations

from collections.abc import Mapping

from sync.central.masters import keeping
from sync.central.projections.work import Work
from sync.central.tables import audit
from sync.protocol import Record


def project(work: Work, record: Record) -> None:
    """The whole fact, under its type."""
    note(work, record, record.type, record.body)


def note(work: Work, record: Record, what: str, said: Mapping[str, object]) -> None:
    of = work.of
    details = {
        "shop": of.shop,
        "till": of.till,
        "installation": of.number,
        "seq": record.seq,
        "fact": said,
    }
    work.add(audit, record.at, record.who, what, keeping.text(details))
