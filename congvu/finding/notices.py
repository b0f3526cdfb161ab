"""What people are told of their watched questions: that there is news, never what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.finding.access import reads_papers
from congvu.finding.models import SavedQuestion
from congvu.finding.rules import question_of
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, NoticeLike, Told, kinds
from congvu.organisations.access import Seat


def tell_news(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """The name people gave it is for the screen only; the address is newest first."""
    if not reads_papers(seat):
        return {}
    kept = SavedQuestion.objects.filter(person_id=seat.person_id).in_bulk(
        {notice.target_id for notice in notices}
    )
    return {
        notice.id: Told(
            words=gettext("Câu tìm đã lưu có kết quả mới"),
            subject=kept[notice.target_id].name,
            url=_address(kept[notice.target_id]),
        )
        for notice in notices
        if notice.target_id in kept
    }


def _address(kept: SavedQuestion) -> str:
    asked = {**question_of(kept.asked).as_address(), "xep": "moi"}
    return f"{reverse('finding:search')}?{urlencode(asked)}"


kinds(Kind("finding.news", _("Câu tìm đã lưu có kết quả mới"), tell_news))
