"""Dossiers and papers for stories: made by the office's own actions."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from congvu.archives.actions import (
    DossierData,
    add_file,
    file_paper,
    open_dossier,
)
from congvu.archives.models import Dossier, DossierItem
from congvu.documents.models import Grant, RegisterEntry
from congvu.documents.rules import EntryState
from tests.documents.pages import make_entry
from tests.files.conftest import make_pdf
from tests.people import Province

PLAN = """I. Văn xã | VX
1. Giáo dục
- Hồ sơ tuyển sinh năm học mới | 20 năm | Phòng Khoa giáo - Văn xã
- Hồ sơ kiểm tra trường học | 10 năm | Phòng Khoa giáo - Văn xã
2. Y tế
- Hồ sơ phòng, chống dịch | vĩnh viễn | Phòng Khoa giáo - Văn xã
II. Tổ chức cán bộ | TCCB
- Hồ sơ tuyển dụng công chức | 70 năm | Văn phòng
"""


def data(province: Province, **changed: Any) -> DossierData:
    given: dict[str, Any] = {
        "title": "Hồ sơ phòng, chống dịch tả lợn châu Phi",
        "symbol": "05.KGVX",
        "retention": "20",
        "opened_on": province.today - timedelta(days=30),
    }
    return DossierData(**{**given, **changed})


def make_dossier(province: Province, who: str = "minh", **changed: Any) -> Dossier:
    return open_dossier(
        data=data(province, **changed), by=province.seat(who), at=province.at
    )


def finished(province: Province, *, to: str = "minh", **given: Any) -> RegisterEntry:
    """A paper of the committee's register that is done and that ``to`` may read."""
    entry = make_entry(province, **given)
    RegisterEntry.objects.filter(pk=entry.pk).update(
        state=EntryState.DONE, move_by=None
    )
    Grant.objects.create(
        principal_id=province.seat(to).post_id, entry=entry, order_key=entry.order_key
    )
    entry.refresh_from_db()
    return entry


def put(
    province: Province, dossier: Dossier, entry: RegisterEntry, who: str = "minh"
) -> DossierItem:
    return file_paper(
        dossier_id=dossier.id,
        incoming_id=entry.id,
        by=province.seat(who),
        at=province.at,
    )


def put_file(
    province: Province, dossier: Dossier, subject: str, who: str = "minh", **more: Any
) -> DossierItem:
    content = more.pop("content", None) or make_pdf(subject)
    return add_file(
        dossier_id=dossier.id,
        name=more.pop("name", f"{subject}.pdf"),
        stream=BytesIO(content),
        subject=subject,
        happened_on=more.pop("on", province.today),
        by=province.seat(who),
        at=province.at,
        **more,
    )
