"""What the rules of the shop refuse, as types; `app.messages` says each in the user's words.

ShopError                 the rules say no; nothing was changed
|- Bad...                 what was typed cannot be read
|- Unknown...             what was named is not there
|- the rest               what was asked may not be done now, or not by this person

Each stands in the file of its noun, and its sentence in the file of the same name in
`app/sentences`. All are named here, unlike in other packages: who refuses an order seldom refuses
only that, and should not have to know which noun is whose to name four refusals in one import.
"""

from __future__ import annotations

from app.domain.errors.archive import *
from app.domain.errors.catalogue import *
from app.domain.errors.central import *
from app.domain.errors.channel import *
from app.domain.errors.clock import *
from app.domain.errors.command import *
from app.domain.errors.consignment import *
from app.domain.errors.customer import *
from app.domain.errors.enrolment import *
from app.domain.errors.installation import *
from app.domain.errors.invoice import *
from app.domain.errors.order import *
from app.domain.errors.refund import *
from app.domain.errors.sale import *
from app.domain.errors.shift import *
from app.domain.errors.shop_error import *
from app.domain.errors.staff import *
from app.domain.errors.stock import *
from app.domain.errors.tender import *
