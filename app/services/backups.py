"""The daily backups of a single shop: when one is due, which are kept, how the last one went."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from app import config as till_toml
from app.domain.errors import BackupsFolderMissing, CentralNotCopied, DamagedSingle
from app.durable import sync_file
from app.services import single
from app.services.single import Single

NAME = "backups.json"
DAYS, MONTHS = 14, 12
"""How many are kept: the newest, and the last ones of so many months."""
OLD = timedelta(days=3)
"""A newest backup older than that is somebody's to see to."""
AGAIN = timedelta(hours=1)
"""Between two tries that failed."""
_END = ".mostrador"


@dataclass(frozen=True, slots=True)
class BackupState:
    made: datetime | None = None
    """When the newest good one was begun."""
    tried: datetime | None = None
    trouble: str = ""
    """Why the last try was none, in a sentence."""

    def due(self, now: datetime) -> bool:
        """Whether the day of `now` has none yet, and trying is not hopeless."""
        zone = now.tzinfo
        if self.made and not self.trouble and self.made.astimezone(zone).date() == now.date():
            return False
        return self.tried is None or not timedelta(0) <= now - self.tried < AGAIN

    def wrong(self, now: datetime) -> bool:
        """Whether somebody must see to it."""
        return bool(self.trouble) or (self.made is not None and now - self.made >= OLD)


def state_of(folder: Path) -> BackupState | None:
    """How the backups of that folder stand; None where none are kept."""
    if not isinstance(single.read(folder), Single):
        return None
    try:
        said = json.loads((folder / NAME).read_text("utf-8"))
        return BackupState(_moment(said["made"]), _moment(said["tried"]), str(said["trouble"]))
    except (OSError, ValueError, KeyError, TypeError):
        return BackupState()


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text).astimezone() if text else None


def note(folder: Path, state: BackupState) -> None:
    """Remember how it went, for the window and for `doctor`."""
    part = folder / (NAME + ".part")
    texts = {name: value and str(value) for name, value in asdict(state).items()}
    part.write_text(json.dumps({name: text or "" for name, text in texts.items()}), "utf-8")
    sync_file(part)
    part.replace(folder / NAME)


def back_up_today(
    folder: Path, into: Path, now: datetime, words: Callable[[Exception], str]
) -> Path:
    """Make the backup of the day of `now` in `into`, and let those go that are not kept.

    `words`: says what went wrong, to be remembered. Raises what `back_up` raises, and
    BackupsFolderMissing: a disk that is not plugged in is not made on another one.
    """
    # Here: the window imports this module, and another process makes the backups.
    from app.services.backing import back_up

    before = state_of(folder) or BackupState()
    try:
        if not into.is_dir():
            raise BackupsFolderMissing(folder=str(into))
        config = till_toml.read(folder)
        stem = f"{config.shop}-{config.till}-"
        file = into / f"{stem}{now.date().isoformat()}{_END}"
        back_up(folder, file)
        for name in superseded((path.name for path in into.iterdir()), stem, now.date()):
            (into / name).unlink(missing_ok=True)
    except Exception as error:
        made = now if isinstance(error, CentralNotCopied) else before.made
        note(folder, BackupState(made, now, words(error)))
        raise
    note(folder, BackupState(now, now))
    return file


def superseded(names: Iterable[str], stem: str, today: date) -> list[str]:
    """Of these files, the backups that need not be kept any longer."""
    form = re.compile(re.escape(stem) + r"([0-9]{4}-[0-9]{2}-[0-9]{2})" + re.escape(_END))
    found: dict[date, str] = {}
    for name in names:
        match = form.fullmatch(name)
        try:
            day = date.fromisoformat(match[1]) if match else None
        except ValueError:
            continue
        if day is not None:
            found[day] = name
    newest = sorted(found, reverse=True)
    ends: dict[tuple[int, int], date] = {}
    for day in newest:
        ends.setdefault((day.year, day.month), day)
    stay = {today, *newest[:DAYS], *list(ends.values())[:MONTHS]}
    return [found[day] for day in newest if day not in stay]


class Backups:
    """The backups beside an open till: made by a process of their own, at a quiet moment.

    `run` makes today's and returns its exit code; without it none are kept. `damaged`: nobody
    knows where to keep them.
    """

    def __init__(
        self,
        folder: Path | None = None,
        run: Callable[[], int] | None = None,
        damaged: DamagedSingle | None = None,
    ) -> None:
        self._folder, self._run = folder, run
        self.damaged = damaged
        self._listeners: list[Callable[[], object]] = []
        self._thread: threading.Thread | None = None

    def state(self) -> BackupState | None:
        if self._folder is None or self._run is None:
            return None
        return state_of(self._folder)

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def on_change(self, listener: Callable[[], object]) -> None:
        """`listener` runs on the thread that waited for the backup."""
        self._listeners.append(listener)

    def look(self, now: datetime) -> None:
        """It is quiet: make today's backup, unless there is one."""
        state = self.state()
        if state is not None and state.due(now):
            self.make(now)

    def make(self, now: datetime) -> None:
        """Make it whatever there is; one at a time, and nobody waits for it."""
        if self._run is None or self._folder is None or self.running:
            return
        run, folder = self._run, self._folder

        def work() -> None:
            code = run()
            state = state_of(folder)
            if code and state is not None and not state.trouble:
                note(folder, replace(state, tried=now, trouble=f"exit {code}"))
            self._thread = None
            for listener in self._listeners:
                listener()

        self._thread = threading.Thread(target=work, name="backup", daemon=True)
        self._thread.start()
