"""Serving central: its calls on a socket, and the sequencer beside them."""

from __future__ import annotations

import hashlib
import ipaddress
import logging
import os
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from litestar.types import ASGIApp
from sqlalchemy.exc import SQLAlchemyError

from app.domain.errors import PlainNotHere, PortTaken, UnusableCertificate
from sync.central import chores
from sync.central.api.served import Served
from sync.central.app import make_app
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.masters import sharing
from sync.central.sequencer import STEP, Leader
from sync.central.telling.rounds import Telling

log = logging.getLogger(__name__)

PAUSE = 0.2
"""Seconds between two looks at the outbox, when nobody says that something is in it."""
FIRST_CHORES, CHORES = 20, 600
"""Seconds after the start, and between two times."""
SHARES = 20
"""Seconds between two looks at what the shops' neighbours are to hear of."""
GRACE = 10
"""Seconds that requests in progress get when central stops."""
_WAITING = 2048
"""Connections that nobody has taken up yet."""
_HEAD = 128 * 1024
"""Bytes of a request before its body: the longest query, with every letter percent-encoded."""
_QUIET = 75
"""Seconds that a connection may be idle: longer than a wait."""


@dataclass(frozen=True, slots=True)
class Tls:
    """A certificate (with what signed it, if need be) and its key, PEM."""

    certificate: Path
    key: Path

    def check(self) -> None:
        """Raises UnusableCertificate."""
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(self.certificate, self.key)
        except (OSError, ssl.SSLError) as error:
            raise UnusableCertificate(file=str(self.certificate), reason=str(error)) from None

    def spki(self) -> bytes:
        """What a till pins of it."""
        return spki_of(self.certificate)


def spki_of(file: Path) -> bytes:
    """SHA-256 of the public key of a certificate (PEM). Raises UnusableCertificate."""
    try:
        key = x509.load_pem_x509_certificate(file.read_bytes()).public_key()
    except (OSError, ValueError) as error:
        raise UnusableCertificate(file=str(file), reason=str(error)) from None
    text = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(text).digest()


class Sequencing(threading.Thread):
    """Moves what was said into the streams, whenever no other process does.

    `moved` is called after that.
    """

    def __init__(self, central: Central, moved: Callable[[], None]) -> None:
        super().__init__(name="sequencer", daemon=True)
        self._leader = Leader(central)
        self._moved = moved
        self._poked = threading.Event()
        self._stopped = False

    def leads(self) -> bool:
        return self._leader.leads

    def poke(self) -> None:
        """Something was said; from any thread."""
        self._poked.set()

    def run(self) -> None:
        while not self._stopped:
            if self._step() < STEP:
                self._poked.wait(PAUSE)
                self._poked.clear()
        self._leader.close()

    def stop(self) -> None:
        self._stopped = True
        self._poked.set()
        self.join()

    def _step(self) -> int:
        try:
            moved = self._leader.step()
        except SQLAlchemyError:
            log.exception("sequencer")
            self._leader.close()
            return 0
        if moved:
            self._moved()
        return moved


class Chores(threading.Thread):
    """Does the chores every so often."""

    def __init__(self, central: Central, folder: Path | None, leads: Callable[[], bool]) -> None:
        super().__init__(name="chores", daemon=True)
        self._central = central
        self._folder = folder
        self._leads = leads
        self._stopped = threading.Event()

    def run(self) -> None:
        wait = FIRST_CHORES
        while not self._stopped.wait(wait):
            wait = CHORES
            self._do()

    def stop(self) -> None:
        """What is being made ready is left: it is begun again the next time."""
        self._stopped.set()

    def _do(self) -> None:
        try:
            chores.do_all(self._central, self._folder, leads=self._leads())
        except (SQLAlchemyError, OSError):
            log.exception("chores")


class Sharing(threading.Thread):
    """Tells the shops' neighbours what there is, some times a minute."""

    def __init__(self, central: Central, leads: Callable[[], bool], said: Callable[[], object]):
        super().__init__(name="sharing", daemon=True)
        self._central = central
        self._leads = leads
        self._said = said
        self._stopped = threading.Event()

    def run(self) -> None:
        while not self._stopped.wait(SHARES):
            self._do()

    def stop(self) -> None:
        self._stopped.set()

    def _do(self) -> None:
        if not self._leads():
            return
        try:
            if sharing.tell_all(self._central):
                self._said()
        except Refusal as refusal:
            log.warning("sharing: %s", refusal.detail)
        except SQLAlchemyError:
            log.exception("sharing")


class _Server(uvicorn.Server):
    """Answers those who wait before it waits for them."""

    def __init__(self, config: uvicorn.Config, served: Served) -> None:
        super().__init__(config)
        self._served = served

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._served.heads.close()
        await super().shutdown(sockets)


class Serving:
    """One process of central on one socket. `folder`: where snapshots are kept, None for nowhere.

    Raises PlainNotHere, UnusableCertificate, PortTaken.
    """

    def __init__(
        self,
        central: Central,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        tls: Tls | None = None,
        folder: Path | None = None,
    ) -> None:
        if tls:
            tls.check()
        elif not is_loopback(host):
            raise PlainNotHere(host=host)
        self._socket = _bound(host, port)
        self.port: int = self._socket.getsockname()[1]
        named = f"[{host}]" if ":" in host else host
        self.url = f"{'https' if tls else 'http'}://{named}:{self.port}"
        self.served = Served(central, folder, self._said)
        self._sequencing = Sequencing(central, self.served.heads.poke)
        self._chores = Chores(central, folder, self._sequencing.leads)
        self._telling = Telling(central, self._sequencing.leads, self._said)
        self._sharing = Sharing(central, self._sequencing.leads, self._said)
        self._server = _Server(_config(make_app(self.served), tls), self.served)
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Serve until a signal, or `stop`."""
        self._sequencing.start()
        self._chores.start()
        self._telling.start()
        self._sharing.start()
        try:
            self._server.run([self._socket])
        finally:
            self._telling.stop()
            self._chores.stop()
            self._sharing.stop()
            self._sequencing.stop()
            self._socket.close()

    def start(self) -> None:
        """As `run`, in a thread; returns when it listens."""
        self._thread = threading.Thread(target=self.run, name="central", daemon=True)
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            self._thread.join(0.01)

    def stop(self) -> None:
        """From any thread; returns when it has stopped, if `start` started it."""
        self._server.should_exit = True
        if self._thread:
            self._thread.join()

    def _said(self) -> None:
        self._sequencing.poke()


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol by name: only then asyncio switches off Nagle's algorithm, which would
    # hold each answer for 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if os.name != "nt":  # there it would let two listen
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(_WAITING)
    except (OSError, OverflowError) as error:
        bound.close()
        raise PortTaken(host=host, port=port, reason=str(error)) from None
    return bound


def _config(app: ASGIApp, tls: Tls | None) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        access_log=False,
        h11_max_incomplete_event_size=_HEAD,
        http="h11",
        lifespan="on",
        log_config=None,
        server_header=False,
        ssl_certfile=tls.certificate if tls else None,
        ssl_keyfile=tls.key if tls else None,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=_QUIET,
        ws="none",
    )
