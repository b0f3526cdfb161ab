"""Background work: asking OCSP and CRL, which no page waits for."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.files.models import FileKind, FileState, StoredFile
from congvu.jobs.actions import enqueue_once
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _
from congvu.signatures import actions, client, queries
from congvu.signatures.models import Verification

LOST_AFTER = timedelta(minutes=10)


@job(name="signatures.ask", title=_("Hỏi OCSP, CRL về chứng thư"), retry=2)
def ask_about(verification_id: str) -> None:
    actions.finish_asking(
        verification=Verification.objects.get(pk=verification_id),
        fetch=client.ask,
        by=SYSTEM,
        at=timezone.now(),
    )


@job(name="signatures.verify-file", title=_("Kiểm tra chữ ký của tệp"), retry=2)
def verify_stored_file(file_id: str) -> None:
    """Asked for when a paper comes in; what was looked at is not looked at again."""
    file = StoredFile.objects.filter(pk=file_id, kind=FileKind.PDF).first()
    if file is None or file.state != FileState.READY:
        return
    if queries.verification_of(file.sha256):
        return
    actions.verify_stored(file=file, fetch=client.ask, by=SYSTEM, at=timezone.now())


@job(name="signatures.forget", title=_("Xóa kết quả kiểm tra của tệp đã hủy"), retry=10)
def forget_destroyed(sha256: str) -> None:
    actions.forget(sha256=sha256)


@periodic(cron="*/10 * * * *", title=_("Hỏi lại OCSP, CRL còn dở"))
def ask_again() -> None:
    for verification in queries.unfinished(before=timezone.now() - LOST_AFTER):
        enqueue_once(
            "signatures.ask",
            lock=str(verification.pk),
            verification_id=str(verification.pk),
        )
