"""What the portal tells editors and who answers, as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext

from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import Kind, Mailing, NoticeLike, Told, kinds
from congvu.organisations.access import Seat
from congvu.outgoing.models import OutgoingEntry
from congvu.portal.access import may_edit, meter_agencies
from congvu.portal.access.questions import ask_reach
from congvu.portal.access.waits import decides_papers
from congvu.portal.models import PublicDocument, Publishing
from congvu.portal.queries.questions import visible_questions
from congvu.portal.queries.waits import pages_by_number
from congvu.portal.rules import BY_CODE, PublishingState


def tell_sections(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Of a site the seat answers for no more it is not told."""
    seen = meter_agencies(seat)
    told = {}
    for notice in notices:
        codes = str(notice.detail.get("codes", "")).split()
        if notice.target_id not in seen or not codes:
            continue
        told[notice.id] = Told(
            words=gettext("Mục trên cổng cần bổ sung, cập nhật"),
            subject=", ".join(gettext(BY_CODE[int(code)].name) for code in codes),
            url=reverse("portal:meter-site", args=[notice.target_id]),
        )
    return told


kinds(
    Kind(
        "portal.sections",
        _("Cổng thông tin: mục thiếu, chậm, lâu chưa cập nhật"),
        tell_sections,
        mail=Mailing.DIGEST,
        is_work=True,
    )
)


_SAID = {
    ("portal.asked", ""): _("Câu hỏi của người dân chờ phân loại"),
    ("portal.to-answer", "forwarded"): _("Câu hỏi của người dân cần trả lời"),
    ("portal.to-answer", "returned"): _("Trả lời người dân cần viết lại"),
    ("portal.to-check", ""): _("Trả lời người dân chờ duyệt"),
    ("portal.owed", "due"): _("Sắp đến hạn trả lời người dân"),
    ("portal.owed", "late"): _("Quá hạn trả lời người dân"),
}


def tell_question(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """One query; of what the seat sees no more it is not told."""
    rows = visible_questions(ask_reach(seat))
    found = rows.in_bulk({notice.target_id for notice in notices})
    return {
        notice.id: Told(
            words=gettext(_SAID[notice.kind, str(notice.detail.get("way", ""))]),
            subject=one.subject,
            url=reverse("portal:question", args=[one.id]),
        )
        for notice in notices
        if (one := found.get(notice.target_id)) is not None
    }


kinds(
    Kind("portal.asked", _("Cổng: câu hỏi mới"), tell_question, is_work=True),
    Kind(
        "portal.to-answer",
        _("Cổng: câu hỏi cần trả lời"),
        tell_question,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind("portal.to-check", _("Cổng: trả lời chờ duyệt"), tell_question, is_work=True),
    Kind("portal.owed", _("Cổng: hạn trả lời người dân"), tell_question, is_work=True),
)


_PAPER_SAID = {
    PublishingState.WAITING: _("Văn bản đã phát hành chờ quyết định công khai"),
    PublishingState.ASKED: _("Văn bản chờ trả lời về dữ liệu cá nhân"),
}


def tell_paper(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """As it stands now; what is decided by now is told no more. One query."""
    if not decides_papers(seat):
        return {}
    rows = Publishing.objects.filter(agency=seat.agency_id, state__in=list(_PAPER_SAID))
    found = rows.select_related("entry").in_bulk({one.target_id for one in notices})
    return {
        notice.id: _paper_told(one)
        for notice in notices
        if (one := found.get(notice.target_id)) is not None
    }


def _paper_told(one: Publishing) -> Told:
    asked = one.state == PublishingState.ASKED
    name = "portal:personal" if asked else "portal:of-line"
    return Told(
        words=gettext(_PAPER_SAID[PublishingState(one.state)]),
        paper=one.entry.symbol if one.entry else "",
        subject=one.summary,
        url=reverse(name, args=[one.pk if asked else one.entry_id]),
    )


def tell_second(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Of a paper that two are to replace: which takes effect first; two queries."""
    if not decides_papers(seat):
        return {}
    rows = OutgoingEntry.objects.filter(agency=seat.agency_id)
    found = rows.in_bulk({one.target_id for one in notices})
    named = {one.id: UUID(str(one.detail["paper"])) for one in notices}
    papers = PublicDocument.objects.in_bulk(named.values())
    words = gettext("Hai văn bản cùng thay thế %(paper)s; %(first)s có hiệu lực trước")
    return {
        notice.id: Told(
            words=words % {"paper": paper.symbol, "first": paper.later_symbol},
            paper=one.symbol,
            subject=one.subject,
            url=reverse("portal:of-line", args=[one.pk]),
        )
        for notice in notices
        if (one := found.get(notice.target_id)) is not None
        and (paper := papers.get(named[notice.id])) is not None
    }


_PAGE_SAID = {
    ("portal.page-to-judge", ""): _("trình trang trên cổng chờ duyệt"),
    ("portal.page-sent-back", ""): _("trả lại trang trên cổng để sửa"),
    ("portal.page-days", "review"): _("Trang trên cổng đến ngày xem lại"),
    ("portal.page-days", "expiry"): _("Trang trên cổng sắp tự gỡ xuống"),
    ("portal.page-days", "link"): _(
        "Trang trên cổng có liên kết tới văn bản không còn trên cổng"
    ),
}


def tell_page(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Of pages of the site the seat writes for; two queries."""
    if not may_edit(seat):
        return {}
    named = {notice.id: _numbers(notice) for notice in notices}
    titles = pages_by_number(sorted(set().union(*named.values())), seat.agency_id)
    told = {}
    for notice in notices:
        pages = [number for number in named[notice.id] if number in titles]
        if not pages:
            continue
        said = _PAGE_SAID[notice.kind, str(notice.detail.get("way", ""))]
        told[notice.id] = Told(
            words=gettext(said),
            subject="; ".join(titles[number] for number in pages),
            url=reverse("wagtailadmin_pages:edit", args=[pages[0]])
            if len(pages) == 1
            else reverse("portal:meter-site", args=[seat.agency_id]),
        )
    return told


def _numbers(notice: NoticeLike) -> set[int]:
    """Of several pages, or the one whose number is the target's."""
    if notice.kind == "portal.page-days":
        return {int(number) for number in str(notice.detail.get("pages", "")).split()}
    return {notice.target_id.int}


kinds(
    Kind("portal.paper", _("Cổng: văn bản chờ công khai"), tell_paper, is_work=True),
    Kind(
        "portal.replaced-twice",
        _("Cổng: hai văn bản cùng thay thế một văn bản"),
        tell_second,
    ),
    Kind("portal.page-to-judge", _("Cổng: trang chờ duyệt"), tell_page, is_work=True),
    Kind(
        "portal.page-sent-back",
        _("Cổng: trang bị trả lại"),
        tell_page,
        mail=Mailing.AT_ONCE,
        is_work=True,
    ),
    Kind(
        "portal.page-days",
        _("Cổng: trang đến ngày xem lại, sắp tự gỡ"),
        tell_page,
        is_work=True,
    ),
)
