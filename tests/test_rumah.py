"""The house: rooms import only from the rooms below them, and nothing in it knows a document or a place by name."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from workbench import paths

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "workbench"
LISTS_OF_NAMES = {"wilayah.csv", "nomenklatur.csv"}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from importlinter.cli import lint_imports_command; sys.argv = ['lint-imports', '--no-cache']; lint_imports_command()"
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": str(Path(sys.executable).parent)}
    return subprocess.run([sys.executable, "-c", command], cwd=folder, env=environment, capture_output=True, text=True)


def test_rooms_import_only_from_rooms_below() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert "1 kept, 0 broken" in result.stdout


def test_the_order_of_rooms_is_really_held(tmp_path: Path) -> None:
    """A room that reaches upwards is caught."""
    package = tmp_path / "src" / "workbench"
    for file in SOURCE.rglob("*.py"):
        copy = package / file.relative_to(SOURCE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    model = package / "documents" / "model.py"
    model.write_text(model.read_text(encoding="utf-8") + "\nfrom workbench import pipeline\n", encoding="utf-8")
    result = _lint(tmp_path)
    assert result.returncode != 0
    assert "workbench.documents.model -> workbench.pipeline" in result.stdout


def _names_of_documents() -> list[str]:
    """Words that name a document of data/raw: its file, its region, its slug."""
    names = set()
    for file in (ROOT / "data" / "raw").glob("*.txt"):
        region = re.sub(r"^(prov|kab|kota)-|-(renja|evaluasi|lkjip)\b.*$", "", file.stem)
        names |= {file.stem, region, region.replace("-", " ")}
    return sorted(names)


def test_the_names_looked_for_are_those_of_the_documents() -> None:
    assert {"lumajang", "magetan", "bandar lampung", "lampung", "sumatera selatan"} <= set(_names_of_documents())


@pytest.mark.parametrize("file", sorted(
    file for file in SOURCE.rglob("*")
    if file.suffix in (".py", ".yml", ".csv", ".html", ".css", ".js") and file.name not in LISTS_OF_NAMES
), ids=lambda file: str(file.relative_to(SOURCE)))  # fmt: skip
def test_no_source_or_rule_names_a_document_or_its_place(file: Path) -> None:
    content = file.read_text(encoding="utf-8").lower()
    assert [name for name in _names_of_documents() if re.search(rf"\b{re.escape(name)}\b", content)] == []


def test_rules_compile() -> None:
    columns = yaml.safe_load((paths.RULES / "judul_kolom.yml").read_text(encoding="utf-8"))
    stages = yaml.safe_load((paths.RULES / "tahap.yml").read_text(encoding="utf-8"))
    patterns = [
        rule["pola"] for part in (columns["peran"], columns["sifat"], stages["kolom"], stages["judul"]) for rule in part
    ]
    assert len(patterns) > 30
    for pattern in patterns:
        re.compile(pattern)
