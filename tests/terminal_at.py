"""A till that charges cards on a terminal of the network, as its till.toml says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from app import config
from hardware.simulated.serving import CERTIFICATE, NAME
from hardware.simulated.terminal import KEY, POI


def terminal_at(till: Path, port: int, place: Path, poi: str = POI) -> Path:
    """Let the till in `till` charge on the simulated terminal of `place`, at that port."""
    passphrase = place / "passphrase"
    passphrase.write_text(KEY.passphrase, "utf-8")
    entry: dict[str, Any] = {
        "kind": "terminal",
        "driver": "nexo",
        "address": f"https://127.0.0.1:{port}",
        "poi": poi,
        "sale": "T042C03",
        "key_id": KEY.identifier,
        "key_version": KEY.version,
        "key_file": str(passphrase),
        "certificate": str(place / CERTIFICATE),
        "certificate_name": NAME,
    }
    config.write(till, replace(config.read(till), devices={"datafono": entry}))
    return till
