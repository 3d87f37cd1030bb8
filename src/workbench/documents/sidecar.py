"""The optional `<file>.yml` beside a document: a flat list of corrections; no YAML that could run or swell."""

from pathlib import Path
from typing import Any

import yaml

from workbench.documents.model import DocumentError, PassingError

_LARGEST = 20_000
_DEEPEST = 2


def sidecar_of(file: Path) -> Path:
    """Where the corrections of a document stand, whether they exist or not."""
    return file.with_name(f"{file.name}.yml")


def read_sidecar(sidecar: Path) -> dict[str, Any]:
    """The corrections in a sidecar file, empty when there is none.

    Raises DocumentError when it cannot be opened or is not plain YAML of names and values.
    """
    try:
        if not sidecar.exists():
            return {}
        if sidecar.stat().st_size > _LARGEST:
            raise DocumentError(f"{sidecar.name} terlalu besar; isinya hanya beberapa baris nama dan nilai.")
        text = sidecar.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise DocumentError(f"{sidecar.name} bukan teks UTF-8. Simpan ulang sebagai UTF-8.") from None
    except OSError as error:
        raise PassingError(f"{sidecar.name} tidak dapat dibuka: {error.strerror}.") from None
    try:
        _refuse_tricks(text, sidecar.name)
        given = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise DocumentError(f"{sidecar.name} bukan YAML yang benar: {error}") from None
    if given is not None and not isinstance(given, dict):
        raise DocumentError(f"{sidecar.name}: bukan daftar nama dan nilai. Tulis misalnya: tahun: 2024.")
    return given or {}


def _refuse_tricks(text: str, name: str) -> None:
    """Refuse anchors, aliases, tags, nesting and names given twice before anything is built."""
    deep = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise DocumentError(f"{name}: tanda &, * dan ! dari YAML tidak boleh dipakai.")
        deep += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if deep > _DEEPEST:
            raise DocumentError(f"{name}: isian tidak boleh bersarang.")
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    names = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
    if twice := next((one for one in names if names.count(one) > 1), None):
        raise DocumentError(f"{name}: {twice} tertulis lebih dari sekali. Hapus yang salah.")
