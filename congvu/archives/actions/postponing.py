"""Dossiers that may stay with the office past the law's day (NĐ 30/2020 Điều 30)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives import queries
from congvu.archives.actions.asking import permission_reasons, reason_reasons
from congvu.archives.actions.handing import MOST
from congvu.archives.actions.history import note
from congvu.archives.models import Dossier
from congvu.archives.rules import DossierState, postponing_faults
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


@transaction.atomic
def postpone_hand_over(
    *,
    dossier_ids: Sequence[UUID],
    until: date | None,
    reason: str,
    by: Seat,
    at: datetime,
) -> list[Dossier]:
    """Let the office keep dossiers longer than the law's day: the leader, and why."""
    reasons = permission_reasons(by, Permission.DECIDE_ARCHIVE)
    reasons += reason_reasons(reason)
    found = list(
        Dossier.objects.select_for_update()
        .filter(
            pk__in=list(dossier_ids)[:MOST],
            agency=by.agency_id,
            state=DossierState.CLOSED,
        )
        .order_by("pk")
    )
    if not found or len(found) < len(set(dossier_ids)):
        words = _("Chọn hồ sơ đã kết thúc, chưa nộp lưu.")
        reasons.append(Reason(words, "dossiers"))
    today = local_date(at)
    words_of = {
        "no-due": _("%(name)s: không phải nộp lưu nên không cần giữ lại."),
        "no-until": _("Ghi giữ lại đến ngày nào."),
        "not-later": _("%(name)s: ngày giữ lại phải sau hạn nộp lưu và sau hôm nay."),
        "too-late": _("%(name)s: giữ lại quá %(years)s năm kể từ hạn nộp lưu."),
    }
    terms = queries.hand_over_terms(today)
    told: dict[str, None] = {}
    for one in found:
        for code in postponing_faults(one.due_on, until, today, terms):
            named = {"name": one.symbol, "years": terms.postponed_years}
            told[words_of[code] % named] = None
    reasons += [Reason(words, "until") for words in told]
    if reasons:
        raise Refused(reasons)
    Dossier.objects.filter(pk__in=[d.pk for d in found]).update(postponed_until=until)
    for one in found:
        one.postponed_until = until
        note(
            "archives.hand-over-postponed",
            on=one,
            by=by,
            at=at,
            text=nfc(reason),
            data={"until": f"{until:%d/%m/%Y}"},
        )
    return found
