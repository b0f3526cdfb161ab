"""State secrets never enter: the attempt is refused, and only the attempt is kept."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.rules import is_secret
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat


class SecretRefused(Refused):
    """The paper carries Mật, Tối mật or Tuyệt mật (QĐ 28/2018 Đ1.2)."""


def secret_message() -> str:
    return _(
        "Văn bản mật không được đưa vào hệ thống này. Không giữ lại tệp hay nội dung; "
        "chỉ ghi ai gửi, lúc nào. Hãy nộp bản giấy cho bộ phận quản lý văn bản mật."
    )


def refuse_secret(*, level: str, by: Seat, at: datetime) -> None:
    """Raise when the level is a secret, after writing down who tried and when.

    Its own transaction, begun before the caller's: the record must outlive the refusal.
    Nothing of the paper goes into the log, not even the degree's own words.
    """
    if not is_secret(level):
        return
    with transaction.atomic():
        record("documents.secret-refused", by=by.actor, at=at)
    raise SecretRefused([Reason(secret_message(), "secrecy")])
