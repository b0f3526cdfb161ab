"""Quân keeps the committee's register; Bàn Thị Mẩy asks about her own data."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from congvu.lib.dates import local_date
from congvu.privacy.actions import (
    ProcessingData,
    RequestData,
    enter_processing,
    take_request,
)
from congvu.privacy.models import Processing, SubjectRequest
from tests.people import Province

TYPED = {
    "name": "Tiếp nhận hồ sơ một cửa",
    "purpose": "Giải quyết thủ tục hành chính",
    "basis": "Nghị định về một cửa",
    "basic": "Họ tên, số định danh, địa chỉ",
    "subjects": "Người nộp hồ sơ",
    "kept": "Theo thời hạn bảo quản hồ sơ",
    "officer": "Văn phòng, ông Quân",
}


def processing(people: Province, **given: Any) -> Processing:
    data = {**TYPED, "started_on": people.today - timedelta(days=30), **given}
    return enter_processing(
        data=ProcessingData(**data), by=people.seat("quan"), at=people.at
    )


def asked(people: Province, *, days: int = 0, **given: Any) -> SubjectRequest:
    """So many days ago."""
    data = {
        "person": "Bàn Thị Mẩy",
        "contact": "0209 387 1111",
        "wish": "correct",
        "text": "Ngày sinh ghi sai",
        "asked_on": local_date(people.at) - timedelta(days=days),
        **given,
    }
    return take_request(data=RequestData(**data), by=people.seat("quan"), at=people.at)
