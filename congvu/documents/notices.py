"""What the office of papers tells people, said as each reader may know it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from congvu.documents import queries
from congvu.documents.access import scope_of
from congvu.documents.models import Assignment, IntakeItem, RegisterEntry
from congvu.documents.rules import (
    OPEN_ASSIGNMENT_STATES,
    OPEN_ENTRY_STATES,
    AssignmentState,
    IntakeState,
    Part,
)
from congvu.law.queries import calendar
from congvu.lib.dates import WorkCalendar
from congvu.lib.text import gettext_noop as _
from congvu.notices.rules import (
    Kind,
    Mailing,
    NoticeLike,
    OpenWork,
    Told,
    answers,
    kinds,
)
from congvu.organisations.access import Seat
from congvu.organisations.models import Reform
from congvu.organisations.rules import Permission
from congvu.ui.rules import Deadline

# (kind, way) → the predicate after the actor's name; without an actor a whole sentence.
_WORDS = {
    ("documents.given", Part.DIRECT): _("trình anh/chị cho ý kiến"),
    ("documents.given", Part.LEAD): _("giao anh/chị chủ trì"),
    ("documents.given", Part.SUPPORT): _("giao anh/chị phối hợp"),
    ("documents.given", "passed"): _("chuyển tiếp phần việc"),
    ("documents.given", "over"): _("bàn giao việc"),
    ("documents.informed", ""): _("gửi để biết"),
    ("documents.to-transfer", ""): _("đã bút phê, chờ văn thư chuyển"),
    ("documents.reported", ""): _("báo cáo kết quả, chờ xác nhận"),
    ("documents.reported", "across"): _("trả kết quả phối hợp"),
    ("documents.returned", ""): _("trả lại việc"),
    ("documents.confirmed", ""): _("xác nhận kết quả"),
    ("documents.withdrawn", ""): _("rút việc đã giao"),
    ("documents.extension", "asked"): _("xin lùi hạn"),
    ("documents.extension", "granted"): _("đồng ý lùi hạn"),
    ("documents.extension", "refused"): _("không đồng ý lùi hạn"),
    ("documents.extension", "moved"): _("đổi hạn"),
    ("documents.pass-on", "asked"): _("xin chuyển việc nơi khác"),
    ("documents.pass-on", "granted"): _("đồng ý chuyển việc nơi khác"),
    ("documents.pass-on", "refused"): _("không chuyển việc nơi khác"),
    ("documents.urged", ""): _("đôn đốc"),
    ("documents.due", ""): _("Nhắc hạn"),
    ("documents.late", ""): _("Nhắc việc quá hạn"),
    ("documents.registry", ""): _("Nhắc văn thư trình, chuyển"),
}


def tell_papers(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Two queries for any number; a paper the seat may not see is not told of."""
    ids = {notice.target_id for notice in notices}
    shown = (
        queries.visible_entries(scope_of(seat))
        .filter(pk__in=ids)
        .select_related("document")
        .defer("search", "search_text")
    )
    entries = {entry.id: entry for entry in shown}
    named = [n.detail["part"] for n in notices if "part" in n.detail]
    parts = {
        str(part.id): part
        for part in Assignment.objects.filter(pk__in=named, entry__in=list(entries))
    }
    days = calendar()
    return {
        n.id: _told(
            seat, n, entries[n.target_id], parts.get(n.detail.get("part", "")), days
        )
        for n in notices
        if n.target_id in entries
    }


