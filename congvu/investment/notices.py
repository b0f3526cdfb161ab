"""What is told of needs: an opinion asked, one given, what is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.duties.queries import deadline_shown
from congvu.investment.access import seen_needs
from congvu.investment.models import NeedClock
from congvu.investment.rules.steps import CLOCK_NAMES, ClockKey
from congvu.law.queries import calendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Teller, Told, kinds
from congvu.organisations.access import Seat


def tell_needs(words: str) -> Teller:
    def tell(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
        rows = seen_needs(seat).filter(pk__in={one.target_id for one in notices})
        found = {one.pk: one for one in rows}
        return {
            notice.id: Told(
                words=gettext(words),
                subject=one.title,
                url=reverse("investment:need", args=[one.pk]),
            )
            for notice in notices
            if (one := found.get(notice.target_id)) is not None
        }

    return tell


def tell_late(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Of needs the seat sees; one query."""
    rows = NeedClock.objects.filter(
        pk__in={one.target_id for one in notices}, need__in=seen_needs(seat)
    )
    found = {one.pk: one for one in rows.select_related("need")}
    days = calendar()
    return {
        notice.id: Told(
            words=gettext(CLOCK_NAMES[ClockKey(one.key)]),
            subject=one.need.title,
            deadline=None
            if one.done_on
            else deadline_shown(one.due, on=seat.on, days=days),
            url=reverse("investment:need", args=[one.need_id]),
        )
        for notice in notices
        if (one := found.get(notice.target_id)) is not None
    }


kinds(
    Kind(
        "investment.late",
        _("Đầu tư công nghệ thông tin: quá hạn"),
        tell_late,
        is_work=True,
    ),
    Kind(
        "investment.opinion-asked",
        _("Nhu cầu kinh phí: xin ý kiến, trình thẩm định"),
        tell_needs(_("xin ý kiến hoặc trình thẩm định nhu cầu kinh phí")),
        is_work=True,
    ),
    Kind(
        "investment.opinion-given",
        _("Nhu cầu kinh phí: đã có ý kiến, thẩm định"),
        tell_needs(_("đã có ý kiến hoặc thẩm định xong nhu cầu kinh phí")),
    ),
)
