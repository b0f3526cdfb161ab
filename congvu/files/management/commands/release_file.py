"""``congvu release-file SHA256``: out of quarantine, to be scanned and read anew."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor, Door
from congvu.files import actions
from congvu.files.models import StoredFile
from congvu.lib.refusals import Refused


class Command(BaseCommand):
    help = "Đưa tệp khỏi cách ly để quét mã độc và đọc lại"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sha256", metavar="SHA256", help="mã băm ghi ở trang tệp")

    def handle(self, *args: Any, **options: Any) -> None:
        sha256 = options["sha256"].strip().lower()
        file = StoredFile.objects.defer("text").filter(sha256=sha256).first()
        if file is None:
            raise CommandError(_("Không có tệp nào mang mã băm này."))
        by = Actor(name="congvu release-file", door=Door.COMMAND)
        try:
            actions.release(file=file, at=timezone.now(), by=by)
        except Refused as why:
            raise CommandError(str(why)) from why
        self.stdout.write(_("Tệp sẽ được quét mã độc và đọc lại."))
