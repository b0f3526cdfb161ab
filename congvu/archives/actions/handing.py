"""Dossiers handed over to an archive; both sides have their word (NĐ 30/2020 Đ30)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.actions.asking import permission_reasons
from congvu.archives.actions.history import note
from congvu.archives.models import (
    ArchiveHandOver,
    Dossier,
    DossierEvent,
    DossierGrant,
    HandedDossier,
)
from congvu.archives.rules import (
    FROM_STATE,
    LONGEST_REASON,
    Archive,
    DossierState,
    HandingState,
    Retention,
    ToHand,
    handing_faults,
)
from congvu.audit.actions import record
from congvu.documents.rules import GrantOrigin
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.models import Agency
from congvu.organisations.queries import agency_names_on
from congvu.organisations.rules import Permission

MOST = 200
NAMED = 5


@transaction.atomic
def hand_over_dossiers(
    *,
    dossier_ids: Sequence[UUID],
    archive: Archive,
    given_note: str,
    by: Seat,
    at: datetime,
    to_name: str = "",
) -> ArchiveHandOver:
    """Give dossiers to an archive: their maker to the agency's, that one further on.

    What is late is handed over all the same, and the minutes say by how many days.
    """
    inside = archive == Archive.CURRENT
    needed = Permission.MAKE_DOSSIERS if inside else Permission.KEEP_ARCHIVE
    reasons = permission_reasons(by, needed)
    found, wrong = _chosen(dossier_ids, archive, by)
    reasons += wrong
    if not inside and not nfc(to_name):
        reasons.append(Reason(_("Ghi tên lưu trữ lịch sử nhận hồ sơ."), "to_name"))
    if len(nfc(given_note)) > LONGEST_REASON:
        words = _("Ghi chú dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        reasons.append(Reason(words, "given_note"))
    if reasons:
        raise Refused(reasons)
    made = _minutes(archive, given_note, to_name, by, at)
    late = _list(made, found, local_date(at))
    Dossier.objects.filter(pk__in=[d.pk for d in found]).update(state=DossierState.SENT)
    _tell(found, "archives.handed-over", _number(made), by, at)
    data = {
        "number": made.number,
        "archive": archive.value,
        "dossiers": len(found),
        "late": late,
    }
    record("archives.handed-over", by=by.actor, at=at, on=made, data=data)
    return made


def _chosen(
    dossier_ids: Sequence[UUID], archive: Archive, by: Seat
) -> tuple[list[Dossier], list[Reason]]:
    """The dossiers, locked in the order of their ids, and all that is wrong."""
    wanted = set(dossier_ids)
    if len(wanted) > MOST:
        words = _("Mỗi lần nộp lưu tối đa %(most)d hồ sơ.") % {"most": MOST}
        return [], [Reason(words, "dossiers")]
    found = list(
        Dossier.objects.select_for_update(of=("self",))
        .annotate(is_frozen=queries.frozen_now())
        .filter(pk__in=list(wanted), agency=by.agency_id)
        .defer("search", "search_text")
        .order_by("pk")
    )
    reasons = []
    if not wanted:
        reasons.append(Reason(_("Chọn ít nhất một hồ sơ."), "dossiers"))
    if len(found) < len(wanted):
        reasons.append(Reason(_("Có hồ sơ không tìm thấy."), "dossiers"))
    own = _own(found, archive, by)
    asked = [
        ToHand(
            name=d.symbol,
            state=d.state,
            retention=d.retention,
            is_frozen=d.is_frozen,
            is_own=d.pk in own,
        )
        for d in found
    ]
    return list(found), reasons + _fault_reasons(handing_faults(asked, archive))


def _own(found: Sequence[Dossier], archive: Archive, by: Seat) -> set[UUID]:
    """Those this seat makes; what lies in the archive belongs to who keeps it."""
    if archive == Archive.HISTORICAL:
        return {d.pk for d in found}
    rows = DossierGrant.objects.filter(
        dossier__in=[d.pk for d in found],
        principal_id__in=list(by.desks),
        origin=GrantOrigin.WORK,
    )
    return set(rows.values_list("dossier_id", flat=True))


def _fault_reasons(faults: Sequence[tuple[str, str]]) -> list[Reason]:
    """One sentence for each kind of fault, naming the dossiers."""
    words = {
        "state": _("Chưa kết thúc, hoặc đã nộp rồi: %(which)s."),
        "not-own": _("Bạn không lập hồ sơ: %(which)s."),
        "frozen": _("Đang bị đóng băng: %(which)s."),
        "not-permanent": _(
            "Lưu trữ lịch sử chỉ nhận hồ sơ bảo quản vĩnh viễn: %(which)s."
        ),
    }
    found = []
    for code, text in words.items():
        names = [name for fault, name in faults if fault == code]
        if names:
            which = ", ".join(names[:NAMED])
            if len(names) > NAMED:
                which += f" (+{len(names) - NAMED})"
            found.append(Reason(text % {"which": which}, "dossiers"))
    return found


def _minutes(
    archive: Archive, given_note: str, to_name: str, by: Seat, at: datetime
) -> ArchiveHandOver:
    """The agency's row is the lock: two minutes never have one number."""
    on = local_date(at)
    Agency.objects.select_for_update().get(pk=by.agency_id)
    return ArchiveHandOver.objects.create(
        agency_id=by.agency_id,
        fonds_id=by.agency_id,
        archive=archive,
        year=on.year,
        number=queries.next_hand_over_number(by.agency_id, on.year),
        given_at=at,
        given_by=by.person_name,
        given_as=by.acts_as,
        post_id=by.post_id,
        unit_id=by.unit_id,
        unit_name=by.unit_name,
        given_note=nfc(given_note),
        to_name=nfc(to_name) or agency_names_on([by.agency_id], on)[by.agency_id],
    )


