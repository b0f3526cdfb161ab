"""Kèm bản giấy: which types go out with paper, set by leader or office chief."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.law.queries import document_types
from congvu.organisations.access import SeatRequest, with_seat
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, queries
from congvu.outgoing.forms import PaperRuleForm
from congvu.outgoing.rules import BY_LAW
from congvu.outgoing.views.deeds import METHODS, done, posted


@require_http_methods(METHODS)
@with_seat(Permission.READ_REGISTER)
def paper_rules(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    may_set = seat.can(Permission.SET_SEQUENCES)
    if request.method == "POST" and not may_set:
        raise Http404
    types = [(t.code, t.name) for t in document_types(on)]
    form = PaperRuleForm(posted(request), types=types, initial={"valid_from": on})
    if done(
        form,
        lambda: actions.set_paper_rule(**form.cleaned_data, by=seat, at=timezone.now()),
    ):
        messages.success(request, _("Đã đặt quy định kèm bản giấy."))
        return redirect("outgoing:paper-rules")
    names = dict(types)
    rows = [
        (names.get(rule.type_code, rule.type_code) or _("mọi loại còn lại"), rule)
        for rule in queries.paper_rules_of(seat.agency_id)
    ]
    context = {
        "form": form,
        "rows": rows,
        "may_set": may_set,
        "by_law": _(BY_LAW.basis),
        "failed": _("Chưa đặt được"),
        "undone": _("Các quy định vẫn như trước."),
    }
    status = 422 if form.errors else 200
    return render(request, "outgoing/paper_rules.html", context, status=status)
