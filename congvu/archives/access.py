"""One policy: which dossiers a seat may see and file into, whatever door it came by.

As with papers: the registry, leaders, the office chief and the archivist see all their
agency keeps; everybody else what was granted to their post, unit or its members. A
dossier shows only those of its papers that the reader may see. What one may not see is
not found.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from congvu.archives import queries
from congvu.archives.models import (
    Appraisal,
    ArchiveHandOver,
    Dossier,
    DossierItem,
    FilePlan,
    Freeze,
    Package,
    PackageCheck,
)
from congvu.archives.rules import (
    PACKED_STATES,
    AppraisalState,
    CouncilPart,
    DossierState,
    Origin,
    PlanState,
)
from congvu.documents.access import scope_of
from congvu.organisations.access import Seat
from congvu.organisations.rules import UNIT_WIDE, Permission


def get_dossier_for(seat: Seat, dossier_id: UUID) -> Dossier:
    """A dossier the seat may see; one query."""
    found = (
        queries.visible_dossiers(scope_of(seat))
        .select_related("plan_line__plan")
        .defer("search", "search_text")
        .filter(pk=dossier_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_item_for(seat: Seat, dossier_id: UUID, item_id: UUID) -> DossierItem:
    """A paper of a dossier that the seat may see there."""
    dossier = get_dossier_for(seat, dossier_id)
    found = queries.visible_items(dossier, scope_of(seat)).filter(pk=item_id).first()
    if found is None:
        raise Http404
    found.dossier = dossier
    return found


def get_plan_for(seat: Seat, year: int) -> FilePlan:
    """A plan of the seat's agency: issued ones everybody's, others for who makes it."""
    found = queries.plan_of_year(seat.agency_id, year)
    if found is None or not (found.state == PlanState.ISSUED or sees_drafts(seat)):
        raise Http404
    return found


def sees_drafts(seat: Seat) -> bool:
    return seat.can(Permission.WRITE_PLAN) or seat.can(Permission.APPROVE_PLAN)


def get_package_for(seat: Seat, dossier_id: UUID, package_id: UUID) -> Package:
    """A package of a dossier the seat sees, for who keeps the archive or leads."""
    dossier = get_dossier_for(seat, dossier_id)
    found = Package.objects.filter(pk=package_id, dossier=dossier).first()
    if found is None or not packs(seat):
        raise Http404
    found.dossier = dossier
    return found


def packs(seat: Seat) -> bool:
    """A package holds every paper of the dossier: only for who keeps the archive or
    answers for it, and sees them all."""
    return seat.is_agency_wide and (
        seat.can(Permission.KEEP_ARCHIVE) or seat.can(Permission.REOPEN_DOSSIER)
    )


def get_package_check_for(seat: Seat, check_id: UUID) -> PackageCheck:
    """What was found on a package somebody of the seat's agency checked."""
    found = PackageCheck.objects.filter(pk=check_id, agency=seat.agency_id).first()
    if found is None or not packs(seat):
        raise Http404
    return found


def get_freeze_for(seat: Seat, freeze_id: UUID) -> Freeze:
    found = Freeze.objects.filter(pk=freeze_id, agency=seat.agency_id).first()
    if found is None or not seat.can(Permission.FREEZE):
        raise Http404
    return found


def hand_overs_for(seat: Seat) -> QuerySet[ArchiveHandOver]:
    """All of the agency for its archive and leaders, else those one's desks gave."""
    found = queries.hand_overs_of(seat.agency_id)
    if packs(seat):
        return found
    own = list(seat.principals)
    return found.filter(Q(post_id__in=own) | Q(unit_id__in=own))


def get_hand_over_for(seat: Seat, hand_over_id: UUID) -> ArchiveHandOver:
    found = hand_overs_for(seat).filter(pk=hand_over_id).first()
    if found is None:
        raise Http404
    return found


def appraisals_for(seat: Seat) -> QuerySet[Appraisal]:
    """Every council of the agency for its archive and leaders, else one's own and those
    of posts that live on in one's own.
    """
    desks = None if packs(seat) else seat.principals
    return queries.appraisals_of(seat.agency_id, desks=desks)


def get_appraisal_for(seat: Seat, appraisal_id: UUID) -> Appraisal:
    found = appraisals_for(seat).filter(pk=appraisal_id).first()
    if found is None:
        raise Http404
    return found


