"""Three sounds: accepted, refused, an order arrived; sine waves, played by the system's player."""

from __future__ import annotations

import math
import shutil
import struct
import subprocess
import tempfile
import wave
from pathlib import Path

_PLAYERS = ("paplay", "pw-play", "aplay", "afplay")
_RATE, _VOLUME = 22_050, 9_000
_TONES = {
    "accepted": ((1_760, 60),),
    "refused": ((330, 110), (0, 60), (330, 110)),
    "arrived": ((880, 90), (0, 30), (1_175, 90), (0, 30), (1_568, 180)),
}
"""(Hz, milliseconds); 0 Hz is silence."""


class Sounds:
    """Never waits and never fails: a till without loudspeaker only stays silent."""

    def __init__(self, *, on: bool) -> None:
        self.on = on
        self._player = next((found for name in _PLAYERS if (found := shutil.which(name))), None)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._playing: subprocess.Popen[bytes] | None = None

    def accepted(self) -> None:
        self._play("accepted")

    def refused(self) -> None:
        self._play("refused")

    def arrived(self) -> None:
        """An order to be prepared."""
        self._play("arrived")

    def _play(self, name: str) -> None:
        if not self.on or self._player is None:
            return
        if self._playing is not None and self._playing.poll() is None:
            return
        quiet = subprocess.DEVNULL
        self._playing = subprocess.Popen(
            [self._player, str(self._file(name))], stdin=quiet, stdout=quiet, stderr=quiet
        )

    def _file(self, name: str) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="mostrador-")
        path = Path(self._folder.name) / f"{name}.wav"
        if not path.exists():
            with wave.open(str(path), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(_RATE)
                file.writeframes(b"".join(_samples(hz, ms) for hz, ms in _TONES[name]))
        return path


def _samples(hz: int, ms: int) -> bytes:
    count = _RATE * ms // 1000
    values = (int(_VOLUME * math.sin(2 * math.pi * hz * n / _RATE)) for n in range(count))
    return struct.pack(f"<{count}h", *values)