def _list(made: ArchiveHandOver, found: Sequence[Dossier], on: date) -> int:
    """Its list, in the words of today; how many of them come late."""
    historical = made.archive == Archive.HISTORICAL
    lines = []
    for position, d in enumerate(sorted(found, key=lambda d: (d.year, d.symbol)), 1):
        due = d.historic_due_on if historical else d.latest_on
        lines.append(
            HandedDossier(
                hand_over=made,
                dossier=d,
                position=position,
                symbol=d.symbol,
                year=d.year,
                title=d.title,
                first_on=d.first_on or d.opened_on,
                last_on=d.last_on or d.ended_on or d.opened_on,
                retention=d.retention,
                sheets=queries.sheets_of(d),
                place=d.place,
                note=d.get_origin_display(),
                due_on=due,
                days_late=max(0, (on - due).days) if due else 0,
            )
        )
    HandedDossier.objects.bulk_create(lines)
    return sum(line.days_late > 0 for line in lines)


@transaction.atomic
def take_hand_over(
    *,
    hand_over_id: UUID,
    by: Seat,
    at: datetime,
    returned: Mapping[UUID, str] | None = None,
    places: Mapping[UUID, str] | None = None,
    taken_note: str = "",
    taken_by: str = "",
    taken_as: str = "",
    taken_on: date | None = None,
) -> ArchiveHandOver:
    """The other side's word: what it takes, what it gives back and why.

    ``returned`` and ``places`` go by the line. Of the historical archive the archivist
    writes down who took, in what post and on which day.
    """
    made = (
        ArchiveHandOver.objects.select_for_update()
        .filter(pk=hand_over_id, agency=by.agency_id)
        .first()
    )
    reasons = permission_reasons(by, Permission.KEEP_ARCHIVE)
    if made is None:
        raise Refused([*reasons, Reason(_("Không tìm thấy biên bản này."))])
    lines = list(queries.handed_lines(made).select_related("dossier"))
    back = {pk: nfc(why) for pk, why in (returned or {}).items()}
    inside = made.archive == Archive.CURRENT
    on = local_date(at) if inside or taken_on is None else taken_on
    reasons += _taking_reasons(made, lines, back, taken_by, taken_on, at)
    if inside and made.post_id == by.post_id:
        words = _("Người giao không tự nhận: bên nhận là một chức vụ khác.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    kept = [x for x in lines if x.pk not in back]
    made.state = HandingState.TAKEN if kept else HandingState.RETURNED
    made.taken_at, made.taken_on, made.taken_note = at, on, nfc(taken_note)
    made.taken_by = by.person_name if inside else nfc(taken_by)
    made.taken_as = by.acts_as if inside else nfc(taken_as)
    made.noted_by = by.person_name
    made.save()
    _give_back(made, [x for x in lines if x.pk in back], back, by, at)
    _keep(made, kept, places or {}, by, at)
    return made


def _taking_reasons(
    made: ArchiveHandOver,
    lines: Sequence[HandedDossier],
    back: Mapping[UUID, str],
    taken_by: str,
    taken_on: date | None,
    at: datetime,
) -> list[Reason]:
    reasons = []
    if made.state != HandingState.SENT:
        reasons.append(Reason(_("Biên bản này đã được bên nhận xác nhận.")))
    if set(back) - {x.pk for x in lines}:
        reasons.append(Reason(_("Có hồ sơ trả lại không nằm trong biên bản.")))
    unsaid = [x.symbol for x in lines if x.pk in back and not back[x.pk]]
    if unsaid:
        words = _("Chưa ghi lý do trả lại: %(which)s.")
        reasons.append(Reason(words % {"which": ", ".join(unsaid[:NAMED])}))
    if any(len(why) > LONGEST_REASON for why in back.values()):
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_REASON}
        reasons.append(Reason(words))
    if made.archive == Archive.HISTORICAL:
        if not nfc(taken_by):
            words = _("Ghi tên người nhận của lưu trữ lịch sử.")
            reasons.append(Reason(words, "taken_by"))
        if taken_on is None:
            reasons.append(Reason(_("Ghi ngày nhận."), "taken_on"))
        elif not local_date(made.given_at) <= taken_on <= local_date(at):
            words = _("Ngày nhận ở trước ngày giao hoặc sau hôm nay.")
            reasons.append(Reason(words, "taken_on"))
    return reasons


