"""A million products that nobody sells: names as skewed and accented as real ones, of our making.

Words follow Zipf's law (a few are in every other name, most in a handful), families and brands
are skewed too, and everything comes from one seed: the same call gives the same products.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from app.domain.money import Money
from app.domain.product import Product, Unit
from app.domain.tax import TaxCategory

_COMMON = """
de con sin la en y al extra natural leche aceite oliva virgen chocolate pan integral atún queso
jamón ibérico tomate frito piña melocotón zumo néctar agua mineral café molido azúcar sal harina
trigo arroz garbanzo lenteja judía verde blanco rojo negro bio ecológico light clásico original
suave fresco curado tierno semidesnatada desnatada entera yogur griego limón naranja fresa
vainilla champú jabón gel crema noche día niño niña bebé pañal camiseta pantalón algodón azul
talla pequeño grande mediano pack caja bolsa botella lata tarro
"""
_SYLLABLES = """
ba be bi bo ca ce co cu cha che cho da de do dra fa fe fi flo ga gue gri ja jo la le li lo lla ma
me mi mo na ne ni no ña ño pa pe pi po pra que ra re ri ro rra sa se si so ta te ti to tra tre va
ve vi vo za zo cá dé mí nó rú án én ín ón és ar er or al el il as es os
"""
WORDS = 60_000
BRANDS = 4_000
FAMILIES = 900


def check_digit(payload: str) -> str:
    """The last digit of a GTIN whose others are `payload`."""
    return str(-sum(int(d) * (3, 1)[i % 2] for i, d in enumerate(reversed(payload))) % 10)


def products(count: int, seed: int = 7) -> Iterator[Product]:
    """`count` products, best sellers first, each with its own EAN-13."""
    rng = random.Random(seed)
    vocabulary = _vocabulary(rng)
    brands = [
        " ".join(rng.sample(vocabulary[200:], rng.choice((1, 1, 2)))).title() for _ in range(BRANDS)
    ]
    families = _families(rng, vocabulary)
    word_weights = list(accumulate(1 / (rank + 8) for rank in range(WORDS)))
    brand_weights = list(accumulate(1 / (rank + 20) for rank in range(BRANDS)))
    family_weights = list(accumulate(1 / (rank + 20) for rank in range(FAMILIES)))
    sizes = ["250 g", "500 g", "1 kg", "1 L", "33 cl", "6 ud", "750 ml", "XL", "42", ""]
    taxes = [TaxCategory.GENERAL, TaxCategory.REDUCIDO, TaxCategory.SUPERREDUCIDO]
    for number in range(count):
        name = rng.choices(vocabulary, cum_weights=word_weights, k=rng.randint(2, 6))
        (brand,) = rng.choices(brands, cum_weights=brand_weights)
        (family,) = rng.choices(families, cum_weights=family_weights)
        ean = f"84{number * 7919 % 10_000_000_000:010d}"
        yield Product(
            f"R{number * 104_729 % 100_000_000:08d}",
            f"{' '.join(name).capitalize()} {rng.choice(sizes)}".strip(),
            Unit.EACH,
            rng.choice(taxes),
            Money(rng.randint(20, 9_999)),
            family=family,
            brand=brand,
            codes=("0" + ean + check_digit(ean),),
        )


def _vocabulary(rng: random.Random) -> list[str]:
    """The common words first, then made-up ones, the more syllables the rarer."""
    made = dict.fromkeys(_COMMON.split())
    syllables = _SYLLABLES.split()
    while len(made) < WORDS:
        length = 3 + len(made) // 25_000
        made["".join(rng.choices(syllables, k=rng.randint(2, length)))] = None
    return list(made)


def _families(rng: random.Random, vocabulary: list[str]) -> list[str]:
    roots = [word.capitalize() for word in vocabulary[20:50]]
    return [
        f"{rng.choice(roots)}/{rng.choice(vocabulary[50:800]).capitalize()}/"
        f"{rng.choice(vocabulary[:5_000]).capitalize()}"
        for _ in range(FAMILIES)
    ]
