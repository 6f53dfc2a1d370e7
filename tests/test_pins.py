"""What is kept of a PIN in a shop; the other tests keep what is cheap to make."""

from __future__ import annotations

import importlib.util

from app import pins


def test_what_is_kept_of_a_pin_takes_19_mib_and_three_passes() -> None:
    spec = importlib.util.spec_from_file_location("pins_of_a_shop", pins.__file__)
    assert spec is not None and spec.loader is not None
    real = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(real)
    kept = real.hash_pin(bytes(32), "1111")
    assert kept.startswith("$argon2id$v=19$m=19456,t=3,p=1$")
    assert real.is_pin(kept, bytes(32), "1111") and not real.is_pin(kept, bytes(32), "1112")
    assert kept.split("$")[3] == pins.NOBODY.split("$")[3], "nobody's takes as long"
