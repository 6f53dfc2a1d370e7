"""A file of which no row goes in says why, at the till and at central, without a report."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from app.commands.group import mostrador


def refused(*words: str | Path, language: str = "es") -> list[str]:
    ran = CliRunner().invoke(mostrador, [str(word) for word in words], env={"LANGUAGE": language})
    assert ran.exit_code == 1, ran.output
    assert ran.stdout == ""
    return ran.stderr.splitlines()


def written(folder: Path, text: str) -> Path:
    file = folder / "file.csv"
    file.write_text(text, "utf-8")
    return file


def test_a_till_says_the_first_reasons_with_their_count(demo_folder: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "sku,name,vat,price_store\nA,,21,1\nB,Pan,21,\nC,Sal,21,dos\n")
    said = refused("import", file, "--data", demo_folder)
    assert "no ha entrado ninguna fila" in said[0]
    assert said[1:] == ["fuera: 2 sin precio utilizable", "fuera: 1 sin nombre"]


def test_a_till_says_why_nobody_of_its_staff_went_in(demo_folder: Path, tmp_path: Path) -> None:
    file = written(tmp_path, "code,name,role,pin\n1001,Ana,reina,1111\n")
    said = refused("import", "--staff", file, "--data", demo_folder, language="en")
    assert said[1:] == ["out: 1 with an unknown role"]


def test_central_says_the_first_reasons_with_their_count(tmp_path: Path) -> None:
    central = tmp_path / "central"
    runner = CliRunner().invoke(mostrador, ["central", "init", "--data", str(central)])
    assert runner.exit_code == 0, runner.output
    file = written(tmp_path, "shop,sku,stock\n999,A,1\n998,B,1\n")
    said = refused("central", "import", "stock", file, "--data", central)
    assert "no ha entrado ninguna fila" in said[0]
    assert said[1:] == ["fuera: 2 con una tienda que no existe"]
