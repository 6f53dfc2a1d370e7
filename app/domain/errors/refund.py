"""Refusals: what comes back, and its money."""

from __future__ import annotations

from app.domain.errors.shop_error import ShopError
from app.domain.errors.staff import NotAllowed


class UnknownDocument(ShopError): ...


class UnknownTicket(ShopError):
    """No shop of the chain issued it, as far as central knows."""


class AnotherTaxpayer(ShopError):
    """A ticket of another NIF is never corrected here (retail-rules 5)."""


class PaperDiffers(ShopError):
    """The QR of a paper says another day or total than the ticket of its `number`."""


class ShopsUnreachable(ShopError):
    """Central could not be asked in time for a ticket of another shop."""


class PaperNotNeeded(ShopError):
    """The other shops were not asked, or answered: their word counts, not the paper's."""


class ReturnedHere(ShopError):
    """This till gave back of that ticket already, and nobody can be asked for the rest."""


class OverRisk(ShopError):
    """More than the chain risks (`limit`) on a ticket that nobody can be asked for."""


class BadPaper(ShopError):
    """What a paper cannot say (`field`): a day to come, less than what comes back."""


class GiftOnlyCredit(ShopError):
    """With a gift ticket there is store credit, or an exchange: never money (retail-rules 5)."""


class NoGift(ShopError):
    """A corrective gives something back: nobody makes a present of it."""


class TooLate(NotAllowed):
    """It could come back until `last`, and not any more; `text` is read aloud. Somebody who may
    allows it all the same."""


class NotReturnable(ShopError):
    """A corrective, or a document of another NIF."""


class NotReplaceable(ShopError):
    """No invoice can stand for it: tickets for an F3, one full invoice for an R4."""


class Invoiced(ShopError):
    """There is an `invoice` for that ticket already (RD 1619/2012 art. 15.6: never twice)."""


class OtherCustomer(ShopError):
    """Tickets that gave points to different customers: each has an invoice of its own."""


class InvoicedWithOrder(ShopError):
    """A ticket of an order: its invoice is asked for when it is paid."""


class MoreThanSold(ShopError): ...


class MoreThanPaid(ShopError):
    """More off a line than is `left` of what was paid for it."""


class NothingToReturn(ShopError): ...


class PaidInChannel(ShopError):
    """`number` was paid in the channel where it was ordered: its money goes back from there."""


class PaidOtherwise(ShopError):
    """More money back in one way than came in that way."""


class ReturnPending(ShopError):
    """A return is half paid back; it is finished first."""
