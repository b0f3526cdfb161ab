"""What every verb asks first: this dossier, this desk, the right state, not frozen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.archives import queries
from congvu.archives.models import Dossier
from congvu.archives.rules import (
    DOSSIER_STATE_NAMES,
    LONGEST_REASON,
    DossierState,
)
from congvu.documents.access import scope_of
from congvu.documents.actions import refuse_secret
from congvu.documents.rules import first_mark
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


def locked_dossier(dossier_id: UUID, by: Seat) -> Dossier:
    """A dossier the actor sees, of its own agency, its row locked until commit."""
    found = (
        queries.visible_dossiers(scope_of(by))
        .select_for_update(of=("self",))
        .filter(pk=dossier_id)
        .first()
    )
    if found is None:
        raise Refused([_("Không tìm thấy hồ sơ này.")])
    return found


def permission_reasons(by: Seat, *permissions: Permission) -> list[Reason]:
    """The seat needs one of these."""
    if any(by.can(p) for p in permissions):
        return []
    return [Reason(_("Chức vụ đang chọn không có quyền làm việc này."))]


def filing_reasons(dossier: Dossier, by: Seat) -> list[Reason]:
    """Only who makes the dossier, in its own time, and while nobody froze it."""
    found = permission_reasons(by, Permission.MAKE_DOSSIERS)
    if not found and not queries.may_file(dossier, by.desks):
        words = _("Bạn xem được hồ sơ này nhưng không lập hồ sơ này.")
        found.append(Reason(words))
    return found + state_reasons(dossier, DossierState.OPEN) + freeze_reasons(dossier)


def state_reasons(dossier: Dossier, *allowed: DossierState) -> list[Reason]:
    if dossier.state in allowed:
        return []
    words = _("Hồ sơ đang ở trạng thái “%(state)s” nên không làm được việc này.")
    state = _(DOSSIER_STATE_NAMES[DossierState(dossier.state)])
    return [Reason(words % {"state": state})]


def freeze_reasons(dossier: Dossier) -> list[Reason]:
    if not queries.is_frozen(dossier.id):
        return []
    words = _("Hồ sơ đang bị đóng băng: không sửa, chuyển hay xóa cho đến khi được bỏ.")
    return [Reason(words)]


def refuse_marked(*, texts: Iterable[str], by: Seat, at: datetime) -> None:
    """No dossier of a state secret here; before any transaction of the caller's."""
    refuse_secret(level=first_mark(texts), by=by, at=at)


def reason_reasons(reason: str) -> list[Reason]:
    """What has to be said why, is said."""
    if not nfc(reason):
        return [Reason(_("Ghi lý do."), "reason")]
    if len(nfc(reason)) > LONGEST_REASON:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        return [Reason(words, "reason")]
    return []
