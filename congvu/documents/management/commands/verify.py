"""Chứng minh sổ sách: congvu verify. Thoát 1 khi có điều không khớp."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from congvu.documents.queries import faults


class Command(BaseCommand):
    help = "Chứng minh sổ sách: số đến liên tục, trạng thái khớp nhau, quyền xem đủ"

    def handle(self, *args: Any, **options: Any) -> None:
        broken = False
        for words, fault in faults():
            if fault is None:
                self.stdout.write(_("Đúng: %(rule)s.") % {"rule": words})
                continue
            broken = True
            self.stdout.write(
                _("SAI: %(rule)s: %(count)s chỗ, trước hết %(first)s.")
                % {"rule": words, "count": fault.count, "first": fault.first}
            )
        if broken:
            sys.exit(1)
