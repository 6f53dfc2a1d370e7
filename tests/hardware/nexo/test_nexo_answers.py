"""What a terminal answers is believed when all of it fits, and is Unknown otherwise: never less."""

from __future__ import annotations

import base64
import copy
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.nexo import answers, envelope, requests, wire
from hardware.nexo.answers import Asked
from hardware.nexo.envelope import RESPONSE, Key
from hardware.nexo.requests import Category, Pair, Transaction
from hardware.nexo.service import LONGEST, service_id
from hardware.nexo.wire import Garbled
from hardware.results import (
    Approved,
    Cancelled,
    Declined,
    NotAsked,
    NotFound,
    Totals,
    Unknown,
    Unreachable,
)

KEY = Key("shop", 1, "pass")
PAIR = Pair("T042C03", "V400m-1")
REFERENCE = "ES1/1001-42"
SERVICE = service_id(REFERENCE)
ASKED = Asked(SERVICE, REFERENCE, 1099, Category.PAYMENT, less=True)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def header(category: str = "Payment", service: str = SERVICE) -> dict[str, Any]:
    return {
        "ProtocolVersion": "3.0",
        "MessageClass": "Service",
        "MessageCategory": category,
        "MessageType": "Response",
        "ServiceID": service,
        "SaleID": PAIR.sale,
        "POIID": PAIR.poi,
    }


def approval(amount: str = "10.99") -> dict[str, Any]:
    text = ("name=TOTAL&value=€ 10,99&key=total", "TARJETA 5413 3300 8909 9999", "GRACIAS")
    return {
        "MessageHeader": header(),
        "PaymentResponse": {
            "Response": {"Result": "Success"},
            "SaleData": {"SaleTransactionID": {"TransactionID": REFERENCE}},
            "POIData": {"POITransactionID": {"TransactionID": "T.1", "TimeStamp": "2026-11-22"}},
            "PaymentResult": {
                "AmountsResp": {"Currency": "EUR", "AuthorizedAmount": Decimal(amount)},
                "PaymentInstrumentData": {"CardData": {"MaskedPan": "541333 **** 9999"}},
                "PaymentAcquirerData": {"ApprovalCode": "123456"},
            },
            "PaymentReceipt": [
                {"DocumentQualifier": "CashierReceipt"},
                {
                    "DocumentQualifier": "CustomerReceipt",
                    "OutputContent": {"OutputText": [{"Text": one} for one in text]},
                },
            ],
        },
    }


def failure(error: str, category: str = "Payment", service: str = SERVICE) -> dict[str, Any]:
    response = {"Response": {"Result": "Failure", "ErrorCondition": error}}
    return {"MessageHeader": header(category, service), f"{category}Response": response}


def put(message: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(message)
    *names, last = path.split(".")
    of = changed
    for name in names:
        of = of[name]
    of[last] = value
    return changed


def test_an_approval_that_fits_is_one_and_holds_no_card_number() -> None:
    assert answers.outcome(approval(), PAIR, ASKED) == Approved(
        "123456",
        "9999",
        1099,
        "2026-11-22 T.1",
        ("TOTAL  € 10,99", "TARJETA **** 9999", "GRACIAS"),
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("4111 1111 1111 1111", "**** 1111"),
        ("4111  1111  1111  1111", "**** 1111"),
        ("name=4111 1111&value=1111 1111&key=pan", "**** 1111"),
        ("PAN:4111111111111111EXP", "PAN:**** 1111EXP"),
        ("411111111111111111111234", "**** 1234"),
        ("AID A0000000041010", "AID A0000000041010"),
        ("22.11.2026 10:45:33", "22.11.2026 10:45:33"),
    ],
)
def test_a_line_of_a_slip_is_kept_but_for_the_number_of_a_card(said: str, kept: str) -> None:
    receipt = {
        "DocumentQualifier": "CustomerReceipt",
        "OutputContent": {"OutputText": [{"Text": said}]},
    }
    assert answers.slip({"PaymentReceipt": [receipt]}) == (kept,)


def test_a_number_that_the_terminal_did_not_mask_is_not_kept() -> None:
    path = "PaymentResponse.PaymentResult.PaymentInstrumentData.CardData.MaskedPan"
    said = answers.outcome(put(approval(), path, "5413330089099999"), PAIR, ASKED)
    assert isinstance(said, Approved)
    assert "5413330089" not in repr(said)


