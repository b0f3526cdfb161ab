"""Audits: who was asked, who is missing, what each answered."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from congvu.controls import actions, queries
from congvu.controls.access import (
    answers_part,
    get_audit_for,
    get_audit_to_run,
    get_part_for,
    get_part_requirement,
    get_part_to_answer,
    get_part_to_judge,
    get_part_to_name,
    names_respondent,
    reads,
    runs_audit,
    seen_audits,
    seen_findings,
    seen_parts,
    starts_audits,
    systems_audited,
)
from congvu.controls.forms import AuditForm, DropForm, RespondentForm
from congvu.controls.models import AuditPart
from congvu.controls.queries import Line
from congvu.controls.rules import NOW_NAMES, PART_NAMES, Now, PartNow, part_now
from congvu.controls.views.answers import answer_page
from congvu.controls.views.deeds import (
    KEEP,
    METHODS,
    TONES,
    Words,
    answer,
    posted,
    press,
    tabs,
    uuid_or_none,
)
from congvu.controls.views.findings import finding_rows
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.queries import agency_names_on
from congvu.ui import rules as ui

_PART_TONES = {PartNow.HANDED: "done", PartNow.LATE: "late", PartNow.OPEN: "look"}


def _part_url(part_id: UUID) -> str:
    return reverse("controls:audit-part", args=[part_id])


@require_safe
@with_seat()
def audits(request: SeatRequest) -> HttpResponse:
    """Newest first; who is named in one finds it here, too."""
    seat = request.seat
    page, counts = queries.audits_page(
        seen_audits(seat), seen_parts(seat), uuid_or_none(request.GET.get("sau", ""))
    )
    names = agency_names_on({one.agency_id for one in page.rows}, seat.on)
    context = {
        "rows": [
            (one, names.get(one.agency_id, "–"), *counts.get(one.pk, (0, 0)))
            for one in page.rows
        ],
        "starts": starts_audits(seat),
        "reads": reads(seat),
        "pages": ui.Pages(
            previous_url="?" if "sau" in request.GET else "",
            next_url=f"?sau={page.after.hex}" if page.after else "",
        ),
        "tab_items": tabs("audits"),
    }
    return render(request, "controls/audits.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def start(request: SeatRequest) -> HttpResponse:
    seat, today = request.seat, timezone.localdate()
    form = AuditForm(
        posted(request),
        catalogues=queries.catalogues_on(today),
        systems=list(systems_audited(seat).order_by("name", "pk")),
    )
    words = Words(
        _("Mở đợt kiểm tra"),
        _("Mở, báo người trả lời"),
        _("Đã mở; từng đơn vị đã được báo."),
        seat.agency_name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.start_audit(data=form.data_given(), by=seat, at=timezone.now()),
        template="controls/form.html",
        back=reverse("controls:audits"),
        to=lambda made: reverse("controls:audit", args=[made.pk]),
        more={"parent": _("Kiểm tra")},
    )


@require_safe
@with_seat()
def audit(request: SeatRequest, audit_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_audit_for(request.seat, audit_id)
    rows = queries.parts_of(found, seen_parts(seat))
    names = agency_names_on({one.system.agency_id for one in rows}, seat.on)
    runs = runs_audit(seat, found)
    missing = sum(one.handed_at is None for one in rows)
    here = queries.findings_page(seen_findings(seat).filter(part__audit=found), None)
    context = {
        "found": found,
        "rows": [
            {**_shown(one), "agency": names.get(one.system.agency_id, "–")}
            for one in rows
        ],
        "counted": [
            ui.Figure(_("hệ thống được hỏi"), ui.dotted(len(rows))),
            ui.Figure(_("đã nộp"), ui.dotted(len(rows) - missing)),
            ui.Figure(_("còn thiếu"), ui.dotted(missing)),
        ],
        "findings": finding_rows(here.rows),
        "may_close": runs and found.closed_at is None and not missing,
    }
    return render(request, "controls/audit.html", context)


def _shown(part: AuditPart) -> dict[str, object]:
    now = part_now(
        handed=part.handed_at is not None,
        due=part.audit.due,
        on=timezone.localdate(),
    )
    return {"part": part, "words": _(PART_NAMES[now]), "tone": _PART_TONES[now]}


@require_safe
@with_seat()
def part(request: SeatRequest, part_id: UUID) -> HttpResponse:
    """What is asked of a system and how it stands; handed in, as it was told."""
    seat, found = request.seat, get_part_for(request.seat, part_id)
    handed, is_open = found.handed_at is not None, found.audit.closed_at is None
    answers = answers_part(seat, found) and not handed and is_open
    names = queries.posts_named(found.system.agency_id, timezone.localdate())
    judges = runs_audit(seat, found.audit)
    here = queries.findings_page(seen_findings(seat).filter(part=found), None)
    context = {
        **_shown(found),
        "lines": _told(found) if handed else _asked(found),
        "respondent": names.get(found.post_id) if found.post_id else None,
        "answers": answers,
        "names": names_respondent(seat, found) and not handed and is_open,
        "judges": judges and handed,
        "returns": judges and handed and is_open,
        "findings": finding_rows(here.rows),
    }
    return render(request, "controls/audit_part.html", context)


def _asked(found: AuditPart) -> list[dict[str, object]]:
    sections = queries.sections_of(
        found.system, timezone.localdate(), found.audit.catalogue
    )
    return [_line(one) for section in sections for one in section.lines]


def _line(one: Line) -> dict[str, object]:
    own = one.answer
    return {
        "id": one.requirement.pk,
        "code": one.requirement.code,
        "name": one.requirement.name,
        "now": _(NOW_NAMES[one.now]),
        "tone": TONES.get(one.now, ""),
        "how": (own.how or own.reason) if own else "",
        "until": f"{own.valid_until:%d/%m/%Y}" if own and own.valid_until else "",
    }


def _told(found: AuditPart) -> list[dict[str, object]]:
    return [
        {
            **one,
            "now": _(NOW_NAMES[Now(one["now"])]),
            "tone": TONES.get(Now(one["now"]), ""),
            "until": "/".join(reversed(one["until"].split("-"))),
        }
        for one in found.told
    ]


@require_http_methods(METHODS)
@with_seat()
def respondent(request: SeatRequest, part_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_part_to_name(request.seat, part_id)
    posts = queries.posts_named(found.system.agency_id, timezone.localdate())
    form = RespondentForm(posted(request), posts=posts, initial={"post": found.post_id})
    words = Words(
        _("Chọn người trả lời"), _("Chọn"), _("Đã chọn, đã báo."), found.system.name
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.name_respondent(
            part_id=found.pk, post_id=form.post_id(), by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=_part_url(found.pk),
        more={"parent": found.audit.title},
    )


@require_http_methods(METHODS)
@with_seat()
def answer_one(
    request: SeatRequest, part_id: UUID, requirement_id: UUID
) -> HttpResponse:
    """The system's own answer, given by who is named here."""
    found, asked = get_part_requirement(request.seat, part_id, requirement_id)
    crumbs = [(found.audit.title, _part_url(found.pk))]
    return answer_page(request, found.system, asked, crumbs)


@require_POST
@with_seat()
def hand_in(request: SeatRequest, part_id: UUID) -> HttpResponse:
    found = get_part_to_answer(request.seat, part_id)
    return press(
        request,
        lambda: actions.hand_in(part_id=found.pk, by=request.seat, at=timezone.now()),
        _("Đã nộp."),
        _part_url(found.pk),
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def hand_back(request: SeatRequest, part_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_part_to_judge(request.seat, part_id)
    form = DropForm(posted(request))
    form.fields["reason"].label = _("Vì sao trả lại")
    words = Words(
        _("Trả lại để trả lời lại"), _("Trả lại"), _("Đã trả lại."), found.system.name
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.hand_back(
            part_id=found.pk,
            reason=form.cleaned_data["reason"],
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=_part_url(found.pk),
        more={"parent": found.audit.title},
    )


@require_POST
@with_seat(KEEP)
def close(request: SeatRequest, audit_id: UUID) -> HttpResponse:
    found = get_audit_to_run(request.seat, audit_id)
    return press(
        request,
        lambda: actions.close_audit(
            audit_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã kết thúc đợt kiểm tra."),
        reverse("controls:audit", args=[found.pk]),
    )
