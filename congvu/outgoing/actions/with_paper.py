"""The agency says which types go out with paper; what is issued keeps what held."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.law.queries import document_types
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission
from congvu.outgoing.models import PaperRule
from congvu.outgoing.rules import LONGEST_BASIS, WithPaper


@transaction.atomic
def set_paper_rule(
    *,
    type_code: str,
    with_paper: bool,
    basis: str,
    valid_from: date,
    by: Seat,
    at: datetime,
) -> PaperRule:
    """From that day on; never for days that are over."""
    on, said = local_date(at), nfc(basis)
    reasons = []
    if not by.can(Permission.SET_SEQUENCES):
        reasons.append(Reason(_("Không có quyền đặt quy định này.")))
    if type_code and type_code not in {t.code for t in document_types(on)}:
        reasons.append(Reason(_("Chọn loại văn bản."), "type_code"))
    if not said:
        reasons.append(Reason(_("Chưa ghi căn cứ."), "basis"))
    elif len(said) > LONGEST_BASIS:
        reasons.append(Reason(_("Căn cứ dài quá 300 ký tự."), "basis"))
    if valid_from < on:
        words = _("Quy định có hiệu lực từ hôm nay hoặc một ngày sau.")
        reasons.append(Reason(words, "valid_from"))
    if reasons:
        raise Refused(reasons)
    made = PaperRule.objects.create(
        agency_id=by.agency_id,
        type_code=type_code,
        with_paper=with_paper,
        basis=said,
        valid_from=valid_from,
        set_at=at,
        set_by=by.person_name,
    )
    record(
        "outgoing.paper-rule-set",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
        data={
            "type": type_code,
            "with_paper": with_paper,
            "basis": said,
            "from": valid_from.isoformat(),
        },
    )
    return made


def said_of(rule: WithPaper) -> str:
    """The rule in words, as it is kept on the line of an issued paper: in the office's
    own language, whoever issues."""
    with override("vi"):
        words = (
            _("kèm bản giấy: %(basis)s")
            if rule.with_paper
            else _("chỉ bản điện tử: %(basis)s")
        )
        return (words % {"basis": _(rule.basis)})[:400]
