"""``congvu base-backup [--keep N]``: what the archived log is replayed upon."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congvu.machine.archiving import make_base
from congvu.machine.cluster import Cluster, ClusterProblem
from congvu.machine.state import has_external_database


class Command(BaseCommand):
    help = "Chép nguyên cơ sở dữ liệu, để về được bất kỳ lúc nào sau đó (recover)"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--keep",
            type=int,
            default=0,
            metavar="SỐ",
            help="giữ chừng ấy bản mới nhất, bỏ bản cũ hơn và nhật ký của chúng",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if has_external_database():
            raise CommandError(
                "Cơ sở dữ liệu ở máy chủ khác: người quản lý máy chủ ấy lưu nhật ký."
            )
        try:
            made = make_base(Cluster(), keep=options["keep"])
        except ClusterProblem as why:
            raise CommandError(str(why)) from why
        self.stdout.write(f"Đã chép: {made}")
