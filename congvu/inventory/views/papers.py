"""Papers about machines: drawn up, confirmed by who gets them, taken out as files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.inventory import actions, queries
from congvu.inventory.access import (
    get_paper_for,
    get_paper_to_keep,
    get_paper_to_settle,
    kept_agencies,
    kept_machines,
    may_settle,
    papers_seen,
    wipings_seen,
)
from congvu.inventory.forms import (
    DisposeForm,
    GiveForm,
    MoveForm,
    PaperForm,
    ReasonForm,
    SignerForm,
)
from congvu.inventory.models import Machine, MachinePaper
from congvu.inventory.rules import (
    MACHINE_KIND_NAMES,
    MOST_ON_A_PAPER,
    PAPER_KIND_NAMES,
    PAPER_STATE_NAMES,
    WIPING_NAMES,
    MachineKind,
    PaperKind,
    PaperState,
    Wiping,
)
from congvu.inventory.views.deeds import (
    METHODS,
    PAPER_TONES,
    Words,
    answer,
    as_keeper,
    posted,
    press,
    tabs,
    wiping_offered,
)
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.organisations.access import Seat, SeatRequest, with_seat
from congvu.organisations.queries import agencies_on, agency_on, units_on
from congvu.organisations.rules import Permission
from congvu.outgoing.queries import signers
from congvu.ui.deeds import as_download, refused

# In the address, and the kind of paper that it begins with.
KINDS = {
    "ban-giao": PaperKind.GIVE,
    "thu-hoi": PaperKind.BACK,
    "dieu-chuyen": PaperKind.MOVE,
    "thanh-ly": PaperKind.SELL,
}
_TITLES = {
    PaperKind.GIVE: gettext_noop("Bàn giao máy"),
    PaperKind.BACK: gettext_noop("Thu hồi máy"),
    PaperKind.MOVE: gettext_noop("Điều chuyển máy cho cơ quan khác"),
    PaperKind.SELL: gettext_noop("Thanh lý, tiêu hủy máy"),
}
_LEADS = {
    PaperKind.GIVE: gettext_noop("Bên nhận xác nhận thì máy mới về tên người nhận."),
    PaperKind.BACK: gettext_noop("Máy về kho của cơ quan ngay khi lập biên bản."),
    PaperKind.MOVE: gettext_noop("Cơ quan nhận xác nhận thì máy mới sang sổ bên ấy."),
    PaperKind.SELL: gettext_noop(
        "Máy ra khỏi số đang dùng từ hôm nay; lịch sử của máy còn nguyên."
    ),
}
_FORMS: dict[PaperKind, type[PaperForm]] = {
    PaperKind.GIVE: GiveForm,
    PaperKind.BACK: PaperForm,
    PaperKind.MOVE: MoveForm,
    PaperKind.SELL: DisposeForm,
}

PaperRow = tuple[MachinePaper, str, str, str]


def paper_line(one: MachinePaper) -> PaperRow:
    """(paper, kind, state, tone) in words."""
    state = PaperState(one.state)
    kind = _(PAPER_KIND_NAMES[PaperKind(one.kind)])
    return one, kind, _(PAPER_STATE_NAMES[state]), PAPER_TONES[state]


def _url(found: MachinePaper) -> str:
    return reverse("inventory:paper", args=[found.pk])


@require_safe
@as_keeper
def papers(request: SeatRequest) -> HttpResponse:
    seat = request.seat
    given = {key: nfc(request.GET.get(key, "")) for key in ("loai", "sau")}
    kind = given["loai"] if given["loai"] in set(PaperKind) else ""
    page = queries.papers_page(papers_seen(seat), kind=kind, after=given["sau"])
    kept = {"loai": kind} if kind else {}
    context = {
        "lines": [paper_line(one) for one in page.rows],
        "next_query": urlencode(kept | {"sau": page.after}) if page.after else "",
        "choices": [
            (_(words), urlencode({} if k == kind else {"loai": str(k)}), k == kind)
            for k, words in PAPER_KIND_NAMES.items()
        ],
        "narrowed": bool(kind),
        "tab_items": tabs(seat, "papers"),
    }
    return render(request, "inventory/papers.html", context)


def _chosen(request: SeatRequest) -> list[Machine]:
    """Those that were ticked, that one keeps, by name; of one paper at most."""
    given = request.POST.getlist("machines") or request.GET.getlist("may")
    ids = []
    for text in given[: MOST_ON_A_PAPER + 1]:
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    rows = kept_machines(request.seat).filter(pk__in=ids)
    return list(rows.order_by("name", "pk"))


def _form(
    kind: PaperKind, request: SeatRequest, machines: list[Machine], agency_id: UUID
) -> PaperForm:
    on = timezone.localdate()
    offered = [
        (one.pk, " · ".join(w for w in (one.name, one.serial, one.place) if w))
        for one in machines
    ]
    more: dict[str, Any] = {"machines": offered}
    more["initial"] = {"machines": [str(one.pk) for one in machines]}
    if kind == PaperKind.GIVE:
        more["people"] = queries.people_of(agency_id, on)
        more["units"] = [(u.id, u.name) for u in units_on(agency_id, on)]
    if kind == PaperKind.SELL:
        more["records"] = wiping_offered([agency_id])
    if kind == PaperKind.MOVE:
        every = agencies_on(on)
        more["agencies"] = [(a.id, a.name) for a in every if a.id != agency_id]
    return _FORMS[kind](posted(request), **more)


@require_http_methods(METHODS)
@as_keeper
def draw_up(request: SeatRequest, kind: str) -> HttpResponse:
    """Of the machines that were ticked in the list, all of one agency."""
    if kind not in KINDS:
        raise Http404
    wanted, seat = KINDS[kind], request.seat
    machines = _chosen(request)
    agency_id = machines[0].agency_id if machines else seat.agency_id
    agency = agency_on(agency_id, timezone.localdate())
    form = _form(wanted, request, machines, agency_id)
    words = Words(
        title=_(_TITLES[wanted]),
        button=_("Lập biên bản"),
        done=_("Đã lập biên bản."),
        lead=f"{agency.name if agency else ''}. {_(_LEADS[wanted])}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.draw_up(
            wish=form.wish(agency_id, wanted), by=seat, at=timezone.now()
        ),
        back=reverse("inventory:list"),
        to=_url,
        more={"none_chosen": not machines},
    )


@require_safe
@with_seat()
def paper(request: SeatRequest, paper_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_paper_for(seat, paper_id)
    _found, kind, state, tone = paper_line(found)
    waits = found.state == PaperState.WAITING
    agencies = kept_agencies(seat)
    gives = agencies is None or found.agency_id in agencies
    agency = agency_on(found.agency_id, found.on)
    kept = set(
        kept_machines(seat)
        .filter(paper_lines__paper=found)
        .values_list("pk", flat=True)
    )
    context = {
        "found": found,
        "kind": kind,
        "state": state,
        "tone": tone,
        "agency": agency.name if agency else "",
        "reads_wiped": found.wiped_id is not None
        and wipings_seen(seat).filter(pk=found.wiped_id).exists(),
        "wiping": _(WIPING_NAMES[Wiping(found.wiping)]) if found.wiping else "",
        "lines": [
            (
                line,
                _(MACHINE_KIND_NAMES[MachineKind(line.kind)]),
                line.machine_id in kept,
            )
            for line in queries.lines_of(found)
        ],
        "settles": waits and may_settle(seat, found),
        "withdraws": waits and gives,
        "drafts": seat.can(Permission.DRAFT)
        and found.state in (PaperState.WAITING, PaperState.DONE),
        "back": _back(seat),
        "tab_items": tabs(seat, "papers"),
    }
    return render(request, "inventory/paper.html", context)


def _back(seat: Seat) -> str:
    keeps = kept_agencies(seat) != []
    return reverse("inventory:papers" if keeps else "inventory:mine")


@require_safe
@with_seat()
def paper_file(request: SeatRequest, paper_id: UUID, form: str) -> HttpResponse:
    found = get_paper_for(request.seat, paper_id)
    if form not in ("pdf", "docx"):
        raise Http404
    try:
        made = actions.set_paper(paper=found, form="pdf" if form == "pdf" else "docx")
    except Refused as why:
        refused(request, why)
        return redirect(_url(found))
    return as_download(made)


@require_POST
@with_seat()
def confirm(request: SeatRequest, paper_id: UUID) -> HttpResponse:
    found = get_paper_to_settle(request.seat, paper_id)
    return press(
        request,
        lambda: actions.confirm(paper_id=found.pk, by=request.seat, at=timezone.now()),
        _("Đã xác nhận nhận máy."),
        _url(found),
    )


@require_http_methods(METHODS)
@with_seat()
def refuse(request: SeatRequest, paper_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_paper_to_settle(seat, paper_id)
    form = ReasonForm(posted(request))
    words = Words(
        title=_("Không nhận máy"),
        button=_("Không nhận"),
        done=_("Đã ghi là không nhận; máy vẫn ở bên giao."),
        lead=_("Biên bản số %(number)d/%(year)d")
        % {"number": found.number, "year": found.year},
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.refuse(
            paper_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
    )


@require_POST
@as_keeper
def withdraw(request: SeatRequest, paper_id: UUID) -> HttpResponse:
    found = get_paper_to_keep(request.seat, paper_id)
    return press(
        request,
        lambda: actions.withdraw(paper_id=found.pk, by=request.seat, at=timezone.now()),
        _("Đã rút biên bản; máy không thay đổi gì."),
        _url(found),
    )


@require_http_methods(METHODS)
@with_seat(Permission.DRAFT)
def draft(request: SeatRequest, paper_id: UUID) -> HttpResponse:
    """The paper as a draft, to be signed and numbered as any other paper."""
    seat = request.seat
    found = get_paper_for(seat, paper_id)
    offered = [
        (post.id, f"{post.person_name}, {post.name}")
        for post in signers(seat.agency_id, timezone.localdate())
    ]
    form = SignerForm(posted(request), signers=offered)
    words = Words(
        title=_("Soạn biên bản để ký"),
        button=_("Soạn dự thảo"),
        done=_("Đã soạn dự thảo biên bản."),
        lead=_("Dự thảo mang đủ nội dung biên bản; ký, cấp số như mọi văn bản."),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.draft_paper(
            paper=found,
            signer_post_id=UUID(form.cleaned_data["signer"]),
            by=seat,
            at=timezone.now(),
        ),
        back=_url(found),
        to=lambda made: reverse("outgoing:draft", args=[made.pk]),
    )
