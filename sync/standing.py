"""How a till stands with its chain, for whoever asks from outside, also when no worker runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sync import lock
from sync.journal import JournalUnread, Outgoing
from sync.state import last_acks, last_status

ENDED = "ended"
"""The state while no worker runs: nobody sends, and nobody hears what central says."""


def standing(where: Path, key: bytes) -> dict[str, Any]:
    """A worker's status, of this moment. `key`: the journal's.

    `unsent` is counted in the journal, `oldest` says when the first of them was stated. Without a
    worker the state is "ended" and what it said last is `was`, with `at`, when it said so. `heads`:
    the newest fact of each installation of the folder, where a count stands. Of a journal that
    cannot be read, `unsent` is what was said last.
    """
    said = last_status(where) or {}
    runs = lock.is_held(where)
    told = {"ages": {}, "alarms": [], "unsent": 0, "at": "", "heads": {}, **said}
    told["was"] = "" if runs else str(said.get("state", ""))
    told["state"] = str(said.get("state", "starting")) if runs else ENDED
    outgoing = Outgoing(where, key)
    try:
        told |= _unsent(outgoing, last_acks(where))
    except JournalUnread:
        told["oldest"] = ""
    finally:
        outgoing.close()
    if told["state"] == "in_step" and told["unsent"]:
        told["state"] = "sending"
    return told


def _unsent(outgoing: Outgoing, acks: dict[int, int]) -> dict[str, Any]:
    heads = outgoing.heads()
    waiting = {of: (acks.get(of, 0), head) for of, head in heads.items() if head > acks.get(of, 0)}
    stated = [outgoing.stated(of, acked + 1) for of, (acked, _) in waiting.items()]
    return {
        "heads": {str(of): head for of, head in heads.items()},
        "unsent": sum(head - acked for acked, head in waiting.values()),
        "oldest": min((at for at in stated if at), default=""),
    }