BODY = "PaymentResponse."
RESULT = BODY + "PaymentResult."


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("MessageHeader.ServiceID", "0000000000"),
        ("MessageHeader.SaleID", "T042C04"),
        ("MessageHeader.POIID", "V400m-2"),
        ("MessageHeader.MessageType", "Request"),
        ("MessageHeader.MessageCategory", "Reversal"),
        ("MessageHeader.ProtocolVersion", "4.0"),
        (BODY + "SaleData", {}),
        (BODY + "SaleData.SaleTransactionID.TransactionID", "ES1/1001-41"),
        (BODY + "POIData", {}),
        (BODY + "Response.Result", "Perhaps"),
        (BODY + "Response.Result", "Partial"),
        (RESULT + "AmountsResp.Currency", "SEK"),
        (RESULT + "AmountsResp.AuthorizedAmount", 1),
        (RESULT + "AmountsResp.AuthorizedAmount", Decimal("10.98")),
        (RESULT + "AmountsResp.AuthorizedAmount", Decimal("11.00")),
        (RESULT + "AmountsResp.AuthorizedAmount", Decimal("10.991")),
        (RESULT + "AmountsResp.AuthorizedAmount", Decimal("-10.99")),
        (RESULT + "AmountsResp.AuthorizedAmount", "10.99"),
        (RESULT + "AmountsResp.AuthorizedAmount", True),
        (RESULT + "AmountsResp", None),
    ],
)
def test_an_approval_that_does_not_fit_is_unknown(path: str, value: Any) -> None:
    assert answers.outcome(put(approval(), path, value), PAIR, ASKED) == Unknown()


def test_a_part_of_a_sale_may_be_approved_and_of_nothing_else() -> None:
    part = put(approval("5.00"), BODY + "Response.Result", "Partial")
    said = answers.outcome(part, PAIR, ASKED)
    assert isinstance(said, Approved)
    assert said.cents == 500
    back = Asked(SERVICE, REFERENCE, 1099)
    assert answers.outcome(part, PAIR, back) == Unknown()
    nothing = put(part, RESULT + "AmountsResp.AuthorizedAmount", 0)
    assert answers.outcome(nothing, PAIR, ASKED) == Unknown()


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        ("Refusal", Declined("Refusal")),
        ("WrongPIN", Declined("WrongPIN")),
        ("UnreachableHost", Declined("UnreachableHost")),
        ("Cancel", Cancelled()),
        ("Aborted", Cancelled()),
        ("Busy", NotAsked("Busy")),
        ("InProgress", Unknown()),
        ("SomethingNew", Unknown()),
    ],
)
def test_a_failure_says_whether_it_is_sure(error: str, outcome: object) -> None:
    assert answers.outcome(failure(error), PAIR, ASKED) == outcome


def status(found: dict[str, Any] | None = None, error: str = "") -> dict[str, Any]:
    if found is None:
        return failure(error, "TransactionStatus", "Q1")
    body = {name: value for name, value in found.items() if name != "MessageHeader"}
    return {
        "MessageHeader": header("TransactionStatus", "Q1"),
        "TransactionStatusResponse": {
            "Response": {"Result": "Success"},
            "MessageReference": {"ServiceID": SERVICE},
            "RepeatedMessageResponse": {
                "MessageHeader": found["MessageHeader"],
                "RepeatedResponseMessageBody": body,
            },
        },
    }


def test_a_look_up_repeats_the_answer_and_believes_as_little() -> None:
    def said(message: dict[str, Any]) -> object:
        return answers.looked_up(message, PAIR, "Q1", ASKED)

    assert said(status(approval())) == answers.outcome(approval(), PAIR, ASKED)
    assert said(status(failure("Refusal"))) == Declined("Refusal")
    assert said(status(failure("Busy"))) == NotFound()
    assert said(status(error="NotFound")) == NotFound()
    assert said(status(error="InProgress")) is None
    assert said(status(error="UnavailableService")) == Unreachable()
    assert said(status(approval("1.00"))) == Unreachable()
    assert said(put(status(approval()), "MessageHeader.ServiceID", "Q2")) == Unreachable()
    assert said(put(status(error="NotFound"), "MessageHeader.POIID", "other")) == Unreachable()
    other = put(status(approval()), "TransactionStatusResponse.MessageReference.ServiceID", "1")
    assert said(other) == Unreachable()


def test_a_reversal_moves_all_that_was_asked_or_nobody_knows() -> None:
    asked = Asked(SERVICE, REFERENCE, 1099, Category.REVERSAL)
    body: dict[str, Any] = {
        "Response": {"Result": "Success"},
        "POIData": {"POITransactionID": {"TransactionID": "T.2", "TimeStamp": "now"}},
        "ReversedAmount": Decimal("10.99"),
    }
    message = {"MessageHeader": header("Reversal"), "ReversalResponse": body}
    assert answers.outcome(message, PAIR, asked) == Approved("", "", 1099, "now T.2")
    less = put(message, "ReversalResponse.ReversedAmount", Decimal("5"))
    assert answers.outcome(less, PAIR, asked) == Unknown()


