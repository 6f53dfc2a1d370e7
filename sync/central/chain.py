"""What this central is: its epoch, the key it signs with, the pepper of its people's PINs."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, insert, select, update

from sync.central import installations
from sync.central.database import Central, Tx
from sync.central.feed_tables import outbox
from sync.central.tables import chain


@dataclass(frozen=True, slots=True)
class Chain:
    """`demo`: for demo folders only, and no others. `pepper`: 32 bytes."""

    epoch: str
    signing_key: Ed25519PrivateKey
    pepper: bytes
    demo: bool

    @property
    def public_key(self) -> str:
        """What the tills check with: Ed25519, raw, base64."""
        return _text(self.signing_key.public_key().public_bytes_raw())


def make_chain(central: Central, demo: bool) -> Chain:
    """Begin a chain in a migrated database; one that there is stays as it is, `demo` or not."""
    with central.write() as tx:
        tx.alone()
        if not _rows(tx.connection).get("epoch"):
            made = {
                "epoch": _epoch(),
                "signing_key": _text(Ed25519PrivateKey.generate().private_bytes_raw()),
                "pepper": _text(secrets.token_bytes(32)),
                "demo": "1" if demo else "",
                "created": tx.at.isoformat(),
            }
            tx.execute(insert(chain), [{"name": n, "value": v} for n, v in made.items()])
        return chain_of(tx.connection)


def chain_of(conn: Connection) -> Chain:
    """Raises LookupError before `make_chain`."""
    rows = _rows(conn)
    if "epoch" not in rows:
        raise LookupError("no chain was made in this database")
    return Chain(
        rows["epoch"],
        Ed25519PrivateKey.from_private_bytes(base64.b64decode(rows["signing_key"])),
        base64.b64decode(rows["pepper"]),
        bool(rows["demo"]),
    )


def epoch_of(conn: Connection) -> str:
    """The epoch alone, "" before `make_chain`."""
    return conn.execute(select(chain.c.value).where(chain.c.name == "epoch")).scalar() or ""


def renew_epoch(tx: Tx) -> str:
    """Begin another epoch, after a restore: what tills have seen may not be here any more, so all
    take the base again.

    What waits in the outbox is free to go: the numbers of the transactions that wrote it mean
    nothing in another cluster, and may never be reached there. And the numbers of installations
    go on where no earlier life of this central can have been.
    """
    installations.begin_again(tx)
    epoch = _epoch()
    tx.execute(update(chain).where(chain.c.name == "epoch").values(value=epoch))
    tx.execute(update(outbox).values(xid=0))
    return epoch


def _rows(conn: Connection) -> dict[str, str]:
    return {row.name: row.value for row in conn.execute(select(chain))}


def _epoch() -> str:
    return secrets.token_hex(8)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()
