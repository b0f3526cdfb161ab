"""What ``/api/v1/openapi.json`` says beside each operation's own answer.

Every refusal has one form, so it is described once and named in every operation; an
answer without a schema of its own is a file.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from congvu.lib.text import gettext_noop as _

PROBLEM = "application/problem+json"
_TEXT = {"type": "string"}
_PROBLEM_SCHEMA = {
    "title": "Problem",
    "description": _("RFC 9457; reasons nêu mọi lý do một lần."),
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": _TEXT,
        "reasons": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["message", "field"],
                "properties": {
                    "message": _TEXT,
                    "field": {"type": ["string", "null"]},
                },
            },
        },
    },
}
_REFUSED = {
    "description": _("Không làm được, và vì sao"),
    "content": {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
_FILE = {"*/*": {"schema": {"type": "string", "format": "binary"}}}


class TwoOfOneName(Exception):
    """Two schemas share a name: the description would tell one for the other."""


class _Description(OpenAPISchema):
    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for name, told in definitions.items():
            if self.schemas.setdefault(name, told) != told:
                raise TwoOfOneName(name)


class DescribedAPI(NinjaAPI):
    """An API whose description tells the refusals and the files, too.

    It is worked out once for each address of the API, which takes seconds: a running
    office has the operations that it began with.
    """

    @cached_property
    def _described(self) -> dict[str, OpenAPISchema]:
        return {}

    def get_openapi_schema(
        self,
        *,
        path_prefix: str | None = None,
        path_params: dict[str, Any] | None = None,
    ) -> OpenAPISchema:
        if path_prefix is None:
            path_prefix = self.get_root_path(path_params or {})
        if path_prefix not in self._described:
            self._described[path_prefix] = self._describe(path_prefix)
        return self._described[path_prefix]

    def _describe(self, path_prefix: str) -> OpenAPISchema:
        schema = _Description(self, path_prefix)
        parts = schema["components"]
        parts.setdefault("schemas", {})["Problem"] = _PROBLEM_SCHEMA
        parts.setdefault("responses", {})["Refused"] = _REFUSED
        for methods in schema["paths"].values():
            for operation in methods.values():
                operation["responses"] = _complete(operation["responses"])
        return schema


def _complete(answers: dict[int, dict[str, Any]]) -> dict[str, Any]:
    told = {str(status): answer for status, answer in answers.items()}
    if "200" in told and not told["200"].get("content"):
        told["200"]["content"] = _FILE
    return {**told, "4XX": {"$ref": "#/components/responses/Refused"}}
