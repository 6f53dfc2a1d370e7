"""Why the operating system opens no connection: as far as it can tell that apart."""

from __future__ import annotations

import errno
import socket

from hardware.errors import Reason

_REASONS = {
    errno.ENOENT: Reason.NO_HARDWARE,
    errno.ENODEV: Reason.NO_HARDWARE,
    errno.ENXIO: Reason.NO_HARDWARE,
    errno.ENOTDIR: Reason.NO_HARDWARE,
    errno.EISDIR: Reason.NO_HARDWARE,
    errno.EEXIST: Reason.NO_HARDWARE,  # of a folder that is a file
    errno.EACCES: Reason.FORBIDDEN,
    errno.EPERM: Reason.FORBIDDEN,
    errno.EBUSY: Reason.CLAIMED,
    errno.EAGAIN: Reason.CLAIMED,  # of the lock on a serial port
    errno.ECONNREFUSED: Reason.REFUSED,
    errno.EHOSTUNREACH: Reason.UNREACHED,
    errno.ENETUNREACH: Reason.UNREACHED,
    errno.ETIMEDOUT: Reason.UNREACHED,
}


def reason_of(error: OSError) -> Reason:
    """OFFLINE when it says no more than that it did not work."""
    if isinstance(error, socket.gaierror | TimeoutError):
        return Reason.UNREACHED
    return _REASONS.get(error.errno or 0, Reason.OFFLINE)
