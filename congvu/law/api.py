"""Dated rules and the working calendar, for machines."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from congvu.law import queries

router = Router(tags=["Quy định"])


class RuleOut(Schema):
    """One rule with its legal source and how sure the shipped value is."""

    kind: str
    key: str
    label: str
    value: dict[str, Any]
    valid_from: date
    valid_until: date | None
    sureness: str
    article: str
    source_symbol: str
    source_title: str


@router.get("/rules", response=list[RuleOut], summary="Quy định có hiệu lực")
def rules(
    request: HttpRequest, kind: str, on: date | None = None
) -> list[dict[str, Any]]:
    return [asdict(r) for r in queries.rules(kind, on or timezone.localdate())]


@router.get("/working-days", response=list[date], summary="Ngày làm việc kế tiếp")
def working_days(
    request: HttpRequest, after: date | None = None, count: int = 10
) -> list[date]:
    first = after or timezone.localdate()
    return queries.calendar().next_working_days(first, max(0, min(count, 260)))
