"""The rule that gives addresses: those there were, and the next with a try of it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.mailboxes import actions, queries
from congvu.mailboxes.access import keeps_all
from congvu.mailboxes.forms import RuleForm, rule_shown
from congvu.mailboxes.views.deeds import METHODS, Words, answer, posted, tabs
from congvu.organisations.access import SeatRequest, with_seat


@require_http_methods(METHODS)
@with_seat()
def rule(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    if not keeps_all(seat):
        raise Http404
    now = queries.rule_on(on)
    form = RuleForm(posted(request), initial=rule_shown(now, on))
    words = Words(
        title=_("Quy tắc địa chỉ thư"),
        button=_("Đặt quy tắc mới"),
        done=_("Đã đặt; địa chỉ đã cấp giữ nguyên."),
        lead=_("Cách đặt địa chỉ, dung lượng, thời gian chuyển tiếp; có ngày áp dụng"),
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.set_rule(
            data=form.data_given(), by=seat.actor, at=timezone.now()
        ),
        back=reverse("mailboxes:rule"),
        more={
            "tab_items": tabs(seat, "rule"),
            "rules": queries.rules_so_far(),
            "tries": queries.tries_of(now, on) if now is not None else [],
        },
    )
