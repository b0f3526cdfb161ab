"""``/api/v1/``: every app's machine door put together, and how it says no.

Errors are ``application/problem+json`` (RFC 9457), in the words a page would use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import JSONRenderer
from ninja.responses import NinjaJSONEncoder

from congvu.accounts.api import router as accounts_router
from congvu.archives.api import (
    appraising_router,
    dossiers_router,
    items_router,
    packages_router,
    plans_router,
    retaining_router,
)
from congvu.archives.api import handing_router as archive_handing_router
from congvu.audit.api import router as audit_router
from congvu.calendar.api import entries_router as calendar_entries_router
from congvu.calendar.api import feeds_router as calendar_feeds_router
from congvu.calendar.api import meetings_router as calendar_meetings_router
from congvu.calendar.api import resources_router as calendar_resources_router
from congvu.calendar.api import weeks_router as calendar_weeks_router
from congvu.catalogues.api import catalogues_router, open_catalogues_router
from congvu.config.description import PROBLEM, DescribedAPI
from congvu.config.interrupted import RETRY_AFTER
from congvu.config.middleware import KEPT
from congvu.controls.api import (
    learning_router,
    requirements_router,
    security_audits_router,
    security_people_router,
    security_regulations_router,
    security_reports_router,
)
from congvu.directives.api import directives_router, proposals_router
from congvu.dissemination.api import tellings_router
from congvu.documents.api import (
    books_router,
    entries_router,
    following_router,
    handing_router,
    handling_router,
    intake_router,
    leaving_router,
    piles_router,
    registry_router,
    rights_router,
    routing_router,
    saved_router,
    slip_router,
)
from congvu.duties.api import difficulties_router, duties_router
from congvu.duties.api import following_router as duty_following_router
from congvu.duties.api import scorecard_router as duty_scorecard_router
from congvu.duties.api import shares_router as duty_shares_router
from congvu.exchange.api import (
    directory_router,
    packets_router,
    regulation_router,
    share_router,
)
from congvu.exchange.api import router as exchange_router
from congvu.figures.api import router as figures_router
from congvu.finding.api import router as finding_router
from congvu.handbook.api import router as handbook_router
from congvu.health.api import router as health_router
from congvu.home.api import router as home_router
from congvu.imports.api import router as imports_router
from congvu.incidents.api import (
    drills_router,
    incidents_router,
    threat_signs_router,
    unit_warnings_router,
)
from congvu.inspections.api import body_router as inspected_router
from congvu.inspections.api import inspections_router
from congvu.inspections.api import work_router as inspection_work_router
from congvu.inventory.api import (
    machine_papers_router,
    machines_router,
    media_wipings_router,
)
from congvu.investment.api import (
    budget_router,
    estimates_router,
    needs_router,
    period_plans_router,
    steps_router,
    versions_router,
)
from congvu.jobs.api import router as jobs_router
from congvu.law.api import router as law_router
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import NotNow, Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.licences.api import catalogue_router as software_catalogue_router
from congvu.licences.api import plans_router as open_source_router
from congvu.licences.api import position_router as software_position_router
from congvu.licences.api import rights_router as software_rights_router
from congvu.logs.api import router as logs_router
from congvu.logs.api import rules_router as detection_rules_router
from congvu.mailboxes.api import (
    mail_asking_router,
    mail_deliveries_router,
    mail_letters_router,
    mailboxes_router,
    own_mailbox_router,
)
from congvu.network.api import (
    network_inside_router,
    network_options_router,
    network_router,
    service_contracts_router,
    subnets_router,
)
from congvu.notices.api import router as notices_router
from congvu.openid.api import router as openid_router
from congvu.organisations.api import DOORS
from congvu.organisations.api import router as organisations_router
from congvu.outgoing.api import (
    attachments_router,
    copies_router,
    drafts_router,
    groups_router,
    issuing_router,
    outgoing_years_router,
    outside_router,
    paper_rules_router,
    signing_router,
    templates_router,
)
from congvu.outgoing.api import book_router as outgoing_book_router
from congvu.portal.api import (
    open_drafts_router,
    portal_editors_router,
    portal_meter_router,
    portal_profiles_router,
    public_papers_router,
    questions_router,
)
from congvu.privacy.api import processing_router, subject_requests_router
from congvu.registry.api import (
    data_catalogue_router,
    data_sets_router,
    database_loads_router,
    database_rows_router,
    databases_router,
    load_sources_router,
    load_tasks_router,
    sharing_agreements_router,
)
from congvu.reporting.api import forms_router as report_forms_router
from congvu.reporting.api import returns_router as report_returns_router
from congvu.reporting.api import rounds_router as report_rounds_router
from congvu.reviews.api import reviews_router
from congvu.signatures.api import keys_router as signing_keys_router
from congvu.signatures.api import router as signatures_router
from congvu.standards.api import software_evaluations_router, standards_router
from congvu.support.api import support_router
from congvu.surveys.api import (
    survey_norms_router,
    survey_sheets_router,
    surveys_router,
)
from congvu.systems.api import level_dossiers_router, systems_router
from congvu.training.api import (
    training_certificates_router,
    training_grades_router,
    training_keeping_router,
    training_lessons_router,
    training_papers_router,
    training_router,
)
from congvu.vulnerabilities.api import router as vulnerabilities_router
from congvu.watching.api import collectors_router as watching_collectors_router
from congvu.watching.api import sweeps_router as watching_sweeps_router
from congvu.watching.api import watching_router

# PostgreSQL keeps neither of these in a text.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


class KeepableParser(Parser):
    """JSON as usual; a character no database keeps is refused by name."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        if request.content_type != "application/json":
            raise HttpError(415, "not JSON")
        data: dict[str, Any] = json.loads(request.body)
        _refuse_unkeepable(data)
        return data

    def parse_querydict(
        self,
        data: MultiValueDict[str, Any],
        list_fields: list[str],
        request: HttpRequest,
    ) -> dict[str, Any]:
        for name in data:
            _refuse_unkeepable([v for v in data.getlist(name) if isinstance(v, str)])
        return super().parse_querydict(data, list_fields, request)


