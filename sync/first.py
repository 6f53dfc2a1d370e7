"""What a till fetches in the moment in which it joins: whoever may sign in, shop and settings."""

from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.mirror import cursors, store
from sync.worker import Worker, till_of


def fetch_people(folder: Path, shop: str, patience: float) -> bool:
    """Read what central says of people, shop and settings into the folder of a till of `shop`.

    Whether all of it came within `patience` seconds. The catalogue is left to the next round.
    Raises what a worker raises.
    """
    wanted = {"config", f"store:{shop}"}
    key = till_of(folder).key
    begun = datetime.now(UTC).replace(microsecond=0)
    here = False

    def heard(said: dict[str, Any]) -> None:
        nonlocal here
        # A folder that was a till before remembers how fresh its streams were then.
        ages = {name: datetime.fromisoformat(at) for name, at in said["ages"].items()}
        fresh = {name for name, at in ages.items() if at >= begun}
        here = wanted <= fresh and _is_read(folder, key, f"store:{shop}")
        if here:
            worker.leave()

    worker = Worker(folder, heard, once=True)
    late = threading.Timer(patience, worker.leave)
    late.daemon = True
    late.start()
    try:
        worker.run()
    finally:
        late.cancel()
    return here


def _is_read(folder: Path, key: bytes, stream: str) -> bool:
    with closing(store.connect(folder, key)) as connection:
        standing = cursors.read(connection).get(stream, cursors.Standing())
    return standing.seq > 0 and not standing.base_at and not standing.sweep
