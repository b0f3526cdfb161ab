"""What of machines is told to whom, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext

from congvu.inventory.access import kept_machines, papers_seen
from congvu.inventory.models import Machine
from congvu.inventory.queries import living, warranty_ending
from congvu.inventory.rules import PAPER_KIND_NAMES, PaperKind, PaperState
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import UNIT_WIDE


def tell_papers(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Those that still wait; one query."""
    rows = papers_seen(seat).filter(
        pk__in={n.target_id for n in notices}, state=PaperState.WAITING
    )
    found = {row.pk: row for row in rows}
    told = {}
    for notice in notices:
        paper = found.get(notice.target_id)
        if paper is not None:
            told[notice.id] = Told(
                words=gettext("đề nghị xác nhận nhận máy"),
                subject=gettext("Biên bản %(number)d/%(year)d: %(kind)s")
                % {
                    "number": paper.number,
                    "year": paper.year,
                    "kind": gettext(PAPER_KIND_NAMES[PaperKind(paper.kind)]),
                },
                url=reverse("inventory:paper", args=[paper.pk]),
            )
    return told


def tell_silent_machines(
    seat: Seat, notices: Sequence[NoticeLike]
) -> Mapping[UUID, Told]:
    """Those that are silent still: the next inventory takes the notice away."""
    rows = kept_machines(seat).filter(
        pk__in={n.target_id for n in notices}, silent_told_at__isnull=False
    )
    return _told(notices, list(rows), gettext("Máy quá 30 ngày không kiểm kê"))


def tell_left_machines(
    seat: Seat, notices: Sequence[NoticeLike]
) -> Mapping[UUID, Told]:
    """Those whose user has not changed since, to keepers and to the unit's head."""
    rows = living().filter(
        pk__in={n.target_id for n in notices}, left_told_at__isnull=False
    )
    kept = set(kept_machines(seat).filter(pk__in=rows).values_list("pk", flat=True))
    heads = seat.principals if seat.role in UNIT_WIDE else frozenset()
    seen = [one for one in rows if one.pk in kept or one.unit_id in heads]
    words = gettext("Người giữ máy không còn giữ chức vụ ở cơ quan")
    return _told(notices, seen, words, kept=kept)


def tell_warranties(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """How many still end soon, by agency; one query. None left: nothing is told."""
    rows = warranty_ending(kept_machines(seat), seat.on)
    rows = rows.filter(agency__in={n.target_id for n in notices})
    grouped = rows.order_by().values_list("agency").annotate(n=Count("pk"))
    counts = {agency: int(n) for agency, n in grouped}
    names = agency_names_on(counts, seat.on)
    told = {}
    for notice in notices:
        if n := counts.get(notice.target_id):
            told[notice.id] = Told(
                words=gettext("%(n)d máy sắp hết bảo hành") % {"n": n},
                subject=names.get(notice.target_id, ""),
                url=reverse("inventory:list") + "?bao_hanh=sap",
            )
    return told


def _told(
    notices: Sequence[NoticeLike],
    rows: Sequence[Machine],
    words: str,
    *,
    kept: set[UUID] | None = None,
) -> dict[UUID, Told]:
    found = {row.pk: row for row in rows}
    told = {}
    for notice in notices:
        one = found.get(notice.target_id)
        if one is None:
            continue
        url = reverse("inventory:mine")
        if kept is None or one.pk in kept:
            url = reverse("inventory:machine", args=[one.pk])
        told[notice.id] = Told(words=words, subject=one.name, url=url)
    return told


kinds(
    Kind(
        "inventory.to-confirm",
        _("Máy tính: biên bản chờ xác nhận"),
        tell_papers,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "inventory.silent",
        _("Máy tính: quá 30 ngày không kiểm kê"),
        tell_silent_machines,
        mail=Mailing.DIGEST,
    ),
    Kind(
        "inventory.warranty",
        _("Máy tính: sắp hết bảo hành"),
        tell_warranties,
        mail=Mailing.DIGEST,
    ),
    Kind(
        "inventory.holder-left",
        _("Máy tính: người giữ máy đã nghỉ, chuyển"),
        tell_left_machines,
        mail=Mailing.DIGEST,
        is_work=True,
    ),
)
