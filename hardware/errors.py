"""What goes wrong with a device, in the words of UnifiedPOS 1.14 (ErrorCode and its extensions).

DeviceError           `code` says which
|- Broken             bytes could not be handed over
`- PrinterTrouble     nothing came out, or nobody knows how much did
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Why a device does not do what it should."""

    NO_SERVICE = "no_service"
    """till.toml asks for what no driver here can do."""
    NO_SUCH_OPTION = "no_such_option"
    """till.toml gives it an option that it has not; `detail` is the option's name."""
    BAD_OPTION = "bad_option"
    """One of its options has a value that it cannot have; `detail` is the option's name."""
    NO_HARDWARE = "no_hardware"
    """Nothing is there by that name."""
    CLAIMED = "claimed"
    """Somebody else has it."""
    FORBIDDEN = "forbidden"
    """It is there, and the system lets this program not at it."""
    REFUSED = "refused"
    """Something is at its address and takes no connection: it is off, listens at another port, or
    takes one at a time."""
    UNREACHED = "unreached"
    """Nothing at its address says anything."""
    OFFLINE = "offline"
    """It was there, and is not now: unplugged, switched off, out of reach."""
    BUSY = "busy"
    """It works on something else, or too much waits for it."""
    DISABLED = "disabled"
    ILLEGAL = "illegal"
    """It cannot do what it was asked for."""
    TIMEOUT = "timeout"
    """It is there and does not answer."""
    FAILURE = "failure"
    # What UnifiedPOS calls extended
    FOREIGN = "foreign"
    """It answered, and not what it was asked."""
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    OVERHEATED = "overheated"
    LEFT_OPEN = "left_open"
    """A drawer, for longer than a sale takes."""
    UNSURE = "unsure"
    """Nobody knows what came of the last thing it was asked for."""
    UNSTABLE = "unstable"
    NEGATIVE = "negative"
    OVERLOAD = "overload"
    EMPTY = "empty"
    """Nothing is on the scale."""
    NOT_CLEARED = "not_cleared"
    """What was weighed before still lies on the scale."""
    NOT_APPROVED = "not_approved"
    """Nobody named the approval by which this scale and the till may compute a price together."""


class DeviceError(Exception):
    """`detail`: the machine's words, for the log and the health row."""

    code = Reason.FAILURE

    def __init__(self, detail: str = "", code: Reason | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        if code is not None:
            self.code = code


class Broken(DeviceError):
    """`begun`: whether any of the bytes may have reached the device."""

    code = Reason.OFFLINE

    def __init__(self, detail: str = "", *, begun: bool = True, code: Reason | None = None) -> None:
        super().__init__(detail, code)
        self.begun = begun


class PrinterTrouble(DeviceError): ...
