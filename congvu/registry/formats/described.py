"""JSON Schema (2020-12) and OpenAPI (3.1) of one data set, from its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from congvu.registry.rules import Column, Kind

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TYPES: Mapping[Kind, Mapping[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.NUMBER: {"type": "integer"},
    Kind.MONEY: {"type": "integer"},
    Kind.DECIMAL: {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.YES: {"type": "boolean"},
    Kind.CODE: {"type": "string"},
    Kind.ROW: {"type": "string", "format": "uuid"},
    Kind.PLACE: {
        "type": "array",
        "prefixItems": [
            {"type": "number", "minimum": -90, "maximum": 90},
            {"type": "number", "minimum": -180, "maximum": 180},
        ],
        "minItems": 2,
        "maxItems": 2,
    },
}
_ROW: Mapping[str, Any] = {
    "_row": {"type": "string", "format": "uuid"},
    "_valid_from": {"type": "string", "format": "date"},
    "_valid_until": {"type": ["string", "null"], "format": "date"},
}


def _property(column: Column) -> dict[str, Any]:
    told: dict[str, Any] = {"title": column.label, **_TYPES[column.kind]}
    if column.hint:
        told["description"] = column.hint
    if column.kind == Kind.TEXT and column.longest:
        told["maxLength"] = column.longest
    if column.kind == Kind.MONEY:
        told["description"] = column.hint or "VND"
    if column.codes:
        # A code that came back later is one value, under its last name.
        by_day = sorted(column.codes, key=lambda one: one.since or date.min)
        names = {one.code: one.label for one in by_day}
        codes = dict.fromkeys(one.code for one in column.codes)
        told["oneOf"] = [{"const": code, "title": names[code]} for code in codes]
    return told


def data_schema(
    key: str, title: str, about: str, columns: Sequence[Column]
) -> dict[str, Any]:
    """Of one row. Older rows may lack what is required now, so no column is."""
    return {
        "$schema": _DRAFT,
        "$id": key,
        "title": title,
        "description": about,
        "type": "object",
        "properties": {**_ROW, **{one.key: _property(one) for one in columns}},
        "required": list(_ROW),
        "additionalProperties": False,
    }


def data_openapi(
    base: str, title: str, about: str, version: int, schema: Mapping[str, Any]
) -> dict[str, Any]:
    """Both ways to read it; ``base`` is the address of the set in the API."""
    row = {k: v for k, v in schema.items() if k not in ("$schema", "$id")}
    asked = [
        _query(
            "on", "Như có hiệu lực vào ngày này", {"type": "string", "format": "date"}
        ),
        _query("after", "Trang trước cho", {"type": "string"}),
    ]
    page = {
        "type": "object",
        "properties": {
            "items": {
                "type": "array",
                "items": {"$ref": "#/components/schemas/Row"},
            },
            "after": {"type": ["string", "null"]},
            "on": {"type": "string", "format": "date"},
            "at": {"type": "string", "format": "date-time"},
        },
        "required": ["items", "after", "on", "at"],
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "description": about, "version": str(version)},
        "servers": [{"url": base}],
        "security": [{"token": []}],
        "paths": {
            "/rows": _path("rows", title, asked, "application/json", page),
            "/rows.csv": _path(
                "rowsCsv", title, asked[:1], "text/csv", {"type": "string"}
            ),
        },
        "components": {
            "schemas": {"Row": row},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _query(name: str, words: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": words, "schema": dict(schema)}


def _path(
    key: str, title: str, asked: list[Any], media: str, schema: Mapping[str, Any]
) -> dict[str, Any]:
    given = {"description": title, "content": {media: {"schema": dict(schema)}}}
    answers = {
        "200": given,
        "401": {"description": "Thiếu mã truy cập"},
        "404": {"description": "Không có, hoặc không có thỏa thuận đang hiệu lực"},
    }
    told = {
        "operationId": key,
        "summary": title,
        "parameters": asked,
        "responses": answers,
    }
    return {"get": told}
