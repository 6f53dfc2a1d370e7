"""The last steps of joining a chain: everything is ready, now it takes effect.

Until central.toml.new is there, the folder is what it was. From then on there is no way back: what
is cut short is done to its end by the next start, or by enrolling again, before anything else.
"""

from __future__ import annotations

from pathlib import Path

from app import config as till_toml
from app.domain.facts import FactType
from app.domain.installation import FIRST_OF_CENTRAL
from app.domain.loyalty import BROUGHT
from app.durable import sync_file
from app.mirror.store import writing
from app.services.clock import SetClock
from app.services.installing import DEMO_BEGAN, take_effect
from app.services.opening import held, secrets_of
from app.services.till import Act, Till
from app.storage import customers, enrolment, journal, keys
from app.storage.customers import Made
from app.storage.folder import FolderLock


def go_on(folder: Path) -> None:
    """Do what is left of a joining, if anything is. Raises AnotherTill, KeyMissing, DiskFull..."""
    lock = FolderLock(folder)
    try:
        if enrolment.waits(folder):
            take_over(folder)
    finally:
        lock.release()


def take_over(folder: Path) -> None:
    """Make everything that was made ready the folder's own; the caller holds its lock.

    Each step may have been done before.
    """
    for name in (enrolment.AUTHORITY, enrolment.KEY, keys.RECOVERY_FILE, keys.KEY_FILE):
        waiting = folder / (name + enrolment.NEW)
        if waiting.exists():
            waiting.replace(folder / name)
    sync_file(folder)
    if (folder / till_toml.MAKING).exists():
        take_effect(folder)
    config = till_toml.read(folder)
    kept = secrets_of(folder, config)
    with held(folder, config, kept) as till:
        _bring_customers(till)
    with writing(folder, kept.key) as mirror:
        mirror.nobody()  # their PINs were kept under another pepper; central says who there is
    (folder / (enrolment.NAME + enrolment.NEW)).replace(folder / enrolment.NAME)
    sync_file(folder)


def _bring_customers(till: Till) -> None:
    """State again whom the till made when it was alone, and what they have: the chain is told.

    Who has been erased has no key any more, and is nobody.
    """
    with till.db.read() as connection:
        kept = customers.all_made(connection, keyed=True)
    if till.config.demo:
        till.clock = SetClock(till.shop.zone, DEMO_BEGAN)  # it may be put to any later day yet
    alone = [one for one in kept if one.installation < FIRST_OF_CENTRAL]
    if alone:
        with till.act() as act:  # all at once: a transaction waits for the disk
            for one in alone:
                _bring(act, one)


def _bring(act: Act, one: Made) -> None:
    made = journal.one(act.tx, one.installation, one.seq)
    again = act.state(FactType.CUSTOMER_MADE, made.body, made.who, made.sealed)
    customers.move(act.tx, again)
    if points := customers.earned(act.tx, [one.uuid], {}, until=FIRST_OF_CENTRAL):
        body = {"customer": one.uuid, "points": points, "document": "", "why": BROUGHT}
        customers.earn(act.tx, act.state(FactType.POINTS_EARNED, body, made.who))
