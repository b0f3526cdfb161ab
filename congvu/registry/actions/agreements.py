"""Two agencies agree on what of a set one gives the other; each reading is noted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.queries import (
    agencies_on,
    agency_names_on,
    posts_of_role,
)
from congvu.organisations.rules import Role
from congvu.registry.access import consumer_side, may_ask, owner_side, runs
from congvu.registry.actions.saying import (
    held_database,
    needed_reasons,
    note,
    refuse_marked,
)
from congvu.registry.models import DataSet, SharingAgreement
from congvu.registry.queries import alive_agreement, columns_of, personal_keys
from congvu.registry.rules import (
    AGREEMENT_STATE_NAMES,
    LONGEST_REASON,
    LONGEST_TEXT,
    STEPS,
    AgreementState,
    Step,
)

_EVENTS = {
    Step.REFUSE: "registry.sharing-refused",
    Step.SUSPEND: "registry.sharing-suspended",
    Step.RESUME: "registry.sharing-resumed",
    Step.END: "registry.sharing-ended",
}
# Only who keeps the data: whoever reads may end it, not suspend it for themselves.
_OWNERS = frozenset({Step.SUSPEND, Step.RESUME})


@dataclass(frozen=True)
class Terms:
    """For what, which fields, from when until when."""

    purpose: str
    basis: str
    fields: Sequence[str]
    valid_from: date | None
    valid_until: date | None = None


def _tidied(terms: Terms) -> Terms:
    fields = list(dict.fromkeys(terms.fields))
    return replace(
        terms, purpose=nfc(terms.purpose), basis=nfc(terms.basis), fields=fields
    )


def ask_sharing(
    *, set_id: UUID, consumer_id: UUID | None, terms: Terms, by: Seat, at: datetime
) -> SharingAgreement:
    """By who wants to read it, or by who keeps it for another; a leader who asks has
    agreed for their side.
    """
    terms = _tidied(terms)
    refuse_marked(texts=[terms.purpose, terms.basis], by=by, at=at)
    with transaction.atomic():
        found = _held_set(set_id)
        reasons = _asking_reasons(found, consumer_id, by)
        reasons += _term_reasons(found, terms)
        if reasons or consumer_id is None:
            raise Refused(reasons)
        made = SharingAgreement(
            data_set=found,
            consumer_id=consumer_id,
            asked_at=at,
            asked_by=by.person_name[:80],
        )
        _put(made, terms)
        _agree_if_leader(made, by, at)
        made.save(force_insert=True)
        _note("registry.sharing-asked", made, by, at)
        _tell(made, by, at)
        return made


def change_terms(
    *, agreement_id: UUID, terms: Terms, seen: int, by: Seat, at: datetime
) -> SharingAgreement:
    """What either side agreed to before was something else: both agree anew, and
    nothing is read meanwhile.
    """
    terms = _tidied(terms)
    refuse_marked(texts=[terms.purpose, terms.basis], by=by, at=at)
    with transaction.atomic():
        found, reasons = _held(agreement_id, by)
        reasons += _seen_reasons(found, seen)
        if found.state not in (AgreementState.ASKED, AgreementState.AGREED):
            reasons.append(_not_now(found))
        reasons += _term_reasons(found.data_set, terms)
        if reasons:
            raise Refused(reasons)
        _put(found, terms)
        found.revision += 1
        found.state = AgreementState.ASKED
        found.owner_at = found.consumer_at = None
        found.owner_by = found.consumer_by = ""
        _agree_if_leader(found, by, at)
        found.save()
        _note("registry.sharing-terms", found, by, at)
        _tell(found, by, at)
        return found


def agree_sharing(
    *, agreement_id: UUID, seen: int, by: Seat, at: datetime
) -> SharingAgreement:
    """A leader binds their side to the terms as they were shown."""
    with transaction.atomic():
        found, reasons = _held(agreement_id, by)
        reasons += _seen_reasons(found, seen)
        if by.role != Role.LEADER:
            reasons.append(Reason(_("Lãnh đạo cơ quan đồng ý thay cho cơ quan.")))
        if found.state != AgreementState.ASKED:
            reasons.append(_not_now(found))
        if found.data_set.withdrawn_at is not None:
            reasons.append(Reason(_("Bộ dữ liệu này đã rút.")))
        if reasons:
            raise Refused(reasons)
        _agree_if_leader(found, by, at)
        found.save()
        _note("registry.sharing-agreed", found, by, at)
        return found


def stop_sharing(
    *, agreement_id: UUID, step: Step, reason: str, by: Seat, at: datetime
) -> SharingAgreement:
    """Refused, suspended, resumed, ended; each for a reason."""
    reason = nfc(reason)
    refuse_marked(texts=[reason], by=by, at=at)
    with transaction.atomic():
        found, reasons = _held(agreement_id, by)
        before, after = STEPS[step]
        if found.state not in before:
            reasons.append(_not_now(found))
        if step in _OWNERS and not owner_side(by, found):
            reasons.append(Reason(_("Việc này của bên giữ dữ liệu.")))
        words = _("Ghi lý do.")
        reasons += needed_reasons(reason, "reason", words, LONGEST_REASON)
        if reasons:
            raise Refused(reasons)
        found.state, found.reason = after, reason
        found.save(update_fields=["state", "reason"])
        _note(_EVENTS[step], found, by, at, reason=reason)
        return found


def _held_set(set_id: UUID) -> DataSet:
    found = DataSet.objects.filter(pk=set_id).first()
    if found is None:
        raise Refused([_("Không tìm thấy bộ dữ liệu này.")])
    found.database = held_database(found.database_id)
    return found


def _held(agreement_id: UUID, by: Seat) -> tuple[SharingAgreement, list[Reason]]:
    """Its database locked first: what is agreed about one is so one by one."""
    rows = SharingAgreement.objects.filter(pk=agreement_id)
    set_id = rows.values_list("data_set", flat=True).first()
    if set_id is None:
        raise Refused([_("Không tìm thấy thỏa thuận này.")])
    data_set = _held_set(set_id)
    found = rows.get()
    found.data_set = data_set
    if owner_side(by, found) or consumer_side(by, found):
        return found, []
    words = _("Thỏa thuận là việc của trưởng đơn vị, lãnh đạo hai bên.")
    return found, [Reason(words)]


def _not_now(found: SharingAgreement) -> Reason:
    state = _(AGREEMENT_STATE_NAMES[AgreementState(found.state)])
    return Reason(_("Thỏa thuận đang là: %(state)s.") % {"state": state})


def _seen_reasons(found: SharingAgreement, seen: int) -> list[Reason]:
    if seen == found.revision:
        return []
    return [Reason(_("Điều khoản đã được sửa từ khi mở; xem lại rồi quyết định."))]


def _asking_reasons(found: DataSet, consumer_id: UUID | None, by: Seat) -> list[Reason]:
    reasons = []
    if found.withdrawn_at is not None:
        reasons.append(Reason(_("Bộ dữ liệu này đã rút.")))
    asks = may_ask(by, found) and consumer_id == by.agency_id
    if not (asks or runs(by, found.database)):
        reasons.append(Reason(_("Không đề nghị được thay cho cơ quan này.")))
    if consumer_id == found.database.agency_id:
        words = _("Cơ quan giữ dữ liệu không cần thỏa thuận.")
        reasons.append(Reason(words, "consumer_id"))
    elif consumer_id is None or not agencies_on(by.on, among=[consumer_id]):
        reasons.append(Reason(_("Chọn một cơ quan đang hoạt động."), "consumer_id"))
    elif alive_agreement(found, consumer_id) is not None:
        words = _("Cơ quan này đã có thỏa thuận hoặc đề nghị về bộ dữ liệu này.")
        reasons.append(Reason(words))
    return reasons


def _term_reasons(found: DataSet, terms: Terms) -> list[Reason]:
    words = _("Ghi mục đích sử dụng.")
    reasons = needed_reasons(terms.purpose, "purpose", words, LONGEST_TEXT)
    words = _("Ghi căn cứ pháp lý.")
    reasons += needed_reasons(terms.basis, "basis", words, LONGEST_REASON)
    if not terms.fields:
        reasons.append(Reason(_("Chọn ít nhất một trường."), "fields"))
    for key in [one for one in terms.fields if one not in found.fields][:20]:
        given = {"key": key[:80]}
        words = _("Bộ dữ liệu không có trường “%(key)s”.") % given
        reasons.append(Reason(words, "fields"))
    if terms.valid_from is None:
        reasons.append(Reason(_("Chưa có ngày."), "valid_from"))
    elif terms.valid_until is not None and terms.valid_until <= terms.valid_from:
        reasons.append(Reason(_("Ngày kết thúc phải sau ngày bắt đầu."), "valid_until"))
    return reasons


def _put(found: SharingAgreement, terms: Terms) -> None:
    if terms.valid_from is None:
        raise LookupError("valid_from")
    found.purpose, found.basis = terms.purpose, terms.basis
    found.fields = list(terms.fields)
    personal = personal_keys(found.data_set)
    found.personal = [one for one in terms.fields if one in personal]
    found.valid_from, found.valid_until = terms.valid_from, terms.valid_until


def _agree_if_leader(found: SharingAgreement, by: Seat, at: datetime) -> None:
    """For each side that a leader speaks for; both agreed, it holds."""
    if by.role == Role.LEADER and consumer_side(by, found):
        found.consumer_at, found.consumer_by = at, by.person_name[:80]
    if by.role == Role.LEADER and owner_side(by, found):
        found.owner_at, found.owner_by = at, by.person_name[:80]
    if found.consumer_at is not None and found.owner_at is not None:
        found.state = AgreementState.AGREED


def _tell(found: SharingAgreement, by: Seat, at: datetime) -> None:
    """Leaders of a side that has not agreed yet."""
    sides = {
        found.consumer_id: found.consumer_at,
        found.data_set.database.agency_id: found.owner_at,
    }
    waits = [agency for agency, agreed in sides.items() if agreed is None]
    posts = posts_of_role(Role.LEADER, waits, by.on) if waits else {}
    to = {post for agency in posts.values() for post in agency}
    name = by.person_name
    notify("registry.to-agree", to=to, target_id=found.pk, at=at, actor=name)


def _note(
    event: str, found: SharingAgreement, by: Seat, at: datetime, reason: str = ""
) -> None:
    labels = {one.key: one.label for one in columns_of(found.data_set)}
    names = agency_names_on([found.consumer_id], by.on)
    data = {
        "set": found.data_set.title,
        "consumer": names.get(found.consumer_id, "–"),
        "fields": ", ".join(labels.get(key, key) for key in found.fields),
    }
    if reason:
        data["reason"] = reason
    note(event, on=found.data_set.database, by=by, at=at, data=data)