def appraisal_deeds(seat: Seat, made: Appraisal) -> list[DossierDeed]:
    """What this seat may do with a council's work now; the actions decide again."""
    found = []
    if made.state == AppraisalState.OPEN:
        own = made.members.filter(post_id=seat.post_id).first()
        if own is not None and not own.opinions.exists():
            found.append(
                DossierDeed("opinion", _("Cho ý kiến"), "N", "pencil", primary=True)
            )
        if own is not None and own.part != CouncilPart.MEMBER:
            found.append(DossierDeed("conclude", _("Kết luận"), icon="check"))
    if made.state == AppraisalState.CONCLUDED and seat.can(Permission.DECIDE_ARCHIVE):
        found += [
            DossierDeed(
                "approve-appraisal", _("Duyệt hủy"), "N", "check", primary=True
            ),
            DossierDeed("return-appraisal", _("Không duyệt"), icon="undo"),
        ]
    if made.state == AppraisalState.APPROVED and seat.can(Permission.KEEP_ARCHIVE):
        found.append(
            DossierDeed("carry-out", _("Thực hiện hủy"), "N", "ban", primary=True)
        )
    return found


def due_for(seat: Seat) -> QuerySet[Dossier]:
    """Closed dossiers that wait to be handed over, as far as this seat is concerned."""
    desks = None if seat.is_agency_wide else seat.principals
    return queries.to_current(seat.agency_id, filed_by=desks)


def units_of(seat: Seat) -> frozenset[UUID]:
    """Whose dossiers "của đơn vị" are: those below for a head, else the seat's own."""
    if seat.role in UNIT_WIDE:
        return seat.principals | {seat.unit_id}
    return frozenset({seat.unit_id})


@dataclass(frozen=True)
class DossierDeed:
    """One thing this seat may do with a dossier now; ``name`` is its address.

    ``for_many``: its page takes several dossiers, this one ticked.
    """

    name: str
    label: str
    key: str = ""
    icon: str = "pencil"
    primary: bool = False
    for_many: bool = False


def _many(name: str, label: str, icon: str, *, primary: bool = False) -> DossierDeed:
    return DossierDeed(name, label, icon=icon, primary=primary, for_many=True)


def dossier_deeds(seat: Seat, dossier: Dossier, *, frozen: bool) -> list[DossierDeed]:
    """What may be done, the expected thing first; the actions decide again."""
    if dossier.agency_id != seat.agency_id:
        return []
    found: list[DossierDeed] = []
    files = seat.can(Permission.MAKE_DOSSIERS) and queries.may_file(dossier, seat.desks)
    if dossier.state == DossierState.OPEN and files and not frozen:
        found += [
            DossierDeed("add-file", _("Thêm tài liệu"), "N", "upload", primary=True),
            DossierDeed("close", _("Kết thúc hồ sơ"), "K", "check"),
            DossierDeed("change", _("Sửa dữ liệu"), "S"),
            DossierDeed("retention", _("Thời hạn bảo quản"), icon="calendar"),
        ]
    if dossier.state == DossierState.CLOSED and files and not frozen:
        found.append(_many("hand-over", _("Nộp lưu"), "layers", primary=True))
    reopens = seat.can(Permission.REOPEN_DOSSIER) and not frozen
    if dossier.state == DossierState.CLOSED and reopens:
        found.append(DossierDeed("reopen", _("Mở lại hồ sơ"), icon="undo"))
    electronic = dossier.state in PACKED_STATES and dossier.origin != Origin.PAPER
    if electronic and packs(seat):
        found.append(DossierDeed("pack", _("Đóng gói"), "G", "layers"))
    opens = files or seat.can(Permission.OPEN_PAPERS)
    if opens and dossier.state != DossierState.DESTROYED:
        found.append(DossierDeed("open-right", _("Mở quyền xem"), icon="key"))
    if seat.can(Permission.FREEZE) and not frozen:
        found.append(_many("freeze", _("Đóng băng"), "shield"))
    return found


def dossier_reading(
    seat: Seat, dossier: Dossier, *, on: date, after: str = ""
) -> dict[str, Any]:
    """Everything the page of a dossier draws; the same few queries for any."""
    frozen = queries.is_frozen(dossier.id)
    page = queries.items_page(dossier, scope_of(seat), after=after)
    deeds = dossier_deeds(seat, dossier, frozen=frozen)
    return {
        "dossier": dossier,
        "frozen": frozen,
        "items": page,
        "deeds": deeds,
        "may_take_out": any(d.name == "close" for d in deeds),
        "may_open": any(d.name == "open-right" for d in deeds),
        "rights": queries.dossier_rights(dossier, on=on),
        "events": queries.told(dossier, names_papers=not page.hidden, on=on),
        "handed": list(
            dossier.handed.select_related("hand_over").order_by("hand_over__given_at")
        ),
        "packages": queries.packages_of(dossier) if packs(seat) else [],
    }
