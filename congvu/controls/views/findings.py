"""What audits found: who owes it by when, what proves that it was mended."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.controls import actions, queries
from congvu.controls.access import (
    answers_part,
    get_finding_for,
    get_finding_to_judge,
    get_finding_to_mend,
    get_part_to_judge,
    get_step_file,
    reads,
    runs_audit,
    seen_findings,
)
from congvu.controls.forms import FindingForm, JudgedForm, MendedForm, ReopenForm
from congvu.controls.models import AuditFinding
from congvu.controls.rules import (
    FINDING_NAMES,
    SEVERITY_NAMES,
    STEP_NAMES,
    FindingNow,
    FindingState,
    Severity,
    StepKind,
    finding_now,
    usual_mending,
)
from congvu.controls.views.deeds import (
    KEEP,
    METHODS,
    Words,
    answer,
    posted,
    sent,
    tabs,
    uuid_or_none,
)
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui import rules as ui

_TONES = {
    FindingNow.OPEN: "look",
    FindingNow.LATE: "late",
    FindingNow.PROVEN: "look",
    FindingNow.CLOSED: "done",
}


def _url(finding_id: UUID) -> str:
    return reverse("controls:finding", args=[finding_id])


def finding_rows(rows: list[AuditFinding]) -> list[dict[str, object]]:
    today = timezone.localdate()
    found = []
    for one in rows:
        now = finding_now(one.state, one.due, today)
        found.append(
            {
                "finding": one,
                "severity": _(SEVERITY_NAMES[Severity(one.severity)]),
                "words": _(FINDING_NAMES[now]),
                "tone": _TONES[now],
            }
        )
    return found


@require_safe
@with_seat()
def findings(request: SeatRequest) -> HttpResponse:
    """By their day; first what is not mended."""
    seat, every = request.seat, seen_findings(request.seat)
    whole = request.GET.get("tat-ca") == "1"
    rows = every if whole else every.exclude(state=FindingState.CLOSED)
    page = queries.findings_page(rows, uuid_or_none(request.GET.get("sau", "")))
    counted = queries.findings_counted(every, timezone.localdate())
    kept = "tat-ca=1&" if whole else ""
    context = {
        "rows": finding_rows(page.rows),
        "counted": [
            ui.Figure(_("phải khắc phục"), ui.dotted(counted.open)),
            ui.Figure(_("quá hạn"), ui.dotted(counted.late)),
            ui.Figure(_("chờ xác nhận"), ui.dotted(counted.proven)),
        ],
        "whole": whole,
        "reads": reads(seat),
        "pages": ui.Pages(
            previous_url=f"?{kept}" if "sau" in request.GET else "",
            next_url=f"?{kept}sau={page.after.hex}" if page.after else "",
        ),
        "tab_items": tabs("findings"),
    }
    return render(request, "controls/findings.html", context)


@require_safe
@with_seat()
def finding(request: SeatRequest, finding_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_finding_for(request.seat, finding_id)
    judges, state = runs_audit(seat, found.part.audit), found.state
    names = queries.posts_named(found.part.system.agency_id, timezone.localdate())
    context = {
        **finding_rows([found])[0],
        "owes": names.get(found.part.post_id) if found.part.post_id else None,
        "steps": [
            (one, _(STEP_NAMES[StepKind(one.kind)]))
            for one in found.steps.order_by("at", "pk")
        ],
        "mends": answers_part(seat, found.part) and state == FindingState.OPEN,
        "closes": judges and state == FindingState.PROVEN,
        "reopens": judges and state != FindingState.OPEN,
    }
    return render(request, "controls/finding.html", context)


@require_http_methods(METHODS)
@with_seat(KEEP)
def raise_one(request: SeatRequest, part_id: UUID) -> HttpResponse:
    seat, part = request.seat, get_part_to_judge(request.seat, part_id)
    asked = [(one["requirement"], f"{one['code']}. {one['name']}") for one in part.told]
    first = {"due": usual_mending(Severity.MEDIUM, timezone.localdate())}
    form = FindingForm(posted(request), requirements=asked, initial=first)
    form.fields["due"].help_text = _(
        "Cơ quan đặt, không văn bản nào nêu; đề xuất: nghiêm trọng 15 ngày, đáng kể "
        "30 ngày, nhẹ 90 ngày."
    )
    words = Words(
        _("Nêu tồn tại"),
        _("Nêu"),
        _("Đã nêu; người trả lời đã được báo."),
        part.system.name,
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.raise_finding(
            part_id=part.pk, data=form.data_given(), by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=reverse("controls:audit-part", args=[part.pk]),
        to=lambda made: _url(made.pk),
        more={"parent": part.audit.title},
    )


@require_http_methods(METHODS)
@with_seat()
def prove(request: SeatRequest, finding_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_finding_to_mend(request.seat, finding_id)
    form = MendedForm(posted(request), request.FILES or None)
    words = Words(_("Báo đã khắc phục"), _("Báo"), _("Đã báo."), found.words)
    return answer(
        request,
        form,
        words,
        lambda: actions.prove_mended(
            finding_id=found.pk,
            words=form.cleaned_data["words"],
            shown=form.shown(),
            by=seat,
            at=timezone.now(),
        ),
        template="controls/form.html",
        back=_url(found.pk),
        more={"parent": found.part.system.name},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def close(request: SeatRequest, finding_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_finding_to_judge(request.seat, finding_id)
    form = JudgedForm(posted(request))
    words = Words(
        _("Xác nhận đã khắc phục"), _("Xác nhận"), _("Đã xác nhận."), found.words
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.close_finding(
            finding_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=_url(found.pk),
        more={"parent": found.part.system.name},
    )


@require_http_methods(METHODS)
@with_seat(KEEP)
def reopen(request: SeatRequest, finding_id: UUID) -> HttpResponse:
    seat, found = request.seat, get_finding_to_judge(request.seat, finding_id)
    form = ReopenForm(posted(request))
    words = Words(_("Mở lại tồn tại"), _("Mở lại"), _("Đã mở lại."), found.words)
    return answer(
        request,
        form,
        words,
        lambda: actions.reopen_finding(
            finding_id=found.pk, **form.cleaned_data, by=seat, at=timezone.now()
        ),
        template="controls/form.html",
        back=_url(found.pk),
        more={"parent": found.part.system.name},
    )


@require_safe
@with_seat()
def proof(request: SeatRequest, finding_id: UUID, step_id: UUID) -> HttpResponse:
    return sent(*get_step_file(request.seat, finding_id, step_id))
