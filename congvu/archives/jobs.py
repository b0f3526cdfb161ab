"""Long closings, and those a crash left half done."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from congvu.archives.actions import (
    go_on_closing,
    go_on_destroying,
    look_through_file,
    make_package,
    remind_to_hand_over,
)
from congvu.archives.models import Appraisal, Dossier, Package
from congvu.archives.queries import frozen_now
from congvu.archives.rules import AppraisalState, DossierState, PackageState
from congvu.audit.rules import SYSTEM
from congvu.jobs.actions import enqueue_once
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _


@job(name="archives.close_dossier", title=_("Kết thúc hồ sơ lớn"), retry=5)
def close_large_dossier(*, dossier_id: str) -> None:
    go_on_closing(dossier_id=UUID(dossier_id), by=SYSTEM, at=timezone.now())


@job(name="archives.destroy", title=_("Hủy hồ sơ đã duyệt"), retry=5)
def destroy_approved(*, appraisal_id: str) -> None:
    go_on_destroying(appraisal_id=UUID(appraisal_id), by=SYSTEM, at=timezone.now())


@job(name="archives.make_package", title=_("Đóng gói hồ sơ"), retry=5, priority=-5)
def make_one_package(*, package_id: str) -> None:
    make_package(package_id=UUID(package_id), by=SYSTEM, at=timezone.now())


@job(name="archives.look_through_file", title=_("Đọc tài liệu trong hồ sơ"), retry=5)
def look_through_one_file(*, item_id: str) -> None:
    look_through_file(item_id=UUID(item_id), by=SYSTEM, at=timezone.now())


@periodic(
    name="archives.find_unfinished",
    title=_("Tìm hồ sơ kết thúc dở, gói đóng dở, đợt hủy dở"),
    cron="* * * * *",
)
def find_unfinished() -> None:
    """A run lost in a crash is asked for again; the rows are the truth."""
    rows = Dossier.objects.filter(
        ~Q(frozen_now()), state=DossierState.CLOSING
    ).values_list("id", flat=True)
    for dossier_id in rows[:50]:
        key = str(dossier_id)
        enqueue_once("archives.close_dossier", lock=key, dossier_id=key)
    begun = Appraisal.objects.filter(state=AppraisalState.DESTROYING)
    for appraisal_id in begun.values_list("id", flat=True)[:50]:
        key = str(appraisal_id)
        enqueue_once("archives.destroy", lock=key, appraisal_id=key)
    waiting = Package.objects.filter(state=PackageState.ASKED)
    for package_id in waiting.values_list("id", flat=True)[:50]:
        key = str(package_id)
        enqueue_once("archives.make_package", lock=key, package_id=key)


@periodic(
    name="archives.remind",
    title=_("Nhắc hồ sơ sắp đến hạn nộp lưu"),
    cron="20 7-17 * * *",
)
def remind_of_hand_overs() -> None:
    """Also what was missed while no worker ran: each is told once."""
    remind_to_hand_over(at=timezone.now())
