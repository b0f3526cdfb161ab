"""What is preferred on a day, and which paid products it could take the place of."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from congvu.law.rules import SURENESS_WORDS, RuleValue
from congvu.licences import actions
from congvu.licences.access import get_listing_to_end, may_list
from congvu.licences.forms.plans import EndListingForm, ListingForm
from congvu.licences.queries.listed import (
    Replaceables,
    aims,
    categories_of,
    own_listings,
    preferred,
    replaceable,
    ways_of_preferring,
)
from congvu.licences.rules import CATEGORY_NAMES, Category, Preferred
from congvu.licences.views.deeds import METHODS, READ, Words, coverage, sight
from congvu.licences.views.open_source import answer, os_tabs
from congvu.organisations.access import SeatRequest, with_seat
from congvu.ui.deeds import done, posted


def _lines(rows: list[Preferred]) -> list[tuple[str, list[tuple[Preferred, str]]]]:
    """By category, each with the word of how sure its source is, where it is not."""
    return [
        (
            _(CATEGORY_NAMES[Category(category)]),
            [
                (one, "" if one.is_sure else _(SURENESS_WORDS[one.sureness]))
                for one in found
            ],
        )
        for category, found in categories_of(rows)
    ]


def _cited(rows: list[RuleValue]) -> list[tuple[RuleValue, str]]:
    return [
        (one, "" if one.sureness == "read" else _(SURENESS_WORDS[one.sureness]))
        for one in rows
    ]


@require_http_methods(METHODS)
@with_seat(READ)
def listed(request: SeatRequest) -> HttpResponse:
    """Of the day that is asked for; the province's keeper adds to it."""
    seat = request.seat
    seen = sight(request, seat)
    if request.method == "POST" and not may_list(seat):
        raise Http404
    form = ListingForm(posted(request), initial={"since": seen.today})
    if request.method == "POST":
        made = done(
            form,
            lambda: actions.add_own_listing(
                **form.cleaned_data, by=seat, at=timezone.now()
            ),
        )
        if made is not None:
            messages.success(request, _("Đã thêm vào danh mục ưu tiên của tỉnh."))
            return redirect("licences:listed")
    found: Replaceables = replaceable(seen.agencies, seen.day)
    context = {
        "seen": seen,
        "groups": _lines(preferred(seen.day)),
        "aims": _cited(aims(seen.day)),
        "ways": _cited(ways_of_preferring(seen.day)),
        "found": found,
        "coverage": coverage(seen),
        "own": own_listings(seen.day) if may_list(seat) else [],
        "form": form if may_list(seat) else None,
        "tab_items": os_tabs("listed"),
    }
    status = 422 if form.errors else 200
    return render(request, "licences/listed.html", context, status=status)


@require_http_methods(METHODS)
@with_seat(READ)
def end_listing(request: SeatRequest, listing_id: UUID) -> HttpResponse:
    seat = request.seat
    found = get_listing_to_end(seat, listing_id)
    form = EndListingForm(posted(request), initial={"until": timezone.localdate()})
    return answer(
        request,
        form,
        Words(
            title=_("Thôi ưu tiên"),
            button=_("Thôi ưu tiên"),
            done=_("Đã ghi; lần mua trước ngày ấy vẫn xét theo danh mục cũ."),
            lead=found.name,
        ),
        lambda: actions.end_own_listing(
            listing_id=found.pk,
            until=form.cleaned_data["until"],
            by=seat,
            at=timezone.now(),
        ),
        back=reverse("licences:listed"),
    )