def tell_urged(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Papers, and files at the door that their sender urges; three queries."""
    found = dict(tell_papers(seat, notices))
    if not seat.can(Permission.INTAKE):
        return found
    items = IntakeItem.objects.filter(
        pk__in={n.target_id for n in notices if n.id not in found},
        agency=seat.agency_id,
        state__in=[IntakeState.READY, IntakeState.REGISTERED],
    )
    at_door = {item.id: item for item in items}
    for notice in notices:
        item = at_door.get(notice.target_id)
        if item is not None:
            found[notice.id] = Told(
                words=gettext("đôn đốc"),
                paper=str(item.draft.get("symbol", "")),
                subject=str(item.draft.get("subject", "")),
                url=reverse("documents:intake-item", args=[item.id]),
            )
    return found


def _told(
    seat: Seat,
    notice: NoticeLike,
    entry: RegisterEntry,
    part: Assignment | None,
    days: WorkCalendar,
) -> Told:
    way = str(notice.detail.get("way", ""))
    said = _WORDS.get((notice.kind, way)) or _WORDS.get((notice.kind, ""))
    words = gettext(said or _WORDS["documents.given", Part.LEAD])
    is_reminder = notice.kind in ("documents.due", "documents.late")
    if is_reminder and part and part.desk_id not in seat.desks:
        words = gettext("%(words)s, đang ở %(who)s") % {
            "words": words,
            "who": part.desk_name.split(",")[0],
        }
    return Told(
        words=words,
        paper=paper_words(entry),
        subject=entry.document.subject,
        deadline=_deadline(notice, entry, part, seat.on, days),
        url=reverse("documents:entry", args=[entry.id]),
    )


def paper_words(entry: RegisterEntry) -> str:
    """Number and symbol: what may stand in a mail."""
    number = gettext("số đến %(number)s") % {"number": entry.number}
    symbol = entry.document.symbol
    return f"{number}, {symbol}" if symbol else number


def _is_instructed(part: Assignment) -> bool:
    """Its leader has said what to do: from then on the paper's own day counts."""
    return part.part == Part.DIRECT and part.state == AssignmentState.HANDED_ON


def _deadline(
    notice: NoticeLike,
    entry: RegisterEntry,
    part: Assignment | None,
    on: date,
    days: WorkCalendar,
) -> Deadline | None:
    """The day that still counts for this reader; none where nothing is left to do."""
    if notice.kind == "documents.registry":
        due_on = entry.move_by
    elif part is not None and not _is_instructed(part):
        asks = part.state in OPEN_ASSIGNMENT_STATES and part.part != Part.INFORM
        due_on = part.due_on if asks else None
    else:
        due_on = entry.due_on if entry.state in OPEN_ENTRY_STATES else None
    if due_on is None:
        return None
    return queries.deadline_of(due_on, on=on, days=days)


def tell_taken_over(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """What an act brought to the reader's desks; one query."""
    acts = Reform.objects.in_bulk([n.target_id for n in notices])
    found = {}
    for notice in notices:
        act, n = acts.get(notice.target_id), int(notice.detail.get("n", 0))
        if act is None:
            continue
        if notice.detail.get("way") == "registry":
            words = ngettext(
                "Văn thư nhận bàn giao %(n)d văn bản, tệp theo %(basis)s",
                "Văn thư nhận bàn giao %(n)d văn bản, tệp theo %(basis)s",
                n,
            )
        else:
            words = ngettext(
                "Nhận bàn giao %(n)d việc theo %(basis)s",
                "Nhận bàn giao %(n)d việc theo %(basis)s",
                n,
            )
        found[notice.id] = Told(
            words=words % {"n": n, "basis": act.legal_basis},
            url=reverse("documents:register"),
        )
    return found


def tell_door(seat: Seat, notices: Sequence[NoticeLike]) -> Mapping[UUID, Told]:
    """Files that lie at the registry's door, as many as there are now."""
    mine = [n for n in notices if n.target_id == seat.agency_id]
    if not mine or not seat.can(Permission.INTAKE):
        return {}
    count = queries.waiting_file_count(seat.agency_id)
    words = ngettext(
        "Nhắc văn thư: %(n)d tệp ở tiếp nhận chưa vào sổ",
        "Nhắc văn thư: %(n)d tệp ở tiếp nhận chưa vào sổ",
        count,
    ) % {"n": count}
    if not count:
        words = gettext("Tệp ở tiếp nhận đã vào sổ hết")
    url = reverse("documents:intake")
    return {
        n.id: Told(
            words=gettext("%(words)s, chưa báo nơi gửi là đã nhận") % {"words": words}
            if count and n.detail.get("step") == "notify"
            else words,
            url=url,
        )
        for n in mine
    }


kinds(
    Kind("documents.given", _("Việc được giao, trình"), tell_papers, is_work=True),
    Kind(
        "documents.urged",
        _("Đôn đốc"),
        tell_urged,
        mail=Mailing.AT_ONCE,
        always=_("Đôn đốc luôn được báo trong phần mềm."),
        is_work=True,
    ),
    Kind(
        "documents.taken-over",
        _("Việc nhận bàn giao khi tổ chức lại"),
        tell_taken_over,
        is_work=True,
    ),
    Kind("documents.reported", _("Kết quả chờ xác nhận"), tell_papers, is_work=True),
    Kind("documents.returned", _("Việc bị trả lại"), tell_papers, is_work=True),
    Kind("documents.extension", _("Xin lùi hạn và trả lời"), tell_papers, is_work=True),
    Kind(
        "documents.pass-on",
        _("Xin chuyển nơi khác và trả lời"),
        tell_papers,
        is_work=True,
    ),
    Kind("documents.confirmed", _("Kết quả được xác nhận"), tell_papers),
    Kind("documents.withdrawn", _("Việc được rút, giao nơi khác"), tell_papers),
    Kind("documents.informed", _("Văn bản để biết"), tell_papers, is_work=True),
    Kind("documents.due", _("Nhắc trước hạn, đúng hạn"), tell_papers),
    Kind(
        "documents.late",
        _("Nhắc quá hạn"),
        tell_papers,
        always=_("Nhắc quá hạn luôn được báo trong phần mềm."),
    ),
    Kind(
        "documents.to-transfer",
        _("Văn thư: bút phê xong, chờ chuyển"),
        tell_papers,
        is_work=True,
    ),
    Kind("documents.registry", _("Văn thư: quá hạn trình, chuyển"), tell_papers),
    Kind("documents.at-door", _("Văn thư: tệp nằm lâu ở tiếp nhận"), tell_door),
)


@answers("open-work")
def open_work(seat: Seat, on: date) -> list[OpenWork]:
    """What the seat's desks still have to do by a day, for the digest."""
    days = calendar()
    return [
        OpenWork(
            key=item.assignment.id,
            paper=paper_words(item.assignment.entry),
            words=queries.verb(item.assignment),
            deadline=queries.deadline_of(item.assignment.due_on, on=on, days=days),
            url=reverse("documents:entry", args=[item.assignment.entry_id]),
        )
        for item in queries.my_work(seat.desks, on=on, days=days)
        if item.days_left is not None
    ]
