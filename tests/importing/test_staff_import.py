"""A staff file gives people with their secrets as typed, and its report never tells one."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.errors import NothingImported, NoUsableHeader
from app.domain.staff import Person, Role
from app.importing.staff import StaffEntry, StaffResult, read_staff

FILE = """Código;Nombre;Rol;PIN;Tarjeta
1001;Ana Pérez;cashier;0111;
2001;Luis;Senior;;ABC123
9001;Marta;Encargada;864209;
9002;Trivial;manager;111111;
3001;;cashier;1234;
;Nadie;cashier;1234;
3002;Rol raro;jefazo;1234;
3003;Sin clave;stock;;
3004;Letras;stock;12a4;
1001;Repetida;cashier;4321;
3005;Misma tarjeta;cashier;;ABC123
"""


def read(text: str, where: Path, demo: bool = False) -> StaffResult:
    file = where / "staff.csv"
    file.write_text(text, "utf-8")
    return read_staff(file, mapping={}, defaults={}, report=where / "r.csv", demo=demo)


def test_people_are_read_and_the_others_reported(tmp_path: Path) -> None:
    result = read(FILE, tmp_path)
    assert result.entries == (
        StaffEntry(Person("1001", "Ana Pérez", Role.CASHIER), pin="0111"),
        StaffEntry(Person("2001", "Luis", Role.SENIOR), badge="ABC123"),
        StaffEntry(Person("9001", "Marta", Role.MANAGER), pin="864209"),
    )
    assert dict(result.left_out) == {
        "bad_pin": 3,
        "no_name": 1,
        "no_code": 1,
        "bad_role": 1,
        "duplicate_code": 2,
    }


def test_neither_the_report_nor_a_representation_tells_a_secret(tmp_path: Path) -> None:
    result = read(FILE + '4001;"X";cashier;7777;extra;secreta9\n5;\x00;cashier;6666;\n', tmp_path)
    said = (tmp_path / "r.csv").read_text("utf-8") + repr(result)
    for secret in ("0111", "864209", "ABC123", "111111", "12a4", "4321", "7777", "6666"):
        assert secret not in said


def test_short_pins_are_for_demo_folders(tmp_path: Path) -> None:
    text = "code,name,role,pin\n9001,Marta,manager,9999\n"
    with pytest.raises(NothingImported):
        read(text, tmp_path)
    assert read(text, tmp_path, demo=True).entries[0].pin == "9999"


def test_without_pin_or_badge_columns_nothing_is_read(tmp_path: Path) -> None:
    with pytest.raises(NoUsableHeader):
        read("code,name,role\n1,Ana,cashier\n", tmp_path)
