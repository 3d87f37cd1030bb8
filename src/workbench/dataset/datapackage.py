"""`datapackage.json`: a Frictionless Data Package that describes every table and field."""

from typing import Any

import polars as pl

from workbench.dataset.schema import TABLES


def describe() -> dict[str, Any]:
    """The package description. CSV is the tabular resource; the Parquet file beside it holds the same rows."""
    return {
        "profile": "tabular-data-package",
        "name": "kinerja-perangkat-daerah",
        "title": "Kinerja dan anggaran perangkat daerah, dibaca dari dokumen yang terbit",
        "resources": [_resource(name) for name in TABLES],
    }


def _resource(name: str) -> dict[str, Any]:
    schema = TABLES[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": (schema.__doc__ or "").strip(),
        "schema": {"fields": [_field(key, column) for key, column in schema.columns().items()],
                   "missingValues": [""]},
    }  # fmt: skip


def _field(name: str, column: Any) -> dict[str, Any]:
    metadata = column.metadata or {}
    field: dict[str, Any] = {"name": name, "type": _type(column.dtype), "title": metadata["title"],
                             "description": column.description}  # fmt: skip
    if metadata.get("unit"):
        field["unit"] = metadata["unit"]
    constraints: dict[str, Any] = {}
    if not column.nullable:
        constraints["required"] = True
    if getattr(column, "regex", None):
        constraints["pattern"] = column.regex
    if constraints:
        field["constraints"] = constraints
    return field


def _type(dtype: Any) -> str:
    if dtype == pl.Int64:
        return "integer"
    if dtype == pl.Boolean:
        return "boolean"
    return "number" if dtype == pl.Float64 or isinstance(dtype, pl.Decimal) else "string"
