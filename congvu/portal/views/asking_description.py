"""The public process's few addresses for programs, as OpenAPI describes them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.lib.text import gettext_noop
from congvu.portal.rules.questions import (
    FILE_BYTES,
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    MOST_FILES,
    AskKind,
)

_TEXT = {"type": "string"}
_ERRORS = {
    "type": "object",
    "required": ["errors"],
    "properties": {
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"field": _TEXT, "words": _TEXT},
                "required": ["field", "words"],
            },
        },
        "sum": _TEXT,
        "opened": _TEXT,
    },
}
_SENT_FIELDS: dict[str, Any] = {
    "opened": _TEXT,
    "agency": {"type": "string", "format": "uuid"},
    "kind": {"type": "string", "enum": [str(kind) for kind in AskKind]},
    "subject": {"type": "string", "maxLength": LONGEST_SUBJECT},
    "text": {"type": "string", "maxLength": LONGEST_TEXT},
    "name": _TEXT,
    "email": {"type": "string", "format": "email"},
    "phone": _TEXT,
    "address": _TEXT,
    "may_publish": {"type": "boolean"},
    "sum": _TEXT,
}
_NEEDED = ["opened", "agency", "kind", "subject", "text"]
_TRACKED = {
    "type": "object",
    "properties": {
        "code": _TEXT,
        "state": _TEXT,
        "state_name": _TEXT,
        "received_on": {"type": "string", "format": "date"},
        "handled_by": _TEXT,
        "due_on": {"type": ["string", "null"], "format": "date"},
        "due_basis": _TEXT,
        "ended_on": {"type": ["string", "null"], "format": "date"},
        "words": _TEXT,
        "files": {"type": "array", "items": {"type": "object"}},
    },
}
_BEGUN = {
    "type": "object",
    "properties": {
        "opened": _TEXT,
        "wait_seconds": {"type": "integer"},
        "agencies": {
            "type": "array",
            "items": {"type": "object", "properties": {"id": _TEXT, "name": _TEXT}},
        },
        "kinds": {"type": "object", "additionalProperties": _TEXT},
    },
}
_TAKEN = {
    "type": "object",
    "properties": {"code": _TEXT, "track": _TEXT, "note": _TEXT},
    "required": ["code", "track"],
}
_STATUSES = {
    "400": gettext_noop("Không đọc được nội dung gửi đến."),
    "404": gettext_noop("Không có mã này."),
    "413": gettext_noop("Nội dung gửi đến quá lớn."),
    "422": gettext_noop("Chưa nhận: mọi lý do cùng một lúc; có thể hỏi thêm một câu."),
    "429": gettext_noop("Từ nơi này đã gửi quá nhiều."),
    "503": gettext_noop("Cổng thông tin đang bận."),
}


def _said(schema: dict[str, Any], words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _refusals(*statuses: str) -> dict[str, Any]:
    return {status: _said(_ERRORS, _(_STATUSES[status])) for status in statuses}


def described(base: str) -> dict[str, Any]:
    """The whole description, with its words in the reader's language."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": _("Cổng thông tin: gửi và theo dõi câu hỏi"),
            "version": "1",
            "description": _(
                "Không cần tài khoản. Lấy thẻ mở, đợi ít nhất ba giây rồi gửi; một thẻ "
                "gửi nhiều lần vẫn là một câu hỏi. Giới hạn như biểu mẫu: từ lần thứ "
                "ba trong ngày phải trả lời một câu hỏi bằng chữ, quá hai mươi lần thì "
                "không nhận."
            ),
        },
        "servers": [{"url": base}],
        "paths": {
            reverse("public:api-begin"): {"get": _begin()},
            reverse("public:api-send"): {"post": _send()},
            reverse("public:api-track"): {"post": _track()},
        },
    }


def _begin() -> dict[str, Any]:
    return {
        "operationId": "begin",
        "summary": _("Thẻ mở, nơi nhận, loại câu hỏi"),
        "responses": {"200": _said(_BEGUN, _("Thẻ mở")), **_refusals("429", "503")},
    }


def _send() -> dict[str, Any]:
    sent = {"type": "object", "properties": _SENT_FIELDS, "required": _NEEDED}
    file = {"type": "string", "format": "binary", "maxLength": FILE_BYTES}
    files = {"type": "array", "maxItems": MOST_FILES, "items": file}
    with_files = {**sent, "properties": {**_SENT_FIELDS, "attached": files}}
    return {
        "operationId": "send",
        "summary": _("Gửi câu hỏi, phản ánh, kiến nghị"),
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": sent},
                "multipart/form-data": {"schema": with_files},
            },
        },
        "responses": {
            "201": _said(_TAKEN, _("Đã nhận; mã tra cứu")),
            **_refusals("400", "413", "422", "429", "503"),
        },
    }


def _track() -> dict[str, Any]:
    code = {"type": "object", "properties": {"code": _TEXT}, "required": ["code"]}
    return {
        "operationId": "track",
        "summary": _("Tình trạng theo mã tra cứu"),
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": code}},
        },
        "responses": {
            "200": _said(_TRACKED, _("Tình trạng")),
            **_refusals("400", "404", "413", "429", "503"),
        },
    }