def _give_back(
    made: ArchiveHandOver,
    lines: Sequence[HandedDossier],
    back: Mapping[UUID, str],
    by: Seat,
    at: datetime,
) -> None:
    if not lines:
        return
    for line in lines:
        line.returned_because = back[line.pk]
        note(
            "archives.hand-over-returned",
            on=line.dossier,
            by=by,
            at=at,
            text=line.returned_because,
            data={"number": made.number},
        )
    HandedDossier.objects.bulk_update(lines, ["returned_because"])
    Dossier.objects.filter(handed__in=lines).update(
        state=FROM_STATE[Archive(made.archive)]
    )


def _keep(
    made: ArchiveHandOver,
    lines: Sequence[HandedDossier],
    places: Mapping[UUID, str],
    by: Seat,
    at: datetime,
) -> None:
    """What was taken lies in the archive from that day, on its shelf."""
    on = made.taken_on or local_date(at)
    terms = queries.hand_over_terms(on)
    dossiers = []
    for line in lines:
        one = line.dossier
        one.place = line.place = nfc(places.get(line.pk, "") or line.place)[:200]
        if made.archive == Archive.CURRENT:
            one.state, one.archived_on = DossierState.ARCHIVED, on
            one.historic_due_on = terms.historical_due(on, Retention(one.retention))
        else:
            one.state = DossierState.HISTORIC
        dossiers.append(one)
    HandedDossier.objects.bulk_update(lines, ["place"])
    Dossier.objects.bulk_update(
        dossiers, ["state", "place", "archived_on", "historic_due_on"]
    )
    _tell(dossiers, "archives.hand-over-taken", _number(made), by, at)
    left = queries.handed_lines(made).exclude(returned_because="").count()
    data = {
        "number": made.number,
        "archive": made.archive,
        "dossiers": len(lines),
        "returned": left,
    }
    record("archives.hand-over-taken", by=by.actor, at=at, on=made, data=data)


def _number(made: ArchiveHandOver) -> str:
    with override("vi"):  # the timeline keeps it for good, whoever reads
        words = _("Biên bản số %(number)s/%(year)s")
    return words % {"number": made.number, "year": made.year}


def _tell(
    dossiers: Sequence[Dossier], event: str, text: str, by: Seat, at: datetime
) -> None:
    DossierEvent.objects.bulk_create(
        [
            DossierEvent(
                at=at,
                dossier=d,
                event=event,
                actor=by.person_name,
                actor_post=by.acts_as,
                text=text,
            )
            for d in dossiers
        ]
    )
