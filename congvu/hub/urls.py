"""Where each verb is asked."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from congvu.hub.rules import WORDS, Code
from congvu.hub.views import gateway, national


def alive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


def failed(_request: HttpRequest) -> HttpResponse:
    """A fault of ours: in both tongues at once, and 5xx says that one may try again."""
    told = national.said(Code.INTERNAL, WORDS["internal"])
    return JsonResponse(
        told | gateway.said(Code.INTERNAL, told["errorDesc"]), status=500
    )


handler500 = "congvu.hub.urls.failed"

urlpatterns = [
    path("health/live", alive),
    path("edoc/registerAgency", national.register_agency),
    path("edoc/deleteAgency", national.delete_agency),
    path("edoc/getAgenciesList", national.list_agencies),
    path("edoc/sendEdoc", national.send),
    path("edoc/getReceivedEdocList", national.list_received),
    path("edoc/getSentEdocList", national.list_sent),
    path("edoc/getEdoc", national.get),
    path("edoc/updateStatus", national.update_status),
    path("v1/sendEdoc", gateway.send),
    path("v1/syncReceivedEdocList", gateway.list_received),
    path("v1/getEdoc", gateway.get),
    path("v1/updateStatus", gateway.update_status),
]
