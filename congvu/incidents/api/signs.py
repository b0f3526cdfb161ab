"""Signs of attacks: as rows, and as bundles of STIX 2.1 in and out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File, Form, Router, Status, UploadedFile

from congvu.incidents import actions
from congvu.incidents.access import (
    get_incident_for,
    get_sign_for,
    get_sign_to_keep,
    need_warner,
    seen_signs,
)
from congvu.incidents.api.incidents import reader
from congvu.incidents.api.schemas import (
    IncidentReasonIn,
    SignsGivenIn,
    SignsLoadedOut,
    ThreatSignIn,
    ThreatSignOut,
    ThreatSignsOut,
)
from congvu.incidents.formats.stix import MOST_BYTES, TOO_LARGE
from congvu.incidents.models import ThreatSign
from congvu.incidents.queries.signs import signs_page
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.api import ApiRequest

router = Router(tags=["Sự cố"])
_ONE = "/threat-signs/{threat_sign_id}"


@router.get(
    "/threat-signs", response=ThreatSignsOut, summary="Dấu hiệu tấn công, mới trước"
)
def signs(request: ApiRequest, after: UUID | None = None) -> dict[str, Any]:
    page = signs_page(seen_signs(reader(request)), after)
    return {"items": page.rows, "after": page.after}


@router.post(
    "/threat-signs", response={201: ThreatSignOut}, summary="Ghi dấu hiệu tấn công"
)
def add(request: ApiRequest, data: ThreatSignIn) -> Status[ThreatSign]:
    seat = need_warner(reader(request))
    if data.incident_id is not None:
        get_incident_for(seat, data.incident_id)
    wish = actions.SignData(**data.model_dump())
    return Status(201, actions.add_sign(data=wish, by=seat, at=timezone.now()))


@router.post(
    "/threat-signs/bundles", response=SignsLoadedOut, summary="Nạp gói STIX 2.1"
)
def load(
    request: ApiRequest,
    source: Form[str],
    file: File[UploadedFile],
) -> SignsLoadedOut:
    seat = need_warner(reader(request))
    if (file.size or 0) > MOST_BYTES:
        raise Refused([Reason(_(TOO_LARGE), "file")])
    loaded = actions.load_signs(
        content=file.read(), source=source, by=seat, at=timezone.now()
    )
    return SignsLoadedOut.of(loaded)


_BUNDLE = {
    "application/stix+json": {
        "schema": {"type": "object", "required": ["type", "id", "objects"]}
    }
}


@router.post(
    "/threat-signs/given",
    summary="Xuất gói STIX 2.1",
    openapi_extra={"responses": {200: {"description": "STIX 2.1", "content": _BUNDLE}}},
)
def give(request: ApiRequest, data: SignsGivenIn) -> HttpResponse:
    seat = need_warner(reader(request))
    made = actions.give_signs(audience=data.audience, by=seat, at=timezone.now())
    return HttpResponse(made, content_type="application/stix+json;version=2.1")


@router.get(_ONE, response=ThreatSignOut, summary="Một dấu hiệu tấn công")
def sign(request: ApiRequest, threat_sign_id: UUID) -> ThreatSign:
    return get_sign_for(reader(request), threat_sign_id)


@router.post(_ONE + "/end", response=ThreatSignOut, summary="Thôi theo dõi dấu hiệu")
def end(
    request: ApiRequest, threat_sign_id: UUID, data: IncidentReasonIn
) -> ThreatSign:
    seat = reader(request)
    found = get_sign_to_keep(seat, threat_sign_id)
    return actions.end_sign(
        sign_id=found.pk, reason=data.reason, by=seat, at=timezone.now()
    )
