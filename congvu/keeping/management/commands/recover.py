"""``congvu recover MOMENT``: the database as it was then, by the archived log."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.machine.archiving import recover
from congvu.machine.cluster import Cluster, ClusterProblem
from congvu.machine.state import has_external_database

LATEST = "latest"


class Command(BaseCommand):
    help = "Đưa cơ sở dữ liệu về một lúc đã qua, từ nhật ký lưu (CONGVU_WAL_ARCHIVE)"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "moment",
            metavar="LÚC",
            help=f"giờ địa phương, như 2026-11-27T09:15:00; hoặc {LATEST}: tới cuối",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if has_external_database():
            raise CommandError(
                "Cơ sở dữ liệu ở máy chủ khác: người quản lý máy chủ ấy khôi phục."
            )
        moment = _read(options["moment"])
        try:
            base = recover(Cluster(), to=moment)
        except ClusterProblem as why:
            raise CommandError(str(why)) from why
        words = f"lúc {timezone.localtime(moment):%d/%m/%Y %H:%M:%S}" if moment else ""
        self.stdout.write(
            f"Cơ sở dữ liệu đã về {words or 'cuối nhật ký'}, từ bản gốc {base}.\n"
            "Chạy tiếp: congvu check, congvu base-backup, rồi chạy lại văn phòng."
        )


def _read(text: str) -> datetime | None:
    if text == LATEST:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as why:
        raise CommandError(f"Không phải một lúc: «{text}».") from why
    return moment if moment.tzinfo else timezone.make_aware(moment)
