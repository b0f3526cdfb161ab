"""One set of open data: what it is, its file, its structure."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from congvu.portal.models import PublicSet
from congvu.portal.views.files import shelved
from congvu.portal.views.papers import section_of
from congvu.registry.rules import FREQUENCY_NAMES, Frequency

_OPEN = 16


def _found(data_set_id: UUID) -> PublicSet:
    found = PublicSet.objects.filter(pk=data_set_id).first()
    if found is None:
        raise Http404
    return found


def _address(found: PublicSet) -> str:
    return f"/du-lieu-mo/bo/{found.pk}/"


@require_safe
def one(request: HttpRequest, data_set_id: UUID) -> HttpResponse:
    found = _found(data_set_id)
    context = {
        "page": section_of(_OPEN, ""),
        "found": found,
        "told": found.told,
        "frequency": _(FREQUENCY_NAMES[Frequency(found.told["frequency"])]),
        "url": f"{settings.PORTAL_URL}{_address(found)}",
    }
    return render(request, "portal/open_set.html", context)


@require_safe
def data(request: HttpRequest, data_set_id: UUID) -> HttpResponseBase:
    found = _found(data_set_id)
    answer = shelved(
        request,
        found.sha256,
        f"{found.pk}.csv",
        "text/csv; charset=utf-8",
        about=_address(found),
    )
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def schema(_request: HttpRequest, data_set_id: UUID) -> JsonResponse:
    found = _found(data_set_id)
    answer = JsonResponse(
        found.schema, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
    answer.headers["Content-Type"] = "application/schema+json; charset=utf-8"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
