"""Refusals: a till and the chain that it is of, or not yet of."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError


class NotEnrolled(ShopError):
    """This till belongs to no chain."""


class NotInStep(ShopError):
    """Not everything was sent and fetched in time; what is on disk waits."""


class UnknownInstallation(ShopError): ...


class WorkerRunning(ShopError):
    """Another process keeps this folder in step with central."""


class TillEnrolled(ShopError):
    """This till belongs to a chain: products and people are central's to say."""


class BadCentralUrl(ShopError): ...


class PlainNotHere(ShopError):
    """Without TLS nobody listens, or speaks, beyond this machine."""


class UnusableCertificate(ShopError): ...


class PortTaken(ShopError):
    """Nobody can listen there (`reason`)."""


class CentralUnreachable(ShopError): ...


class CentralNotTrusted(ShopError):
    """Its certificate, its key or its signature is not what it should be (`reason`)."""


class BadEnrolCode(ShopError):
    """Wrong, used or too old; which of them is not said."""


class TooManyTries(ShopError): ...


class DemoElsewhere(ShopError):
    """A demo folder at a real central, or a real one at a demo (retail-rules 8)."""


class NotOnTablet(ShopError):
    """It needs a drawer or a series: a device of kind `stock` has neither."""


class CodeForKind(ShopError):
    """The code is for a device of another kind (`kind`: till, stock)."""


class DeviceOfKind(ShopError):
    """That number of the shop, or this folder, is a device of another kind (`till`, `kind`)."""


class CodeForAnother(ShopError):
    """The code is for another till than this folder is."""


class CentralRefused(ShopError):
    """What a person can do nothing about (`kind`, `detail`)."""
