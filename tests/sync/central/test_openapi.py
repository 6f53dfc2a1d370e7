"""/openapi.json is true: whatever fits it, and much that does not, is answered as it says.

Schemathesis makes the requests; each is signed as a till's, or has the office's token.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from requests.auth import AuthBase
from schemathesis import Case, GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok

from app.domain.tax import TaxCategory
from sync.central import auth
from sync.central.chain import epoch_of
from sync.central.database import Central
from sync.central.masters import customers, lists, prices, products, stock, stops
from sync.central.masters.customer import CustomerValue
from sync.central.masters.prices import Price
from sync.central.masters.products import ProductValue
from sync.central.masters.stops import StopValue
from sync.central.serving import Serving
from sync.protocol import KINDS

from . import served
from .speaking import SpeakingTill, enrolled_till

serving = served.serving
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = int(os.environ.get("EXAMPLES", "30"))
"""Of each call and each way."""
SOMEBODY = "01a200d4-fd97-79aa-ad3b-57ded20c3bc5"


class Asks(AuthBase):
    """Signs what is a till's to ask, and shows the token for what is the office's."""

    def __init__(self, till: SpeakingTill, token: str, clock: Callable[[], datetime]) -> None:
        self.till, self.token, self.clock = till, token, clock
        self.signs = True

    def __call__(self, request: Any) -> Any:
        if not self.signs:
            request.headers["Authorization"] = f"Bearer {self.token}"
            return request
        body = request.body or b""
        content = body.encode() if isinstance(body, str) else body
        signed = self.till.headers(self.clock(), request.method, request.path_url, content)
        request.headers.update(signed)
        return request


@pytest.fixture
def asks(central: Central, serving: Serving) -> Asks:
    """Of a central that has one of most things."""
    with central.write() as tx:
        token = auth.new_token(tx, "test")
        lists.put(tx, "store", lists.FIRST["store"], "test")
        products.put(tx, "0", ProductValue(name="Agua", tax=TaxCategory.GENERAL), "test")
        prices.put_all(tx, [Price("store", "0", 100)], "test")
        stops.put(tx, "s1", StopValue(sku="0", text={"es": "no"}), "test")
        stock.count(tx, "042", {"0": 1000}, "test")
        customers.put(tx, SOMEBODY, CustomerValue(card="0"), "test")
    return Asks(enrolled_till(central), token, central.clock)


def of_tills(operation: Any) -> bool:
    return bool(operation.definition.raw.get("security", [{}])[0].keys() - {"office"})


@pytest.mark.more
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_call_answers_as_it_is_described(
    central: Central, serving: Serving, asks: Asks, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_url(f"{serving.url}/openapi.json")
    with central.read() as conn:
        epoch = epoch_of(conn)
    session, wrong = requests.Session(), []

    def run(operation: Any) -> None:
        asks.signs = of_tills(operation)

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode))
        def every(case: Case[Any]) -> None:
            _fit(case, epoch)
            answer = case.call(session=session, auth=asks)
            case.validate_response(answer, checks=CHECKS)

        try:
            every()
        except Unsatisfiable:
            return  # a call that nothing is said to can be asked in one way only
        except (Exception, BaseExceptionGroup) as error:
            wrong.append(f"{operation.label}: {error}")

    operations = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    for operation in operations:
        run(operation)
    assert len(operations) > 30
    assert not wrong, "\n\n".join(wrong)


KNOWN = {
    "stream": "store:042",
    "sku": "0",
    "code": "store",
    "shop": "042",
    "uuid": SOMEBODY,
    "stop": "s1",
    "name": "points",
    "heads": "catalog=0,store:042=7",
    "lot": "",
}


def _fit(case: Case[Any], epoch: str) -> None:
    """Let most of them come as far as they can: half of all names are of something that there is,
    the epoch is the one that is, and nobody waits."""
    for part in (case.path_parameters, case.query, case.body):
        if not isinstance(part, dict):
            continue
        for name, value in part.items():
            if name in KNOWN and len(str(value)) % 2 == 0:
                part[name] = KNOWN[name]
        if "epoch" in part:
            part["epoch"] = epoch
        if "seconds" in part:
            part["seconds"] = 0
        if "installation" in part:
            part["installation"] = 1001


def test_the_description_says_every_kind_of_refusal(central: Central, serving: Serving) -> None:
    described = httpx.get(f"{serving.url}/openapi.json").json()
    said = {
        kind
        for path in described["paths"].values()
        for call in path.values()
        for answer in call["responses"].values()
        for kind in KINDS
        if f"`{kind}`" in answer["description"]
    }
    # No call that there is has a method that it has not.
    assert KINDS.keys() - said == {"bad_method"}


def test_the_description_is_of_what_travels(serving: Serving) -> None:
    described = httpx.get(f"{serving.url}/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    row = described["components"]["schemas"]["Row"]
    assert row["type"] == "array"
    assert len(row["prefixItems"]) == 6
    calls = [call for path in described["paths"].values() for call in path.values()]
    unguarded = [call["operationId"] for call in calls if not call.get("security")]
    assert unguarded == ["health"]
    assert all(call["description"] for call in calls)
