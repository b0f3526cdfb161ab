"""What of databases waits for whom, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.registry.access import keeps, runs, seen_agreements, seen_databases
from congvu.registry.models import LoadSource, RowChange
from congvu.registry.rules import AgreementState, ChangeState


def tell_proposals(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Those that wait still, by their database alone; one query."""
    rows = RowChange.objects.filter(
        pk__in={one.target_id for one in notices},
        state=ChangeState.OPEN,
        database__in=seen_databases(seat),
    )
    found = {one.pk: one for one in rows.select_related("database")}
    return {
        one.id: Told(
            words=gettext("Dòng dữ liệu chờ duyệt"),
            subject=change.database.name,
            url=reverse("registry:change", args=[change.pk]),
        )
        for one in notices
        if (change := found.get(one.target_id)) and runs(seat, change.database)
    }


def tell_agreements(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Those that both sides have not agreed to yet; one query."""
    rows = seen_agreements(seat).filter(
        pk__in={one.target_id for one in notices}, state=AgreementState.ASKED
    )
    found = {one.pk: one for one in rows}
    return {
        one.id: Told(
            words=gettext("Thỏa thuận chia sẻ dữ liệu chờ đồng ý"),
            subject=agreement.data_set.title,
            url=reverse("registry:agreement", args=[agreement.pk]),
        )
        for one in notices
        if (agreement := found.get(one.target_id))
    }


def tell_failures(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Of sources that still do not come, to who keeps the database; one query."""
    rows = LoadSource.objects.filter(
        pk__in={one.target_id for one in notices},
        failures__gt=0,
        ended_at=None,
        database__in=seen_databases(seat),
    )
    found = {one.pk: one for one in rows.select_related("database")}
    return {
        one.id: Told(
            words=gettext("Nguồn nạp dữ liệu tạm dừng vì hỏng nhiều lần")
            if source.paused_at
            else gettext("Nguồn nạp dữ liệu không nạp được"),
            subject=source.name,
            url=reverse("registry:source", args=[source.pk]),
        )
        for one in notices
        if (source := found.get(one.target_id)) and keeps(seat, source.database)
    }


kinds(
    Kind(
        "registry.to-approve",
        _("Dữ liệu chuyên ngành: dòng chờ duyệt"),
        tell_proposals,
        mail=Mailing.DIGEST,
        is_work=True,
    ),
    Kind(
        "registry.to-agree",
        _("Dữ liệu chia sẻ: thỏa thuận chờ đồng ý"),
        tell_agreements,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "registry.source-failed",
        _("Dữ liệu chuyên ngành: nguồn tự động không nạp được"),
        tell_failures,
        mail=Mailing.DIGEST,
        is_work=True,
    ),
)
