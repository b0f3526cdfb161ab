"""What is told of requirements, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.controls.access import (
    own_duties,
    reads,
    seen_duties,
    seen_findings,
    seen_parts,
    seen_risks,
    seen_systems,
)
from congvu.controls.models import Answer, YearlyReport
from congvu.controls.rules import Standing
from congvu.duties.queries import deadline_shown
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Teller, Told, kinds
from congvu.organisations.access import Seat

_ENDED = {
    False: _("bằng chứng hết hạn, yêu cầu mở lại"),
    True: _("ngoại lệ hết hiệu lực, yêu cầu mở lại"),
}


def tell_answers(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; of a system that the seat sees no more nothing is told."""
    rows = Answer.objects.filter(
        pk__in={one.target_id for one in notices},
        system__in=seen_systems(seat).values("pk"),
    )
    found = {one.pk: one for one in rows.select_related("system", "requirement")}
    told = {}
    for notice in notices:
        one = found.get(notice.target_id)
        if one is not None:
            told[notice.id] = Told(
                words=gettext(_ENDED[one.standing == Standing.EXCEPTED]),
                subject=f"{one.system.name}: {one.requirement.name}",
                url=reverse(
                    "controls:answer", args=[one.system_id, one.requirement_id]
                ),
            )
    return told


def tell_reports(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    rows = YearlyReport.objects.filter(
        pk__in={one.target_id for one in notices}, agency=seat.agency_id
    )
    found = {one.pk: one for one in rows} if reads(seat) else {}
    days = calendar()
    return {
        notice.id: Told(
            words=gettext(_("cần xác nhận báo cáo an ninh hệ thống trong năm")),
            subject=str(one.year),
            deadline=None
            if one.confirmed_on
            else deadline_shown(
                one.due_before - timedelta(days=1), on=seat.on, days=days
            ),
            url=reverse("controls:report", args=[one.year]),
        )
        for notice in notices
        if (one := found.get(notice.target_id)) is not None
    }


def tell_learning(words: str) -> Teller:
    """To the person; late, to who keeps the agency's security, too."""

    def tell(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
        rows = (own_duties(seat) | seen_duties(seat)).filter(
            pk__in={one.target_id for one in notices}, dropped_on=None
        )
        found = {one.pk: one for one in rows.select_related("person")}
        days, me = calendar(), seat.person_id
        return {
            notice.id: Told(
                words=gettext(words),
                subject=one.subject
                if one.person_id == me
                else f"{one.person.full_name}: {one.subject}",
                deadline=None
                if one.done_on
                else deadline_shown(one.due, on=seat.on, days=days),
                url=reverse(
                    "controls:my-learning"
                    if one.person_id == me
                    else "controls:learning"
                ),
            )
            for notice in notices
            if (one := found.get(notice.target_id)) is not None
        }

    return tell


def tell_parts(words: str) -> Teller:
    """To who is named to answer, to who keeps the system, to who runs the audit."""

    def tell(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
        rows = seen_parts(seat).filter(pk__in={one.target_id for one in notices})
        found = {one.pk: one for one in rows.select_related("audit", "system")}
        days = calendar()
        return {
            notice.id: Told(
                words=gettext(words),
                subject=f"{one.audit.title}: {one.system.name}",
                deadline=None
                if one.handed_at
                else deadline_shown(one.audit.due, on=seat.on, days=days),
                url=reverse("controls:audit-part", args=[one.pk]),
            )
            for notice in notices
            if (one := found.get(notice.target_id)) is not None
        }

    return tell


def tell_findings(words: str) -> Teller:
    def tell(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
        rows = seen_findings(seat).filter(pk__in={one.target_id for one in notices})
        found = {one.pk: one for one in rows.select_related("part__system")}
        days = calendar()
        return {
            notice.id: Told(
                words=gettext(words),
                subject=f"{one.part.system.name}: {one.words}",
                deadline=None
                if one.closed_on
                else deadline_shown(one.due, on=seat.on, days=days),
                url=reverse("controls:finding", args=[one.pk]),
            )
            for notice in notices
            if (one := found.get(notice.target_id)) is not None
        }

    return tell


def tell_risks(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    rows = seen_risks(seat).filter(
        pk__in={one.target_id for one in notices}, ended_on=None
    )
    found = {one.pk: one for one in rows.select_related("system")}
    return {
        notice.id: Told(
            words=gettext(_("rủi ro đến kỳ rà soát, hoặc hết hạn chấp nhận")),
            subject=f"{one.system.name}: {one.title}",
            url=reverse("controls:risks"),
        )
        for notice in notices
        if (one := found.get(notice.target_id)) is not None
    }


kinds(
    Kind(
        "controls.audit-asked",
        _("Kiểm tra an toàn: phải trả lời"),
        tell_parts(_("phải trả lời kiểm tra an toàn")),
        is_work=True,
    ),
    Kind(
        "controls.audit-handed-in",
        _("Kiểm tra an toàn: đơn vị đã nộp"),
        tell_parts(_("đã nộp trả lời kiểm tra an toàn")),
    ),
    Kind(
        "controls.audit-late",
        _("Kiểm tra an toàn: quá hạn trả lời"),
        tell_parts(_("quá hạn trả lời kiểm tra an toàn")),
        is_work=True,
    ),
    Kind(
        "controls.finding-late",
        _("Tồn tại an toàn: quá hạn khắc phục"),
        tell_findings(_("quá hạn khắc phục tồn tại")),
        is_work=True,
    ),
    Kind(
        "controls.finding-proven",
        _("Tồn tại an toàn: đã báo khắc phục"),
        tell_findings(_("báo đã khắc phục, chờ xác nhận")),
        is_work=True,
    ),
    Kind(
        "controls.finding-raised",
        _("Tồn tại an toàn: phải khắc phục"),
        tell_findings(_("tồn tại phải khắc phục")),
        is_work=True,
    ),
    Kind(
        "controls.learning-late",
        _("Yêu cầu học tập: quá hạn"),
        tell_learning(_("quá hạn học xong")),
        is_work=True,
    ),
    Kind(
        "controls.learning-required",
        _("Yêu cầu học tập: phải học"),
        tell_learning(_("phải học xong")),
        is_work=True,
    ),
    Kind(
        "controls.report-asked",
        _("Báo cáo an ninh năm: cần xác nhận"),
        tell_reports,
        is_work=True,
    ),
    Kind(
        "controls.reopened",
        _("Yêu cầu an toàn: bằng chứng, ngoại lệ hết hạn"),
        tell_answers,
        is_work=True,
    ),
    Kind(
        "controls.risk-due",
        _("Rủi ro hệ thống: đến kỳ rà soát"),
        tell_risks,
        is_work=True,
    ),
)
