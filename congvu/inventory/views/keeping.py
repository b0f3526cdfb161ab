"""Which posts keep the machines of the whole province, beside its administrator."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from congvu.inventory import actions, queries
from congvu.inventory.access import get_keeper_to_end
from congvu.inventory.forms import KeeperForm
from congvu.inventory.views.deeds import METHODS, as_namer, posted, press, tabs
from congvu.organisations.access import SeatRequest
from congvu.ui.deeds import done


@require_http_methods(METHODS)
@as_namer
def keepers(request: SeatRequest) -> HttpResponse:
    seat, on = request.seat, timezone.localdate()
    offered = queries.posts_offered(on)
    form = KeeperForm(posted(request), posts=offered)
    made = None
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.name_keeper(
                post_id=UUID(form.cleaned_data["post_id"])
                if form.cleaned_data["post_id"]
                else None,
                basis=form.cleaned_data["basis"],
                by=seat,
                at=timezone.now(),
            ),
        )
    if made is not None:
        form = KeeperForm(None, posts=offered)
    context = {
        "form": form,
        "rows": [
            (one, dict(offered).get(one.post_id, one.post.name))
            for one in queries.keepers_ever()
        ],
        "on": on,
        "tab_items": tabs(seat, "keepers"),
    }
    status = 422 if form.errors else 200
    return render(request, "inventory/keepers.html", context, status=status)


@require_POST
@as_namer
def end_keeper(request: SeatRequest, keeper_id: UUID) -> HttpResponse:
    found = get_keeper_to_end(request.seat, keeper_id)
    return press(
        request,
        lambda: actions.end_keeper(
            keeper_id=found.pk, by=request.seat, at=timezone.now()
        ),
        _("Đã thôi giao."),
        reverse("inventory:keepers"),
    )
