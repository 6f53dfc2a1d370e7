"""Who may import whom, and what the layers may not use: the table of docs/architecture.md, held."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
OURS = ("app", "hardware", "resources", "sync")
ANYTHING = "*"

SERVICES = {
    "app.changes",
    "app.config",
    "app.domain",
    "app.durable",
    "app.fiscal",
    "app.pins",
    "app.sealing",
    "app.signatures",
    "app.storage",
    "hardware.devices",
    "hardware.errors",
    "hardware.results",
    "hardware.ticket",
}

# The longest name that fits a module is its row: what it may import besides the standard library
# and what the row's own name covers. A name allows what is below it.
MAY_IMPORT: dict[str, set[str]] = {
    "app.about": {"app.config", "app.domain", "app.fiscal", "app.services", "app.ui"},
    "app.changes": set(),
    "app.durable": set(),
    "app.devices": {"app.changes", "app.config", "hardware"},
    "app.config": {"app.domain", "app.durable", "platformdirs", "tomlkit"},
    "app.domain": {"biip", "stdnum"},
    "app.fiscal": {"app.domain", "app.durable", "cryptography", "lxml", "segno", "stdnum"},
    "app.importing": {"app.domain", "app.mirror", "charset_normalizer"},
    "app.messages": {"app.domain", "app.sentences", "hardware.errors", "hardware.health"},
    "app.mirror": {"app.domain", "app.durable", "sqlalchemy", "sqlcipher3"},
    "app.pictures": {"PySide6", "app.domain"},
    "app.pins": {"argon2"},
    "app.sealing": {"cryptography"},
    "app.sentences": set(),
    "app.signatures": {"cryptography"},
    "app.storage": {"app.changes", "app.domain", "app.durable", "app.mirror", "sqlalchemy"},
    "app.storage.database": {"app.changes", "app.domain", "sqlalchemy", "sqlcipher3"},
    "app.storage.keys": {"app.domain", "cryptography", "keyring"},
    "app.receipt_words": {"app.domain", "app.shift_words"},
    "app.shift_words": {"app.domain"},
    "app.services": SERVICES,
    **{
        f"app.services.{name}": SERVICES | {"app.mirror", "app.services"}
        # Making, opening and copying a till: they name the mirrors' files, or write the store.
        for name in ("backing", "enrolling", "installing", "joining", "opening", "staffing")
    },
    "app.ui": {
        "PySide6",
        "app.changes",
        "app.domain",
        "app.messages",
        "app.services",
        "barcode",
        "fontpkg",
        "fontpkg_inter",
        "hardware.devices",
        "hardware.errors",
        "hardware.health",
        "hardware.results",
        "hardware.ticket",
        "qtawesome",
        "resources",
        "segno",
    },
    "app.__main__": {"app.cli"},
    "app.cli": {ANYTHING},
    "app.commands": {ANYTHING},
    "app.play": {
        "app.domain",
        "app.messages",
        "app.services",
        "app.storage.state",
        "hardware.devices",
        "hardware.errors",
        "hardware.terminals.simulated",
    },
    "app.looks": {"PySide6", "app.ui"},
    "app.main": {ANYTHING},
    "app.window_chores": {"PySide6", "app.changes", "app.services"},
    "app.window_devices": {
        "PySide6",
        "app.changes",
        "app.devices",
        "app.services",
        "app.ui",
        "hardware",
    },
    "app.window_settings": {
        "PySide6",
        "app.config",
        "app.devices",
        "app.looks",
        "app.services",
        "app.ui",
    },
    "app.sync_words": {"app.domain", "app.messages"},
    "app.syncing": set(),
    "hardware": {
        "PIL",
        "barcode",
        "cryptography",
        "fontpkg_inter",
        "hid",
        "httpx",
        "keyring",
        "msgspec",
        "segno",
        "serial",
    },
    "resources": set(),
    "sync": {
        "app.config",
        "app.domain",
        "app.mirror",
        "app.signatures",
        "app.storage",
        "cryptography",
        "httpx",
        "msgspec",
        "sqlalchemy",
        "sqlcipher3",
        "zstandard",
    },
    "sync.enrolment": {"msgspec"},
    "sync.protocol": {"app.domain", "msgspec"},
    "sync.questions": {"msgspec"},
    "sync.central": {
        "app.domain",
        "app.durable",
        "app.importing",
        "app.messages",
        "app.mirror",
        "app.pins",
        "app.sealing",
        "cryptography",
        "httpx",
        "litestar",
        "msgspec",
        "psycopg",
        "segno",
        "sqlalchemy",
        "sqlcipher3",
        "sync.enrolment",
        "sync.protocol",
        "sync.questions",
        "uvicorn",
        "zstandard",
    },
}
COMPOSED = {"app.cli", "app.commands", "app.main"}  # they import everything; nobody imports them
ENTRANCES = {"app.__main__", *COMPOSED}

# Pure layers hold no clock, no dice and no files; nobody takes the standard library's SQLite.
CLOCKS_AND_DICE = {"random", "secrets", "time"}
OUTSIDE = {"asyncio", "io", "os", "pathlib", "shutil", "socket", "subprocess", "tempfile"}
NEVER: dict[str, set[str]] = {
    "": {"sqlite3"},
    "app.domain": CLOCKS_AND_DICE | OUTSIDE | {"threading"},
    "app.fiscal": CLOCKS_AND_DICE | {"socket", "subprocess", "urllib.request"},
    "sync": {"sync.central"},
}
CLOCKS = {"date", "datetime", "uuid"}
CLOCK_CALLS = {"now", "today", "utcnow", "uuid1", "uuid4"}
NO_CLOCK_CALLS = ("app.domain", "app.fiscal")
NO_FLOAT = ("app.domain", "app.fiscal", "app.services", "app.storage")


@dataclass(frozen=True, slots=True)
class Module:
    """One file of ours: its dotted name, and its text, parsed."""

    name: str
    is_package: bool
    tree: ast.Module

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and absolute name of everything imported, inside functions too."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self.absolute(node)
                yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)

    def absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        here = self.name.split(".")
        package = here[: len(here) - node.level + self.is_package]
        return ".".join([*package, *filter(None, [node.module])])


def parsed(name: str, text: str, *, is_package: bool = False) -> Module:
    return Module(name, is_package, ast.parse(text))


def modules() -> Iterator[Module]:
    for top in OURS:
        for path in sorted((ROOT / top).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            yield parsed(name, path.read_text("utf-8"), is_package=is_package)


def within(name: str, layer: str) -> bool:
    return not layer or name == layer or name.startswith(f"{layer}.")


def row(name: str) -> str | None:
    fits = [layer for layer in MAY_IMPORT if within(name, layer)]
    return max(fits, key=len, default=None)


def trespasses(module: Module) -> Iterator[str]:
    """Every import that the table does not allow."""
    mine = row(module.name)
    if mine is None:
        if module.tree.body and not module.is_package:
            yield f"{module.name}: no row in MAY_IMPORT says what it may import"
        return
    never = {name for layer, names in NEVER.items() if within(module.name, layer) for name in names}
    may = MAY_IMPORT[mine] | {mine} | sys.stdlib_module_names
    for line, target in module.imports():
        at = f"{module.name}:{line} imports {target}"
        if any(within(target, name) and not within(mine, name) for name in never):
            yield f"{at}: never here"
        elif any(within(target, name) for name in COMPOSED) and mine not in ENTRANCES:
            yield f"{at}: nobody imports it"
        elif ANYTHING not in may and not any(within(target, name) for name in may):
            yield f"{at}: not in the row of {mine}"


def clocks(module: Module) -> Iterator[str]:
    """Calls that ask the time or throw dice, in the layers that are told both."""
    if not any(within(module.name, layer) for layer in NO_CLOCK_CALLS):
        return
    for node in ast.walk(module.tree):
        name = ""
        if isinstance(node, ast.Attribute) and ast.unparse(node.value).split(".")[-1] in CLOCKS:
            name = node.attr
        elif isinstance(node, ast.ImportFrom):
            name = next((alias.name for alias in node.names if alias.name in CLOCK_CALLS), "")
        if name in CLOCK_CALLS:
            yield f"{module.name}:{getattr(node, 'lineno', 0)} uses {name}"


def floats(module: Module) -> Iterator[str]:
    """Float literals and uses of the type, where money is reckoned; a shift may have a float."""
    if not any(within(module.name, layer) for layer in NO_FLOAT):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield f"{module.name}:{node.lineno} has {node.value!r}"
        elif isinstance(node, ast.Name) and node.id == "float" and isinstance(node.ctx, ast.Load):
            yield f"{module.name}:{node.lineno} names float"


def test_every_module_imports_only_what_its_row_allows() -> None:
    assert [wrong for module in modules() for wrong in trespasses(module)] == []


def test_domain_and_fiscal_ask_no_clock_and_throw_no_dice() -> None:
    assert [wrong for module in modules() for wrong in clocks(module)] == []


def test_no_float_where_money_is_reckoned() -> None:
    assert [wrong for module in modules() for wrong in floats(module)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app.domain.sale", "import sqlalchemy"),
        ("app.domain.sale", "def f() -> None:\n    from app.storage import sales"),
        ("app.domain.sale", "import random"),
        ("app.fiscal.chain", "from app import services"),
        ("app.services.register", "import PySide6.QtCore"),
        ("app.services.register", "from hardware import drivers"),
        ("app.storage.sales", "import sqlcipher3.dbapi2 as sqlite"),
        ("app.storage.sales", "import sqlite3"),
        ("app.ui.window", "from app.storage.database import Database"),
        ("app.ui.window", "from app import main"),
        ("app.services.shifts", "from ..storage import shifts\nfrom ..ui import window"),
        ("app.newcomer", "import click"),
        ("hardware.worker", "from app.domain.money import Money"),
        ("sync.worker", "from sync.central import app"),
    ],
)
def test_a_trespass_is_seen(name: str, text: str) -> None:
    assert list(trespasses(parsed(name, text)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("app.domain.sale", "from app.domain.money import Money\nfrom decimal import Decimal"),
        ("app.storage.database", "import sqlcipher3.dbapi2 as sqlite"),
        ("app.storage.sales", "from app.storage.database import Database"),
        ("app.services.shifts", "from ..storage import shifts\nfrom . import signin"),
        ("app.services.checkout", "from hardware import results"),
        ("app.main", "import PySide6.QtCore\nfrom app.storage import database"),
        ("app.__main__", "from app.cli import main"),
        ("sync.worker", "from sync.protocol import Push"),
    ],
)
def test_what_a_row_allows_passes(name: str, text: str) -> None:
    assert list(trespasses(parsed(name, text))) == []


def test_clocks_and_floats_are_seen() -> None:
    asking = parsed("app.domain.sale", "import datetime, uuid\ndatetime.datetime.now()\nuuid.uuid4")
    reckoning = parsed("app.services.x", "def f(a: float) -> None: ...\nb = 0.5")
    assert len(list(clocks(asking))) == 2
    assert len(list(floats(reckoning))) == 2
