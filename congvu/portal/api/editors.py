"""Who writes for the agency's site."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from ninja import Router, Schema

from congvu.organisations.api import ApiRequest, need
from congvu.organisations.rules import Permission
from congvu.portal import actions
from congvu.portal.access import get_editor_for, get_post_for
from congvu.portal.models import SiteEditor
from congvu.portal.queries import Named, editors_of

router = Router(tags=["Cổng thông tin"])


class PortalEditorOut(Schema):
    """An editor's post; ``person`` is who sits there today."""

    id: UUID
    post: str
    unit: str
    person: str
    named_at: datetime


class PortalEditorIn(Schema):
    post_id: UUID


class PortalEditorNamed(Schema):
    id: UUID
    named_at: datetime


@router.get(
    "/portal-editors", response=list[PortalEditorOut], summary="Biên tập viên của cổng"
)
def editors(request: ApiRequest) -> list[Named]:
    seat = need(request, Permission.PUBLISH_PORTAL)
    return editors_of(seat.agency_id, seat.on)


@router.post("/portal-editors", response=PortalEditorNamed, summary="Cử biên tập viên")
def name_editor(request: ApiRequest, data: PortalEditorIn) -> SiteEditor:
    seat = need(request, Permission.PUBLISH_PORTAL)
    post = get_post_for(seat, data.post_id)
    return actions.name_editor(post=post, by=seat, at=timezone.now())


@router.post(
    "/portal-editors/{editor_id}/end",
    response={204: None},
    summary="Thôi cử biên tập viên",
)
def end_editor(request: ApiRequest, editor_id: UUID) -> None:
    seat = need(request, Permission.PUBLISH_PORTAL)
    editor = get_editor_for(seat, editor_id)
    actions.end_editor(editor=editor, by=seat, at=timezone.now())