def test_totals_are_of_the_group_that_was_asked_for() -> None:
    row = {
        "TotalsGroupID": "1001.3",
        "PaymentCurrency": "EUR",
        "PaymentTotals": [
            {"TransactionType": "Debit", "TransactionAmount": Decimal("20.10")},
            {"TransactionType": "Credit", "TransactionAmount": 5},
            {"TransactionType": "Declined", "TransactionAmount": 7},
        ],
    }
    body = {"Response": {"Result": "Success"}, "TransactionTotals": [row]}
    message = {"MessageHeader": header("GetTotals", "Q1"), "GetTotalsResponse": body}
    assert answers.totalled(message, PAIR, "Q1", "1001.3") == Totals(2010, 500)
    with pytest.raises(Garbled):
        answers.totalled(message, PAIR, "Q1", "1001.4")
    odd = copy.deepcopy(message)
    odd["GetTotalsResponse"]["TransactionTotals"][0]["PaymentTotals"][0]["TransactionType"] = "?"
    with pytest.raises(Garbled):
        answers.totalled(odd, PAIR, "Q1", "1001.3")
    for name, of in (("SaleID", "another till"), ("PaymentCurrency", "SEK")):
        odd = copy.deepcopy(message)
        odd["GetTotalsResponse"]["TransactionTotals"][0][name] = of
        with pytest.raises(Garbled):
            answers.totalled(odd, PAIR, "Q1", "1001.3")


def test_service_ids_are_short_grow_and_differ_between_lives() -> None:
    made = [service_id(f"ES1/1001-{seq}") for seq in (1, 9, 10, 35, 36, 99_999, 2_000_000_000)]
    assert made == sorted(made)
    others = [service_id(f"{life}-1") for life in ("ES1/1002", "ES2/1001", "ES1/100000000000001")]
    assert len({*made, *others}) == len(made) + len(others)
    assert {len(one) for one in [*made, *others, service_id("anything")]} == {LONGEST}


def test_amounts_are_written_to_the_cent_and_read_without_a_float() -> None:
    for cents in (1, 10, 99, 100, 1099, 123_456_789):
        sent = requests.payment(PAIR, SERVICE, REFERENCE, AT, cents)
        read = wire.decode(wire.encode(sent))
        amounts = wire.part(
            read, "SaleToPOIRequest", "PaymentRequest", "PaymentTransaction", "AmountsReq"
        )
        assert wire.cents(amounts, "RequestedAmount") == cents
        assert not isinstance(amounts["RequestedAmount"], float)


def test_a_transaction_is_read_as_it_was_written() -> None:
    there = Transaction("a b.c", "2026-11-22T12:00:00+00:00")
    assert Transaction.read(str(there)) == there
    assert Transaction.read("") is None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_message_or_garbled(data: bytes) -> None:
    for kind in (RESPONSE, envelope.REQUEST):
        with pytest.raises(Garbled):
            envelope.unseal(data, KEY, kind)


@given(st.data())
def test_a_sealed_message_that_was_changed_anywhere_is_no_other_message(
    data: st.DataObject,
) -> None:
    sealed = bytearray(envelope.seal({RESPONSE: approval()}, KEY, bytes(16), RESPONSE))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] = data.draw(st.integers(0, 255))
    try:
        found = envelope.unseal(bytes(sealed), KEY)
    except Garbled:
        return
    assert answers.outcome(found, PAIR, ASKED) == answers.outcome(approval(), PAIR, ASKED)


def test_a_message_that_nobody_signed_is_none() -> None:
    sealed = wire.decode(envelope.seal({RESPONSE: approval()}, KEY, bytes(16), RESPONSE))
    assert envelope.unseal(wire.encode(sealed), KEY)
    for hmac in ("", "AAAA", base64.b64encode(bytes(32)).decode()):
        forged = put(dict(sealed), f"{RESPONSE}.SecurityTrailer.Hmac", hmac)
        with pytest.raises(Garbled):
            envelope.unseal(wire.encode(forged), KEY)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
PATHS = [
    "MessageHeader",
    "MessageHeader.ServiceID",
    "PaymentResponse",
    "PaymentResponse.Response",
    "PaymentResponse.Response.Result",
    "PaymentResponse.SaleData",
    "PaymentResponse.POIData.POITransactionID",
    "PaymentResponse.PaymentResult",
    "PaymentResponse.PaymentResult.AmountsResp",
    "PaymentResponse.PaymentResult.AmountsResp.AuthorizedAmount",
    "PaymentResponse.PaymentResult.PaymentInstrumentData",
    "PaymentResponse.PaymentReceipt",
]


@given(st.sampled_from(PATHS), JSON)
def test_whatever_stands_anywhere_nothing_but_all_of_it_is_approved(path: str, value: Any) -> None:
    said = answers.outcome(put(approval(), path, value), PAIR, ASKED)
    assert not isinstance(said, Declined | Cancelled | NotAsked)
    if isinstance(said, Approved):
        assert said.cents == ASKED.cents
    looked = answers.looked_up(
        put(status(approval()), "TransactionStatusResponse", value), PAIR, "Q1", ASKED
    )
    assert not isinstance(looked, Approved | NotFound)


@given(JSON)
def test_any_json_is_read_or_garbled(value: Any) -> None:
    text = json.dumps(value, default=str).encode()
    try:
        found = wire.decode(text)
    except Garbled:
        return
    for read in (wire.text(found, "a"), wire.rows(found, "a"), wire.maybe(found, "a", "b")):
        assert not read or found
