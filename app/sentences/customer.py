"""Refusals in the user's words: the customers whom the chain knows."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "BadCard": (
        "«{card}» no es un número de tarjeta de cliente.",
        "“{card}” is not the number of a customer's card.",
    ),
    "BadPersonal": (
        "Falta un dato del cliente o no es válido ({field}: «{value}»).",
        "Something about the customer is missing or not valid ({field}: “{value}”).",
    ),
    "UnknownCard": (
        "No hay ningún cliente con la tarjeta {card}.",
        "No customer has card {card}.",
    ),
    "CardTaken": (
        "La tarjeta {card} ya es de otro cliente.",
        "Card {card} is another customer's already.",
    ),
    "NobodyKnown": (
        "Esta venta no tiene cliente.",
        "This sale has no customer.",
    ),
    "UnknownCustomer": ("No hay ningún cliente {customer}.", "There is no customer {customer}."),
    "CustomersOfCentral": (
        "Los clientes de esta caja los borra la central: «mostrador central erase».",
        "Central erases the customers of this till: “mostrador central erase”.",
    ),
}
