"""Machines as lines of "Việc của tôi": papers to confirm, nobody's, silent ones."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from congvu.inventory.access import MachineWork
from congvu.inventory.rules import PAPER_KIND_NAMES, PaperKind
from congvu.ui.addresses import address_of
from congvu.ui.rules import Row, dotted

Line = tuple[date | None, Row, str]


def machine_rows(work: MachineWork) -> list[Line]:
    """None of them has a day; with how each is opened."""
    found: list[Line] = [
        (
            None,
            Row(
                url=address_of("inventory:paper", paper.pk),
                subject=_("Biên bản %(number)d/%(year)d: %(kind)s")
                % {
                    "number": paper.number,
                    "year": paper.year,
                    "kind": _(PAPER_KIND_NAMES[PaperKind(paper.kind)]),
                },
                verb=_("Xác nhận nhận máy"),
                sender=paper.giver,
                key=f"machine-paper-{paper.pk}",
                whole=True,
            ),
            _("Mở biên bản"),
        )
        for paper in work.papers
    ]
    if work.left:
        n = len(work.left)
        subject = ngettext(
            "%(n)s máy đứng tên người đã nghỉ, chuyển đi",
            "%(n)s máy đứng tên người đã nghỉ, chuyển đi",
            n,
        )
        found.append(
            _line("machines-left", subject % {"n": dotted(n)}, "inventory:mine", "")
        )
    if work.silent:
        subject = ngettext(
            "%(n)s máy quá 30 ngày không kiểm kê",
            "%(n)s máy quá 30 ngày không kiểm kê",
            work.silent,
        )
        subject %= {"n": dotted(work.silent)}
        found.append(_line("machines-silent", subject, "inventory:list", "?kiem_ke=im"))
    return found


def _line(key: str, subject: str, name: str, query: str) -> Line:
    row = Row(
        url=reverse(name) + query,
        subject=subject,
        verb=_("Xem, giải quyết"),
        sender=_("Máy tính"),
        key=key,
        whole=True,
    )
    return None, row, _("Mở danh sách máy")
