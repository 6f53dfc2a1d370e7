"""Verbs of invoices for what was sold before."""

from __future__ import annotations

from app.play import answers
from app.play.answers import Answer
from app.play.table import verb
from app.services.counter import Counter


@verb('to-invoice NUMBER… ID "NAME" "ADDRESS"', 4, None)
def to_invoice(counter: Counter, words: list[str]) -> Answer:
    *numbers, tax_id, name, address = words
    found = []
    for number in numbers:
        known = counter.refunds.known_as(number)
        if counter.enquiries.needed(known):
            counter.enquiries.look_up(known)
        found.append(counter.invoices.find(number))
    return answers.document(counter.invoices.issue(found, tax_id, name, address))
