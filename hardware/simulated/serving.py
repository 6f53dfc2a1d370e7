"""A simulated terminal on a port of this machine, with a certificate of its own.

`python -m hardware.simulated.serving FOLDER` serves one until it is ended: `FOLDER/port` says
where, `FOLDER/terminal.pem` is its certificate. What stands in `FOLDER/manner` is what it does
with the next payment; a name behind it is the book that it begins.
"""

from __future__ import annotations

import ssl
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hardware.simulated.book import Book
from hardware.simulated.terminal import Handler, Manner, SimTerminal

CERTIFICATE = "terminal.pem"
NAME = "sim.terminal"


def certificate(folder: Path) -> Path:
    """Its certificate, made the first time; the private key lies beside it."""
    path, private = folder / CERTIFICATE, folder / "terminal.key"
    if path.exists() and private.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return path


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_where: object) -> None:
        """A till that went away in the middle is no trouble of a terminal's."""


class Serving:
    """Serves `terminal` from when it is made until it is closed."""

    def __init__(
        self,
        terminal: SimTerminal,
        folder: Path,
        handler: type[Handler] = Handler,
        port: int = 0,
    ) -> None:
        """`port` 0: any that is free."""
        self.terminal, self.certificate = terminal, certificate(folder)
        of = type("Of", (handler,), {"terminal": terminal})
        self._server = _Server(("127.0.0.1", port), of)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, folder / "terminal.key")
        # The handshake is its connection's own: one that dawdles keeps nobody waiting.
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self.port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.daemon = True
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Told(SimTerminal):
    """Told by a file, from another process."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder / "book.jsonl")
        self._file = folder / "manner"

    def answers(self, data: bytes) -> list[bytes]:
        if self._file.exists():
            manner, _, book = self._file.read_text("utf-8").strip().partition(" ")
            self._file.unlink()
            if book:
                self.book = Book(self._file.with_name(book))
            self.tell(Manner(manner))
        return super().answers(data)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    serving = Serving(_Told(folder), folder)
    part = folder / "port.part"
    part.write_text(str(serving.port), "utf-8")
    part.replace(folder / "port")
    sys.stdin.read()  # whoever started it ends it by closing this
    serving.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
