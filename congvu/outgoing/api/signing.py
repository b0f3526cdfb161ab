"""Signed by key, for machines; a key of somebody's own machine has its own exchange
(docs/signing-agent.md).
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from congvu.files.queries import open_file
from congvu.organisations.api import ApiRequest, Day, need
from congvu.organisations.rules import Permission
from congvu.outgoing import actions, client, queries
from congvu.outgoing.access import (
    get_draft_for,
    get_key_for,
    get_run_for,
    owner_of,
    to_sign_for,
)
from congvu.outgoing.api.schemas import PaperSignatureOut
from congvu.outgoing.models import Draft, DraftVersion, PaperSignature
from congvu.outgoing.queries import RunShown
from congvu.outgoing.rules import SignedHow

router = Router(tags=["Phát hành"])

How = Literal["personal", "agency"]


class SignIn(Schema):
    """The key to sign with; ``secret`` is its PIN, ``otp`` the code its service sent:
    passed on and kept nowhere.
    """

    key_id: UUID
    secret: Annotated[str, Field(max_length=200)] = ""
    otp: Annotated[str, Field(max_length=20)] = ""


class RunIn(SignIn):
    how: How
    draft_ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)]


class ToSignOut(Schema):
    """A draft that waits for a signature of this seat."""

    id: UUID
    subject: str
    type_name: str
    drafter_name: str
    unit_name: str
    version: int


class VersionMade(Schema):
    number: int
    remark: str


class RunPaperOut(Schema):
    draft_id: UUID
    subject: str
    state: str
    why: str
    done_at: datetime | None

    @staticmethod
    def resolve_subject(paper: Any) -> str:
        return str(paper.draft.subject)


class RunOut(Schema):
    """How far a run is; ``step``: preparing, phone, signing, ended. ``is_lost``: its
    process was killed, and what it had not signed still waits.
    """

    id: UUID
    how: str
    step: str
    started_at: datetime
    ended_at: datetime | None
    ended_because: str
    is_lost: bool
    signed: int
    failed: int
    waiting: int
    papers: list[RunPaperOut]


def _told(found: RunShown, at: datetime) -> dict[str, Any]:
    run = found.run
    names = ("id", "how", "step", "started_at", "ended_at", "ended_because")
    return {
        **{name: getattr(run, name) for name in names},
        "is_lost": run.is_lost(at),
        "signed": found.signed,
        "failed": found.failed,
        "waiting": found.waiting,
        "papers": found.papers,
    }


def _needed(how: str) -> Permission:
    return Permission.SIGN if how == SignedHow.PERSONAL else Permission.NUMBER


@router.post(
    "/drafts/{draft_id}/sign", response=PaperSignatureOut, summary="Ký số dự thảo"
)
def sign(request: ApiRequest, draft_id: UUID, data: SignIn) -> PaperSignature:
    seat, at = need(request, Permission.SIGN), timezone.now()
    get_draft_for(seat, draft_id)
    asked = actions.ready_to_sign(draft_id=draft_id, by=seat, at=at)
    key = get_key_for(seat, seat.person_id, data.key_id)
    applied = client.sign_with(asked, key=key, secret=data.secret, otp=data.otp, at=at)
    return actions.keep_personal_signature(
        draft_id=draft_id,
        version=asked.version,
        applied=applied,
        key=key,
        by=seat,
        at=at,
    )


@router.post(
    "/drafts/{draft_id}/seal", response=PaperSignatureOut, summary="Ký số của cơ quan"
)
def seal(request: ApiRequest, draft_id: UUID, data: SignIn) -> PaperSignature:
    seat, at = need(request, Permission.NUMBER), timezone.now()
    get_draft_for(seat, draft_id)
    asked = actions.ready_to_seal(draft_id=draft_id, by=seat, at=at)
    key = get_key_for(seat, seat.agency_id, data.key_id)
    done = client.seal_with(asked, key=key, secret=data.secret, otp=data.otp, at=at)
    return actions.keep_agency_signature(
        draft_id=draft_id,
        applied=done.applied,
        key=key,
        by=seat,
        at=at,
        marked=done.marked,
    )


@router.get(
    "/drafts/{draft_id}/signatures",
    response=list[PaperSignatureOut],
    summary="Ai ký, theo quyền nào",
)
def signatures(request: ApiRequest, draft_id: UUID) -> list[PaperSignature]:
    draft = get_draft_for(request.auth, draft_id)
    actions.record_draft_view(draft=draft, by=request.auth, at=timezone.now())
    return list(queries.signatures_of(draft.id).values())


@router.get("/drafts/{draft_id}/signed-file", summary="Tải tệp đã ký")
def signed_file(request: ApiRequest, draft_id: UUID) -> FileResponse:
    draft = get_draft_for(request.auth, draft_id)
    if draft.paper is None:
        raise Http404
    actions.record_file_view(
        on=draft, file=draft.paper, by=request.auth, at=timezone.now()
    )
    return FileResponse(
        open_file(draft.paper),
        as_attachment=True,
        filename="van-ban.pdf",
        content_type="application/pdf",
    )


class SignerIn(Schema):
    """A post, for its holder, or the delegation by which somebody acts from one."""

    signer: UUID
    signing_basis: Annotated[str, Field(max_length=300)] = ""
    by_head: bool = False


class SignerOut(Schema):
    """Who may be put down as the signer, and the lines above the name."""

    key: str
    words: str
    lines: list[str]
    reasons: list[str]


@router.get(
    "/drafts/{draft_id}/signers", response=list[SignerOut], summary="Ai ký được"
)
def signers(request: ApiRequest, draft_id: UUID) -> list[dict[str, Any]]:
    draft = get_draft_for(request.auth, draft_id)
    return [
        {
            "key": one.key,
            "words": one.words,
            "lines": list(one.authority.lines) if one.authority else [],
            "reasons": [_(reason.message) for reason in one.reasons],
        }
        for one in queries.signer_choices(draft, draft.signing_basis, request.auth.on)
    ]


@router.post("/drafts/{draft_id}/signer", response=VersionMade, summary="Đổi người ký")
def change_signer(request: ApiRequest, draft_id: UUID, data: SignerIn) -> DraftVersion:
    """A new version; what was approved goes back."""
    seat = need(request, Permission.DRAFT)
    get_draft_for(seat, draft_id)
    return actions.change_signer(
        draft_id=draft_id,
        signer=str(data.signer),
        basis=data.signing_basis,
        by_head=data.by_head,
        by=seat,
        at=timezone.now(),
    )


class FactsIn(Schema):
    """All of them: what is left out becomes what it is for a new draft."""

    type_code: Annotated[str, Field(max_length=20)]
    urgency: Annotated[str, Field(max_length=20)] = "normal"
    due_on: Day | None = None
    body_name: Annotated[str, Field(max_length=200)] = ""
    is_normative: bool = False


@router.post(
    "/drafts/{draft_id}/facts", response=VersionMade, summary="Đổi loại, độ khẩn, hạn"
)
def change_facts(request: ApiRequest, draft_id: UUID, data: FactsIn) -> DraftVersion:
    """A new version; what was approved goes back."""
    seat = need(request, Permission.DRAFT)
    get_draft_for(seat, draft_id)
    return actions.change_facts(
        draft_id=draft_id,
        facts=queries.DraftFacts(**data.dict()),
        by=seat,
        at=timezone.now(),
    )


# -- many at once


@router.get(
    "/waiting-signatures/{how}",
    response=list[ToSignOut],
    summary="Văn bản chờ tôi ký",
)
def waiting(request: ApiRequest, how: How) -> list[Draft]:
    """``personal``: the seat's own signature; ``agency``: the agency's, by a clerk."""
    seat = need(request, _needed(how))
    return queries.shown(to_sign_for(seat, SignedHow(how)))


@router.post(
    "/signing-runs", response={202: RunOut}, summary="Ký nhiều văn bản một lượt"
)
def start_run(request: ApiRequest, data: RunIn) -> dict[str, Any]:
    """The key is opened once; ask ``GET /signing-runs/{run_id}`` how far it is."""
    seat, at = need(request, _needed(data.how)), timezone.now()
    how = SignedHow(data.how)
    key = get_key_for(seat, owner_of(seat, how), data.key_id)
    run = actions.start_run(how=how, draft_ids=data.draft_ids, key=key, by=seat, at=at)
    told = _told(queries.run_shown(run), at)
    client.sign_all_later(
        actions.RunAtWork(run, seat),
        secret=data.secret,
        otp=data.otp,
        clock=timezone.now,
    )
    return told


@router.get("/signing-runs/{run_id}", response=RunOut, summary="Tiến độ lượt ký")
def run(request: ApiRequest, run_id: UUID) -> dict[str, Any]:
    found = get_run_for(request.auth, run_id)
    return _told(queries.run_shown(found), timezone.now())
