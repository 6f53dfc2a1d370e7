"""A till as central hears it: its key, its counter, and requests signed by them."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.central import enrolment
from sync.central.auth import Spoken
from sync.central.database import Central
from sync.central.masters import shops
from sync.central.masters.shops import ShopValue
from sync.enrolment import Enrolled, EnrolRequest
from sync.protocol import COUNTER, INSTALLATION, SIGNATURE, TIME, request_text


def a_shop(code: str = "042", **more: Any) -> ShopValue:
    values = {
        "name": f"Tienda {code}",
        "company": "Comercios Ficticios SL",
        "nif": "B00000000",
        "address": "Calle Mayor 1, 50001 Zaragoza",
    }
    return ShopValue(code=code, **{**values, **more})


def put_shop(central: Central, code: str = "042", **more: Any) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop(code, **more), "test")


def new_code(central: Central, shop: str = "042", till: str = "03") -> str:
    with central.write() as tx:
        return enrolment.make_code(tx, shop, till, "test").code


class SpeakingTill:
    """`number` 0 until it is enrolled."""

    def __init__(self, number: int = 0) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.number = number
        self.counter = 0
        self.enrolled: Enrolled | None = None

    @property
    def public_key(self) -> str:
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()

    def headers(
        self, at: datetime, method: str, target: str, body: bytes = b"", counter: int = 0
    ) -> dict[str, str]:
        """With the next counter, or the one that is said."""
        self.counter = counter or self.counter + 1
        named = {
            INSTALLATION: str(self.number),
            TIME: at.isoformat(),
            COUNTER: str(self.counter),
        }
        signature = self.key.sign(request_text(method, target, body, named))
        return {**named, SIGNATURE: base64.b64encode(signature).decode()}

    def says(
        self, at: datetime, method: str, target: str, body: bytes = b"", counter: int = 0
    ) -> Spoken:
        headers = self.headers(at, method, target, body, counter)
        return Spoken(method, target, body, {n.lower(): value for n, value in headers.items()})

    def asks_to_enrol(self, code: str, **more: Any) -> EnrolRequest:
        return EnrolRequest(code=code, public_key=self.public_key, **more)

    def enrol(self, central: Central, code: str, **more: Any) -> Enrolled:
        """As over the wire, without the wire."""
        asked = self.asks_to_enrol(code, **more)
        body = msgspec.json.encode(asked)
        spoken = self.says(central.clock(), "POST", "/v1/enrol", body)
        self.enrolled = enrolment.enrol(central, asked, spoken)
        self.number = self.enrolled.installation
        return self.enrolled


def enrolled_till(central: Central, shop: str = "042", till: str = "03") -> SpeakingTill:
    """One whose shop is there already."""
    made = SpeakingTill()
    made.enrol(central, new_code(central, shop, till))
    return made
