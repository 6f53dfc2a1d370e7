"""A terminal's passphrase comes from a file or the keyring, and what is wrong with it is said."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.errors import NoKeyringError

from hardware.errors import DeviceError, Reason
from hardware.nexo.envelope import Key
from hardware.options import Options
from hardware.terminals.keys import SERVICE, key_of

NAMED = {"key_id": "tienda", "key_version": 2}


def test_a_file_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.write_text("contraseña\n", "utf-8")
    assert key_of(Options({**NAMED, "key_file": str(path)})) == Key("tienda", 2, "contraseña")


def test_the_keyring_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {(SERVICE, "tienda"): "clave"}
    monkeypatch.setattr(keyring, "get_password", lambda *of: kept.get(of))
    assert key_of(Options({**NAMED, "key_keyring": True})).passphrase == "clave"
    kept.clear()
    with pytest.raises(DeviceError):
        key_of(Options({**NAMED, "key_keyring": True}))


def test_a_keyring_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_of: str) -> str:
        raise NoKeyringError("none")

    monkeypatch.setattr(keyring, "get_password", absent)
    with pytest.raises(DeviceError) as refused:
        key_of(Options({**NAMED, "key_keyring": True}))
    assert refused.value.code is Reason.NO_SERVICE


@pytest.mark.parametrize("text", ["", "  \n", "κλειδί"])
def test_what_is_no_passphrase_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "key"
    path.write_text(text, "utf-8")
    with pytest.raises(DeviceError) as refused:
        key_of(Options({**NAMED, "key_file": str(path)}))
    assert refused.value.code is Reason.NO_SERVICE


def test_the_passphrase_is_never_shown() -> None:
    assert "clave" not in repr(Key("tienda", 2, "clave"))


@pytest.mark.parametrize("lacking", ["key_id", "key_version"])
def test_a_key_has_a_name_and_a_version(tmp_path: Path, lacking: str) -> None:
    path = tmp_path / "key"
    path.write_text("clave", "utf-8")
    said = {**NAMED, "key_file": str(path)}
    del said[lacking]
    with pytest.raises(DeviceError):
        key_of(Options(said))
