"""The office's calls about people: the staff, and customers."""

from __future__ import annotations

from litestar import Response, delete, get, put
from litestar.params import FromPath, JSONBody
from msgspec import Struct, structs
from sqlalchemy import Connection

from app.domain.errors import UnknownPerson
from app.domain.staff import Role
from sync.central.api.office import CHANGES, READS, Asked, IfMatch, change, look, shown
from sync.central.api.served import Serves
from sync.central.database import Tx
from sync.central.masters import customers, points, shops, staff
from sync.central.masters.customer import CustomerValue, Personal
from sync.central.masters.staff import Assigned
from sync.central.tables import customers as customers_table
from sync.central.tables import staff as staff_table


class NewPerson(Struct, kw_only=True):
    """`pin` and `badge` as typed, "" for what they had before; `shops`: none for all."""

    name: str
    role: Role
    pin: str = ""
    badge: str = ""
    shops: tuple[str, ...] = ()


class PersonOf(Struct, kw_only=True):
    """Somebody of the staff; what opens a till for them is never shown."""

    name: str
    role: Role
    shops: tuple[str, ...]
    has_pin: bool
    has_badge: bool


class Staff(Struct, kw_only=True):
    staff: dict[str, PersonOf]


class CustomerOf(Struct, kw_only=True):
    """A customer; `uuid` is another than asked when somebody else had the card."""

    uuid: str
    card: str
    region: str
    level: str
    consent: dict[str, bool]
    personal: Personal
    points: int


class Points(Struct, kw_only=True):
    points: int


@get("/v1/staff", operation_id="staff", **READS)
async def everybody(served: Serves) -> Staff:
    """Who may sign in, by code."""
    found = await look(served, staff.everyone)
    return Staff(staff={code: _shown(one) for code, one in found.items()})


@get("/v1/staff/{code:str}", operation_id="person", **READS)
async def person(served: Serves, code: FromPath[str]) -> Response[PersonOf]:
    """Somebody who may sign in."""
    return await shown(served, staff_table, {"code": code}, lambda conn: _person(conn, code))


@put("/v1/staff/{code:str}", operation_id="put_person", **CHANGES)
async def put_person(
    request: Asked,
    served: Serves,
    code: FromPath[str],
    data: JSONBody[NewPerson],
    if_match: IfMatch = "",
) -> Response[PersonOf]:
    """Make somebody what is said. PIN and badge are kept as what they are compared by."""
    chain = served.chain

    def make(tx: Tx, who: str) -> PersonOf:
        was = staff.get(tx.connection, code)
        made = staff.person(
            chain.pepper,
            data.name,
            data.role,
            data.pin,
            data.badge,
            demo=chain.demo,
            was=was.person if was else None,
        )
        staff.put(tx, code, Assigned(person=made, shops=data.shops), who)
        return _person(tx.connection, code)

    return await change(request, served, make, (staff_table, {"code": code}))


@delete("/v1/staff/{code:str}", operation_id="delete_person", status_code=204, **CHANGES)
async def delete_person(
    request: Asked, served: Serves, code: FromPath[str], if_match: IfMatch = ""
) -> Response[None]:
    """They may sign in nowhere any more."""
    expected = (staff_table, {"code": code})
    return await change(request, served, lambda tx, who: staff.remove(tx, code, who), expected)


@get("/v1/customers/{uuid:str}", operation_id="customer", **READS)
async def customer(served: Serves, uuid: FromPath[str]) -> Response[CustomerOf]:
    """A customer, with who they are and how many points they have."""
    key = {"uuid": uuid}
    return await shown(served, customers_table, key, lambda conn: _customer(conn, uuid))


@put("/v1/customers/{uuid:str}", operation_id="put_customer", **CHANGES)
async def put_customer(
    request: Asked,
    served: Serves,
    uuid: FromPath[str],
    data: JSONBody[CustomerValue],
    if_match: IfMatch = "",
) -> Response[CustomerOf]:
    """Make a customer what is said; the same card is the same person, who had it first.

    `region` is one of the shops'; `general`, which is what nobody said, is the only one there is.
    """

    def make(tx: Tx, who: str) -> CustomerOf:
        known = shops.regions(tx.connection)
        said = None if data.region == shops.REGION else data.region
        value = structs.replace(data, region=customers.home(said, known))
        return _customer(tx.connection, customers.put(tx, uuid, value, who))

    return await change(request, served, make, (customers_table, {"uuid": uuid}))


@put("/v1/customers/{uuid:str}/points", operation_id="put_points", **CHANGES)
async def put_points(
    request: Asked,
    served: Serves,
    uuid: FromPath[str],
    data: JSONBody[Points],
    if_match: IfMatch = "",
) -> Response[CustomerOf]:
    """They have so many points, of what central has heard."""

    def make(tx: Tx, who: str) -> CustomerOf:
        points.put(tx, {uuid: data.points}, who)
        return _customer(tx.connection, uuid)

    return await change(request, served, make, (customers_table, {"uuid": uuid}))


@delete("/v1/customers/{uuid:str}", operation_id="delete_customer", status_code=204, **CHANGES)
async def delete_customer(
    request: Asked, served: Serves, uuid: FromPath[str], if_match: IfMatch = ""
) -> Response[None]:
    """Erase somebody: the key of their personal data is destroyed, what they bought stays."""
    expected = (customers_table, {"uuid": uuid})
    return await change(request, served, lambda tx, who: customers.erase(tx, uuid, who), expected)


def _person(conn: Connection, code: str) -> PersonOf:
    found = staff.get(conn, code)
    if found is None:
        raise UnknownPerson(code=code)
    return _shown(found)


def _shown(one: Assigned) -> PersonOf:
    person = one.person
    return PersonOf(
        name=person.name,
        role=person.role,
        shops=one.shops,
        has_pin=bool(person.pin),
        has_badge=bool(person.badge),
    )


def _customer(conn: Connection, uuid: str) -> CustomerOf:
    found = customers.get(conn, uuid)
    return CustomerOf(
        uuid=found.uuid,
        card=found.card,
        region=found.region,
        level=found.level,
        consent=found.consent,
        personal=found.personal,
        points=found.points,
    )


CALLS = [
    everybody,
    person,
    put_person,
    delete_person,
    customer,
    put_customer,
    put_points,
    delete_customer,
]
TRAVELS = [Staff, PersonOf, NewPerson, CustomerValue, CustomerOf, Points]
