"""What tills push: their facts; and becoming a till in the first place."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, post
from litestar.params import JSONBody, PathParameter

from sync.central import enrolment, ingest
from sync.central.api.callers import caller_of, said_in, till_only
from sync.central.api.refusals import SIGNED, SPOKEN, responses
from sync.central.api.schema import TILL
from sync.central.api.served import Serves
from sync.central.errors import Refusal
from sync.enrolment import Enrolled, EnrolRequest
from sync.protocol import Ack, Batch


@post(
    "/v1/till/{installation:int}/journal",
    status_code=200,
    guards=[till_only],
    security=TILL,
    operation_id="journal",
    responses=responses(
        *(kind for kind in SIGNED if kind != "revoked"), "not_yours", "epoch", "fork", "poison"
    ),
)
async def journal(
    request: Request[Any, Any, Any],
    served: Serves,
    installation: Annotated[int, PathParameter(ge=1, le=2**53)],
    data: JSONBody[Batch],
) -> Ack:
    """Facts of one installation, the caller's own or one before it in the same till."""
    caller = caller_of(request).number
    numbers = {record.installation for record in data.records} or {caller}
    if numbers != {installation}:
        raise Refusal("bad_request", "the path names another installation than the facts")
    ack = await served.taking(ingest.receive, served.central, caller, data)
    served.said()
    return ack


@post(
    "/v1/enrol",
    status_code=200,
    operation_id="enrol",
    security=TILL,
    responses=responses(
        *SPOKEN, "bad_signature", "clock", "bad_code", "demo", "not_yours", "not_found"
    ),
)
async def enrol(
    request: Request[Any, Any, Any], served: Serves, data: JSONBody[EnrolRequest]
) -> Enrolled:
    """Exchange a code for an installation; signed by the key that it brings, as installation 0."""
    return await served.taking(enrolment.enrol, served.central, data, said_in(request))
