"""``/api/v1/``: every app's machine door put together, and how it says no.

Errors are ``application/problem+json`` (RFC 9457), in the words a page would use.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from congvu.documents.api import entries_router, intake_router, routing_router
from congvu.law.api import router as law_router
from congvu.lib.refusals import Refused
from congvu.organisations.api import DOORS
from congvu.organisations.api import router as organisations_router

api = NinjaAPI(
    title="Công Vụ",
    version="1",
    description=(
        "Văn bản đến, tiếp nhận, xử lý, tổ chức và quy định. Mã truy cập do lệnh "
        "`congvu token create` cấp; gửi trong tiêu đề Authorization: Bearer."
    ),
    auth=DOORS,
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api-v1",
)
for router in (
    organisations_router,
    law_router,
    intake_router,
    entries_router,
    routing_router,
):
    api.add_router("", router)


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    """A refusal for machines: status, title, and reasons where there are any."""
    return JsonResponse(
        {"type": "about:blank", "title": title, "status": status, **more},
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    reasons = [{"message": r.message, "field": r.field} for r in error.reasons]
    return problem(422, _("Không làm được"), detail=str(error), reasons=reasons)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, _("Không tìm thấy"))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = problem(401, _("Cần mã truy cập hợp lệ của người đang giữ chức vụ"))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    reasons = [
        {"message": e["msg"], "field": ".".join(str(part) for part in e["loc"])}
        for e in error.errors
    ]
    return problem(422, _("Dữ liệu gửi lên không đúng dạng"), reasons=reasons)
