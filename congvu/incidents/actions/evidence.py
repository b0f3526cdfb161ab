"""Evidence: known by its digest, passed from hand to hand, verified."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.incidents.actions.saying import (
    held,
    moment_reasons,
    needed_reasons,
    note,
    refuse_marked,
    tidy,
)
from congvu.incidents.models import CustodyStep, Evidence
from congvu.incidents.rules import (
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_REASON,
    MATCH_NAMES,
    Custody,
)
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class Digest:
    sha256: str
    size: int


def digest_of(chunks: Iterable[bytes]) -> Digest:
    """Of bytes that pass by: nothing of them is kept."""
    made, size = hashlib.sha256(), 0
    for chunk in chunks:
        made.update(chunk)
        size += len(chunk)
    return Digest(made.hexdigest(), size)


@dataclass(frozen=True)
class EvidenceData:
    name: str
    holder: str
    place: str
    reason: str
    taken_at: datetime | None


def take_evidence(
    *, incident_id: UUID, data: EvidenceData, digest: Digest, by: Seat, at: datetime
) -> Evidence:
    """The first link of its chain; the same bytes are one piece."""
    refuse_marked(texts=[data.name, data.reason], by=by, at=at)
    with transaction.atomic():
        name, holder = tidy(data.name), tidy(data.holder)
        place, reason = tidy(data.place), tidy(data.reason)
        found, reasons = held(incident_id, by)
        reasons += needed_reasons(name, "name", _("Ghi tên chứng cứ."), LONGEST_NAME)
        reasons += _holder_reasons(holder, reason)
        reasons += needed_reasons(place, "place", _("Ghi nơi giữ."), LONGEST_LINE)
        reasons += moment_reasons(data.taken_at, "taken_at", at)
        if digest.size == 0:
            reasons.append(Reason(_("Tệp rỗng (0 byte)."), "file"))
        if found.evidence.filter(sha256=digest.sha256).exists():
            reasons.append(Reason(_("Chứng cứ này đã ghi trong sự cố."), "file"))
        if reasons or data.taken_at is None:
            raise Refused(reasons)
        made = Evidence.objects.create(
            incident=found,
            name=name,
            sha256=digest.sha256,
            size=digest.size,
            place=place,
            taken_at=data.taken_at,
            at=at,
        )
        _link(made, Custody.TAKEN, holder, reason, by, at)
        note(
            "incidents.evidence-taken",
            incident=found,
            by=by,
            at=at,
            text=f"{name} ({digest.sha256[:12]}…)",
            data={"sha256": digest.sha256},
        )
        return made


def pass_evidence(
    *,
    incident_id: UUID,
    evidence_id: UUID,
    holder: str,
    reason: str,
    by: Seat,
    at: datetime,
) -> CustodyStep:
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        holder, reason = tidy(holder), tidy(reason)
        found, reasons = held(incident_id, by)
        piece = found.evidence.filter(pk=evidence_id).first()
        reasons += _holder_reasons(holder, reason)
        if piece is None:
            reasons.append(Reason(_("Không tìm thấy chứng cứ này.")))
        elif holder and holder == holder_of(piece):
            reasons.append(Reason(_("Người này đang giữ chứng cứ."), "holder"))
        if reasons or piece is None:
            raise Refused(reasons)
        made = _link(piece, Custody.PASSED, holder, reason, by, at)
        text = f"{piece.name}: {holder}"
        note("incidents.evidence-passed", incident=found, by=by, at=at, text=text)
        return made


def verify_evidence(
    *,
    incident_id: UUID,
    evidence_id: UUID,
    digest: Digest,
    reason: str,
    by: Seat,
    at: datetime,
) -> CustodyStep:
    """Whether these bytes are those that were taken: either answer is a link."""
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        reason = tidy(reason)
        found, reasons = held(incident_id, by)
        piece = found.evidence.filter(pk=evidence_id).first()
        if piece is None:
            reasons.append(Reason(_("Không tìm thấy chứng cứ này.")))
        reasons += needed_reasons(
            reason, "reason", _("Chưa ghi lý do."), LONGEST_REASON
        )
        if reasons or piece is None:
            raise Refused(reasons)
        matches = digest.sha256 == piece.sha256
        holder = holder_of(piece)
        made = _link(piece, Custody.VERIFIED, holder, reason, by, at, matches=matches)
        told = MATCH_NAMES[matches]
        note(
            "incidents.evidence-verified",
            incident=found,
            by=by,
            at=at,
            text=f"{piece.name}: {told}",
            data={"sha256": digest.sha256},
        )
        return made


def holder_of(piece: Evidence) -> str:
    last = piece.custody.order_by("-at", "-pk").first()
    return last.holder if last else ""


def _holder_reasons(holder: str, reason: str) -> list[Reason]:
    reasons = needed_reasons(holder, "holder", _("Ghi người giữ."), LONGEST_LINE)
    return reasons + needed_reasons(
        reason, "reason", _("Chưa ghi lý do."), LONGEST_REASON
    )


def _link(
    piece: Evidence,
    act: Custody,
    holder: str,
    reason: str,
    by: Seat,
    at: datetime,
    *,
    matches: bool | None = None,
) -> CustodyStep:
    return CustodyStep.objects.create(
        evidence=piece,
        act=act,
        holder=holder,
        reason=reason,
        matches=matches,
        at=at,
        by=by.person_name[:80],
    )
