"""What the till says to a terminal, opened and read by Adyen's own library, and the other way."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hardware.nexo import envelope, requests
from hardware.nexo.envelope import REQUEST, RESPONSE, Key
from hardware.nexo.requests import Category, Pair, Transaction
from hardware.nexo.wire import Body, Garbled
from hardware.simulated.terminal import POI, Manner, SimTerminal

pytestmark = pytest.mark.more

NODE = os.environ.get("MOSTRADOR_NODE", "")
SCRIPT = Path(__file__).parents[2] / "judges" / "nexo.mjs"
KEY = Key("shop", 3, "contraseña ñandú £")
PAIR = Pair("T042C03", POI)
AT = datetime(2026, 11, 22, 12, 30, tzinfo=UTC)
NOW = bytes(range(16))
THERE = Transaction("a.b", "2026-11-22T12:00:00+00:00")

REQUESTS = {
    "payment": requests.payment(PAIR, "0000000001", "I/1-1", AT, 1099, "3-17"),
    "refund": requests.refund(PAIR, "0000000002", "I/1-2", AT, 1, "3-17"),
    "reversal": requests.reversal(PAIR, "0000000003", "I/1-3", AT, 110, THERE, "3-17"),
    "status": requests.status(PAIR, "0000000004", "0000000001", Category.PAYMENT),
    "abort": requests.abort(PAIR, "0000000005", "0000000001"),
    "diagnosis": requests.diagnosis(PAIR, "0000000006"),
    "totals": requests.totals(PAIR, "0000000007", "3-17"),
}


def judge(*questions: dict[str, Any]) -> list[dict[str, Any]]:
    if not NODE:
        pytest.skip("no node: tools/judges node")
    run = subprocess.run(
        ["node", str(SCRIPT)],
        input="".join(json.dumps(one) + "\n" for one in questions),
        env={**os.environ, "MOSTRADOR_NODE": NODE},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def theirs(key: Key) -> dict[str, Any]:
    return {
        "KeyIdentifier": key.identifier,
        "KeyVersion": key.version,
        "Passphrase": key.passphrase,
        "AdyenCryptoVersion": 1,
    }


def opened(data: bytes, key: Key, kind: str) -> dict[str, Any]:
    return {"open": json.loads(data), "key": theirs(key), "kind": kind}


def test_each_request_is_opened_and_every_name_in_it_is_known() -> None:
    sealed = [envelope.seal(message, KEY, NOW) for message in REQUESTS.values()]
    answers = judge(*(opened(data, KEY, REQUEST) for data in sealed))
    for name, answer, data in zip(REQUESTS, answers, sealed, strict=True):
        assert "error" not in answer, (name, answer)
        assert answer["unknown"] == [], name
        assert json.loads(answer["plain"])[REQUEST] == json.loads(
            json.dumps(envelope.unseal(data, KEY, REQUEST), default=float)
        )
    assert '"RequestedAmount":10.99' in answers[0]["plain"]


def test_a_name_that_is_not_nexos_is_seen() -> None:
    message = json.loads(json.dumps(REQUESTS["status"]))
    message[REQUEST]["TransactionStatusRequest"]["MessageReference"]["Service"] = "1"
    (answer,) = judge(opened(envelope.seal(message, KEY, NOW), KEY, REQUEST))
    assert answer["unknown"] == [f"{REQUEST}.TransactionStatusRequest.MessageReference.Service"]


def test_a_message_sealed_by_the_library_is_opened() -> None:
    said = json.dumps({RESPONSE: {"MessageHeader": {"POIID": POI}, "Text": "ñ € 1099"}})
    (answer,) = judge({"seal": said, "key": theirs(KEY), "kind": RESPONSE})
    data = json.dumps(answer["sealed"]).encode()
    assert envelope.unseal(data, KEY)["Text"] == "ñ € 1099"
    with pytest.raises(Garbled):
        envelope.unseal(data, Key("shop", 3, "contrasena"))


def test_what_another_key_sealed_is_opened_by_neither() -> None:
    data = envelope.seal(REQUESTS["payment"], Key("shop", 3, "another"), NOW)
    (answer,) = judge(opened(data, KEY, REQUEST))
    assert "error" in answer
    with pytest.raises(Garbled):
        envelope.unseal(data, KEY, REQUEST)


@pytest.mark.parametrize("manner", [Manner.APPROVE, Manner.PARTIAL, Manner.DECLINE, Manner.BUSY])
def test_every_name_in_the_simulated_terminals_answers_is_known(
    manner: Manner, tmp_path: Path
) -> None:
    """So that what the driver is tested with says what a terminal would say."""
    terminal = SimTerminal(tmp_path / "book.jsonl", KEY)
    terminal.tell(manner)
    asked: list[Body] = [REQUESTS[name] for name in ("payment", "status", "diagnosis", "totals")]
    asked.append(REQUESTS["reversal"])
    answers = [terminal.answers(envelope.seal(one, KEY, NOW))[0] for one in asked]
    for answer in judge(*(opened(data, KEY, RESPONSE) for data in answers)):
        assert "error" not in answer
        assert answer["unknown"] == []