def _refuse_unkeepable(data: object) -> None:
    waiting: list[tuple[str, object]] = [("", data)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, str) and _UNKEEPABLE.search(value):
            words = _("Có ký tự không lưu được (NUL hoặc mã Unicode hỏng).")
            raise Refused([Reason(words, name or None)])
        if isinstance(value, dict):
            waiting += [(name, str(key)) for key in value]
            waiting += [(str(key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [(name, inner) for inner in value]


class _MomentsHere(NinjaJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, datetime):
            return o.astimezone(VIETNAM).isoformat(timespec="milliseconds")
        return super().default(o)


class MomentsHereRenderer(JSONRenderer):
    """Every moment as the clock on the wall tells it, with its offset (+07:00)."""

    encoder_class = _MomentsHere


api = DescribedAPI(
    title="Công Vụ",
    version="1",
    description=(
        "Văn bản đến, tiếp nhận, xử lý, sổ, tổng quan, tổ chức, quy định, nhật ký, "
        "chữ ký số, sổ tay và tài khoản của mình. Mã truy cập do trang Mã truy cập "
        "hoặc lệnh `congvu token create` cấp; gửi trong tiêu đề Authorization: "
        "Bearer. Tiêu đề X-Post chọn chức vụ. Người không giữ chức vụ nào nhận mã 401; "
        "điều không được xem trả về 404. Lỗi là application/problem+json, nêu mọi lý "
        "do một lần."
    ),
    auth=DOORS,
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api-v1",
    parser=KeepableParser(),
    renderer=MomentsHereRenderer(),
)
for router in (
    organisations_router,
    accounts_router,
    openid_router,
    law_router,
    signatures_router,
    signing_keys_router,
    intake_router,
    entries_router,
    handing_router,
    slip_router,
    books_router,
    leaving_router,
    piles_router,
    saved_router,
    registry_router,
    routing_router,
    following_router,
    rights_router,
    handling_router,
    outgoing_book_router,
    drafts_router,
    attachments_router,
    groups_router,
    issuing_router,
    signing_router,
    outside_router,
    templates_router,
    copies_router,
    paper_rules_router,
    outgoing_years_router,
    plans_router,
    dossiers_router,
    items_router,
    packages_router,
    archive_handing_router,
    appraising_router,
    retaining_router,
    directives_router,
    reviews_router,
    proposals_router,
    report_forms_router,
    report_rounds_router,
    report_returns_router,
    imports_router,
    exchange_router,
    packets_router,
    regulation_router,
    directory_router,
    share_router,
    tellings_router,
    duties_router,
    duty_shares_router,
    duty_following_router,
    duty_scorecard_router,
    difficulties_router,
    figures_router,
    inspections_router,
    machines_router,
    software_position_router,
    software_catalogue_router,
    software_rights_router,
    open_source_router,
    machine_papers_router,
    media_wipings_router,
    portal_meter_router,
    portal_profiles_router,
    questions_router,
    open_drafts_router,
    inspection_work_router,
    calendar_entries_router,
    calendar_weeks_router,
    calendar_resources_router,
    calendar_meetings_router,
    calendar_feeds_router,
    inspected_router,
    portal_editors_router,
    own_mailbox_router,
    mailboxes_router,
    mail_asking_router,
    mail_letters_router,
    mail_deliveries_router,
    network_router,
    network_inside_router,
    network_options_router,
    subnets_router,
    service_contracts_router,
    support_router,
    surveys_router,
    survey_sheets_router,
    survey_norms_router,
    watching_router,
    watching_collectors_router,
    watching_sweeps_router,
    systems_router,
    level_dossiers_router,
    learning_router,
    requirements_router,
    security_audits_router,
    security_people_router,
    security_regulations_router,
    security_reports_router,
    logs_router,
    detection_rules_router,
    vulnerabilities_router,
    incidents_router,
    threat_signs_router,
    drills_router,
    unit_warnings_router,
    processing_router,
    training_router,
    training_keeping_router,
    training_lessons_router,
    training_certificates_router,
    training_grades_router,
    training_papers_router,
    subject_requests_router,
    needs_router,
    period_plans_router,
    steps_router,
    estimates_router,
    versions_router,
    budget_router,
    standards_router,
    software_evaluations_router,
    catalogues_router,
    open_catalogues_router,
    databases_router,
    database_rows_router,
    database_loads_router,
    load_tasks_router,
    load_sources_router,
    data_catalogue_router,
    data_sets_router,
    sharing_agreements_router,
    public_papers_router,
    home_router,
    audit_router,
    jobs_router,
    health_router,
    notices_router,
    finding_router,
    handbook_router,
):
    api.add_router("", router)


def problem(status: int, title: str, **more: Any) -> HttpResponse:
    """A refusal for machines: status, title, and reasons where there are any."""
    return JsonResponse(
        {"type": "about:blank", "title": title, "status": status, **more},
        status=status,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
    )


@api.exception_handler(NotNow)
def not_now(request: HttpRequest, error: NotNow) -> HttpResponse:
    detail = " ".join(reason.message for reason in error.reasons)
    response = problem(503, _(_TITLES[503]), detail=detail)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    reasons = [{"message": _(r.message), "field": r.field} for r in error.reasons]
    detail = " ".join(reason["message"] or "" for reason in reasons)
    return problem(422, _("Không làm được"), detail=detail, reasons=reasons)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, _("Không tìm thấy"))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    response = problem(401, _("Cần mã truy cập hợp lệ của người đang giữ chức vụ"))
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(HttpError)
def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    # The framework wraps what a parser says.
    if isinstance(error.__cause__, Refused):
        return refused(request, error.__cause__)
    if isinstance(error.__cause__, HttpError):
        error = error.__cause__
    return problem(error.status_code, _title(error.status_code))


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    reasons = [
        {
            "message": _words(str(e["type"])),
            "field": ".".join(str(part) for part in e["loc"]),
        }
        for e in error.errors
    ]
    return problem(422, _("Dữ liệu gửi lên không đúng dạng"), reasons=reasons)


_WORDS = {
    "missing": gettext_noop("Thiếu trường bắt buộc này."),
    "uuid": gettext_noop("Không phải mã định danh (UUID)."),
    "datetime": gettext_noop("Không phải thời điểm, ví dụ 2026-11-23T09:05:00+07:00."),
    "date": gettext_noop("Không phải ngày, ví dụ 2026-11-23."),
    "int": gettext_noop("Phải là số nguyên."),
    "bool": gettext_noop("Phải là true hoặc false."),
    "string_type": gettext_noop("Phải là văn bản."),
    "string": gettext_noop("Văn bản quá ngắn hoặc quá dài."),
    "literal": gettext_noop("Không có trong các giá trị được phép."),
    "enum": gettext_noop("Không có trong các giá trị được phép."),
    "less_than": gettext_noop("Giá trị quá lớn."),
    "greater_than": gettext_noop("Giá trị quá nhỏ."),
}


def _words(kind: str) -> str:
    """The schema library's kind of fault ("uuid_parsing") in the office's words."""
    for start, words in _WORDS.items():
        if kind.startswith(start):
            return _(words)
    return _("Giá trị không đúng dạng.")


_TITLES = {
    400: gettext_noop("Yêu cầu không đọc được"),
    403: gettext_noop("Thiếu mã chống giả mạo (CSRF) của phiên đăng nhập"),
    404: gettext_noop("Không tìm thấy"),
    405: gettext_noop("Địa chỉ này không nhận phương thức đó"),
    413: gettext_noop("Yêu cầu quá lớn"),
    415: gettext_noop("Nội dung gửi lên phải là application/json"),
    503: gettext_noop("Hệ thống chưa làm được lúc này; việc có thể chưa được ghi"),
}


def _title(status: int) -> str:
    return _(_TITLES.get(status, gettext_noop("Có lỗi ở máy chủ; việc chưa được ghi")))


def problems_for_machines(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: below /api/ the framework's own error pages become problems, too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith("/api/"):
            return response
        is_problem = response.headers.get("Content-Type") == PROBLEM
        if response.status_code >= 400 and not is_problem:
            page, words = response, _title(response.status_code)
            response = problem(page.status_code, words)
            for name, value in page.headers.items():
                if name not in ("Content-Type", "Content-Length"):
                    response[name] = value
        response.headers.setdefault("Cache-Control", "private, no-store")
        if "json" in response.headers.get("Content-Type", ""):
            # Read by programs; a browser that is sent here keeps it and runs nothing.
            kept = 'attachment; filename="api.json"'
            response.headers.setdefault("Content-Disposition", kept)
            response["Content-Security-Policy"] = KEPT
        return response

    return middleware
