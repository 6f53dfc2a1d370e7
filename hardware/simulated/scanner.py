"""A scanner that is none: whatever a person has it read, it sends."""

from __future__ import annotations

from hardware.simulated.plug import OFF, Plug

SAMPLE = "]E09527618000358"
"""What a press has it read."""
READ = "read"


class SimScanner(Plug):
    @property
    def faults(self) -> list[tuple[str, bool]]:
        return [(READ, False), (OFF, self.off)]

    def toggle(self, fault: str) -> None:
        if fault == OFF:
            self.switch(self.off)
        else:
            self.say(SAMPLE.encode() + b"\r")
