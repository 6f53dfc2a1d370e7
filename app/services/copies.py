"""One more of a paper that was printed: a duplicate, which is counted."""

from __future__ import annotations

from app.domain.facts import FactType
from app.domain.paper_kind import PaperKind
from app.services.till import Act
from app.storage import prints
from app.storage.prints import PrintState


def once_more(act: Act, kind: PaperKind, name: str) -> None:
    """Queue it again; while the first is still to come out, that one, and nothing is counted."""
    waiting = [job for job in prints.unfinished(act.tx) if job.document == name]
    for job in waiting:
        prints.move(act.tx, job.id, PrintState.QUEUED)
    if not waiting:
        act.state(FactType.REPRINTED, {"number": name})
        prints.queue(act.tx, kind, name, copy=True, at=act.at)
