"""A closed dossier packed, and the package taken out."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from congvu.archives import actions, queries
from congvu.archives.access import (
    get_dossier_for,
    get_package_check_for,
    get_package_for,
    packs,
)
from congvu.archives.forms import PackageForm, PackForm
from congvu.archives.rules import PackageKind
from congvu.archives.views.deeds import (
    METHODS,
    Words,
    answer,
    as_download,
    posted,
    show_refusal,
)
from congvu.lib.refusals import Refused
from congvu.organisations.access import SeatRequest, with_seat


@require_http_methods(METHODS)
@with_seat()
def pack(request: SeatRequest, dossier_id: UUID) -> HttpResponse:
    found = get_dossier_for(request.seat, dossier_id)
    if not packs(request.seat):
        raise Http404
    form = PackForm(posted(request))
    words = Words(
        title=_("Đóng gói hồ sơ"),
        button=_("Đóng gói"),
        done=_("Đang đóng gói; gói xong sẽ tải được ở trang hồ sơ. Có thể rời trang."),
        lead=f"{found.symbol} · {found.title}",
    )
    return answer(
        request,
        form,
        words,
        lambda: actions.ask_for_package(
            dossier_id=found.id,
            kind=PackageKind(form.cleaned_data["kind"]),
            by=request.seat,
            at=timezone.now(),
        ),
        back=reverse("archives:dossier", args=[found.id]),
    )


@require_safe
@with_seat()
def package_file(
    request: SeatRequest, dossier_id: UUID, package_id: UUID
) -> HttpResponse:
    package = get_package_for(request.seat, dossier_id, package_id)
    try:
        made = actions.take_out_package(
            package=package, by=request.seat, at=timezone.now()
        )
    except Refused as why:
        raise Http404 from why
    return as_download(made)


@require_http_methods(METHODS)
@with_seat()
def check(request: SeatRequest) -> HttpResponse:
    """A package made elsewhere goes in; what is wrong with it is a page of its own."""
    seat = request.seat
    if not packs(seat):
        raise Http404
    form = PackageForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            made = actions.check_sent_package(
                stream=upload.file, name=upload.name, by=seat, at=timezone.now()
            )
        except Refused as why:
            show_refusal(form, why)
        else:
            return redirect("archives:package-check", made.pk)
    context = {"form": form, "earlier": queries.package_checks(seat.agency_id)}
    status = 422 if form.errors else 200
    return render(request, "archives/check.html", context, status=status)


@require_safe
@with_seat()
def checked(request: SeatRequest, check_id: UUID) -> HttpResponse:
    found = get_package_check_for(request.seat, check_id)
    return render(request, "archives/checked.html", {"check": found})
