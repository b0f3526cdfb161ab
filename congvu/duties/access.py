"""One policy: which duties and shares a seat may see, and what it may do with them.

A share is seen by its desk, the unit that has it, the desks above it, and whoever sees
all its agency holds. Who follows the duty up sees the tasks, never what an agency gives
further inside itself. Who supports sees how the lead stands. What one may not see is
not found. The paper behind a duty keeps its own rights.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from congvu.archives.queries import visible_dossiers
from congvu.documents.access import scope_of
from congvu.documents.models import Document, RegisterEntry
from congvu.documents.queries import readable_entries
from congvu.duties import queries
from congvu.duties.models import (
    Difficulty,
    DoneReport,
    Duty,
    DutyLetter,
    Evidence,
    ExtensionRequest,
    Share,
    Standing,
)
from congvu.duties.queries import Reach, WaitingLine
from congvu.duties.rules import (
    OPEN_COURSES,
    OPEN_DIFFICULTIES,
    Answer,
    Course,
    DifficultyState,
    EvidenceKind,
    ShareRole,
)
from congvu.organisations.access import Seat
from congvu.organisations.queries import agencies_above, agencies_on
from congvu.organisations.rules import UNIT_WIDE, Permission, Role
from congvu.outgoing.models import OutgoingEntry, Recipient
from congvu.outgoing.queries import readable_drafts, readable_lines
from congvu.outgoing.rules import OutgoingState
from congvu.sql import Tally


def reach_of(seat: Seat) -> Reach:
    """What the seat's lists may show; an administrator's seat shows no duties."""
    if seat.role == Role.ADMINISTRATOR:
        return Reach(seat.agency_id, frozenset())
    past = {p for a in seat.ancestors for p in a.principals}
    whole = {a.agency_id for a in seat.ancestors if a.is_whole}
    return Reach(
        agency_id=seat.agency_id,
        desks=seat.principals | {seat.unit_id} | past,
        agencies=frozenset({seat.agency_id} | whole)
        if seat.is_agency_wide
        else frozenset(),
        own=seat.desks,
        heads=seat.principals if seat.role in UNIT_WIDE else frozenset(),
    )


def reads_duties(seat: Seat) -> bool:
    return seat.role != Role.ADMINISTRATOR


def get_duty_for(seat: Seat, duty_id: UUID) -> Duty:
    """A duty the seat has to do with; one query."""
    found = (
        queries.visible_duties(reach_of(seat))
        .select_related("paper")
        .filter(pk=duty_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_share_for(seat: Seat, share_id: UUID) -> Share:
    """A share the seat sees in its duty's tree."""
    found = Share.objects.filter(pk=share_id).only("duty_id").first()
    duty = get_duty_for(seat, found.duty_id) if found else None
    if duty is None:
        raise Http404
    for share in shares_of(seat, duty):
        if share.id == share_id:
            share.duty = duty
            return share
    raise Http404


def shares_of(seat: Seat, duty: Duty) -> list[Share]:
    reach = reach_of(seat)
    return queries.visible_shares(duty, reach, follows=sees_tasks(seat, duty))


def sees_tasks(seat: Seat, duty: Duty) -> bool:
    """Whether the seat is on the side that follows the duty up."""
    reach = reach_of(seat)
    return (
        duty.agency_id in reach.agencies
        or duty.watcher_agency_id in reach.agencies
        or duty.watcher_desk_id in reach.desks
    )


def paper_for(seat: Seat, duty: Duty) -> RegisterEntry | OutgoingEntry | None:
    """The line by which the seat may read a duty's paper; None where it may not."""
    if duty.paper_id is None:
        return None
    scope = scope_of(seat)
    incoming = readable_entries(scope).filter(document=duty.paper_id).first()
    if incoming is not None:
        return incoming
    return readable_lines(scope).filter(document=duty.paper_id).first()


# -- what may be done; the actions ask again


def _leads(seat: Seat, agency_id: UUID | None) -> bool:
    return seat.agency_id == agency_id and seat.can(Permission.GIVE_DUTIES)


def _at_desk(seat: Seat, desk_id: UUID | None, agency_id: UUID | None) -> bool:
    """Work at this desk is the seat's: at an agency's own, its leaders'."""
    return desk_id in seat.desks or (desk_id == agency_id and _leads(seat, agency_id))


def desks_of(seat: Seat) -> frozenset[UUID]:
    """Where duties lie that this seat carries out or follows up."""
    leads = {seat.agency_id} if seat.can(Permission.GIVE_DUTIES) else set()
    return seat.desks | leads


def duties_waiting(seat: Seat) -> Tally:
    """What of duties waits for this seat."""
    return queries.waiting(desks_of(seat))


def duties_to_do(seat: Seat) -> list[WaitingLine]:
    """The same, line by line; one query."""
    return queries.waiting_lines(desks_of(seat))


def works_on(seat: Seat, share: Share) -> bool:
    """Whose share it is: reports, asks, assigns further down."""
    return seat.can(Permission.WORK) and _at_desk(seat, share.desk_id, share.agency_id)


def decides_on(seat: Seat, share: Share) -> bool:
    """Who gave it: extends, suspends, revokes."""
    if share.parent is None:
        return _leads(seat, share.duty.agency_id)
    above = share.parent
    return _at_desk(seat, above.desk_id, above.agency_id) or _leads(
        seat, share.agency_id
    )


def measures(seat: Seat, duty: Duty) -> bool:
    """Who says by which indicator a duty is measured: who leads what follows it up."""
    return _leads(seat, duty.agency_id)


def measured_agencies(
    seat: Seat, duty: Duty, shares: Collection[Share]
) -> frozenset[UUID]:
    """Whose figures a duty's page may show: of all that lead it to who follows it up,
    else of the reader's own agency, where it leads.
    """
    leads = {
        share.agency_id
        for share in shares
        if share.parent_id is None and share.role == ShareRole.LEAD
    }
    if sees_tasks(seat, duty):
        return frozenset(leads)
    return frozenset(leads & {seat.agency_id})


def follows_up(seat: Seat, share: Share) -> bool:
    """Who gave it or watches it: accepts, returns, urges."""
    duty = share.duty
    watches = share.parent is None and _at_desk(
        seat, duty.watcher_desk_id, duty.watcher_agency_id
    )
    return decides_on(seat, share) or (watches and seat.can(Permission.WORK))


@dataclass(frozen=True)
class DutyDeed:
    """One thing this seat may do with a share now; ``name`` is its address."""

    name: str
    label: str
    icon: str = "pencil"
    primary: bool = False


def share_deeds(
    seat: Seat,
    share: Share,
    standing: Standing | None,
    report: DoneReport | None,
    asked: ExtensionRequest | None = None,
) -> list[DutyDeed]:
    """What may be done, the expected thing first."""
    is_open = standing is not None and standing.course == Course.UNDER_WAY
    found: list[DutyDeed] = []
    if is_open and report is not None and follows_up(seat, share):
        found += [
            DutyDeed("accept", _("Xác nhận hoàn thành"), "check", primary=True),
            DutyDeed("return", _("Trả lại báo cáo"), "undo"),
        ]
    if is_open and asked is not None and decides_on(seat, share):
        found += [
            DutyDeed("grant-extension", _("Gia hạn"), "calendar", primary=True),
            DutyDeed("refuse-extension", _("Không gia hạn"), "ban"),
        ]
    if works_on(seat, share):
        if is_open and report is None:
            found.append(
                DutyDeed("report", _("Báo cáo hoàn thành"), "check", primary=True)
            )
        if is_open:
            found.append(DutyDeed("assign", _("Giao tiếp"), "forward"))
        if is_open or share.role == ShareRole.SUPPORT:
            found.append(DutyDeed("progress", _("Báo cáo tiến độ")))
        if is_open and asked is None and standing and standing.deadline:
            found.append(DutyDeed("ask-extension", _("Xin gia hạn"), "calendar"))
        if is_open:
            found.append(DutyDeed("raise-difficulty", _("Báo vướng mắc"), "alert"))
    return found + _deciding(seat, share, standing)


def _deciding(seat: Seat, share: Share, standing: Standing | None) -> list[DutyDeed]:
    """What who gave it may always do."""
    found: list[DutyDeed] = []
    if standing is None:
        return found
    if standing.course == Course.UNDER_WAY and follows_up(seat, share):
        found.append(DutyDeed("urge", _("Đôn đốc"), "bell"))
    if decides_on(seat, share):
        if standing.course == Course.UNDER_WAY:
            found.append(DutyDeed("suspend", _("Tạm dừng"), "half"))
        if standing.course == Course.SUSPENDED:
            found.append(DutyDeed("resume", _("Cho làm tiếp"), "next"))
        if standing.course in OPEN_COURSES:
            found.append(DutyDeed("revoke", _("Thu hồi"), "undo"))
    return found


def open_report(share: Share) -> DoneReport | None:
    found: DoneReport | None = share.reports.filter(state=Answer.OPEN).first()
    return found


def open_extension(share: Share) -> ExtensionRequest | None:
    return ExtensionRequest.objects.filter(share=share, state=Answer.OPEN).first()


def late_to_urge(seat: Seat, *, on: date) -> QuerySet[Standing]:
    """What is late on this day and may be urged by this seat: tasks that it follows
    up, parts that its desks gave; not what was reported, or urged today.
    """
    if not seat.can(Permission.WORK):
        return Standing.objects.none()
    found = queries.urgeable(on).filter(_followed_by(seat))
    return found.order_by("share__desk_name", "deadline")


def late_by_agency(seat: Seat, *, on: date) -> QuerySet[Standing]:
    """The late tasks of agencies that a letter of this seat may list."""
    if not seat.can(Permission.WORK):
        return Standing.objects.none()
    found = queries.late_now(on).filter(_followed_by(seat), share__parent=None)
    return found.exclude(share__agency=seat.agency_id)


def _followed_by(seat: Seat) -> Q:
    desks = list(desks_of(seat))
    given = Q(share__parent=None, share__duty__watcher_desk_id__in=desks)
    given |= Q(share__parent__desk_id__in=desks)
    if seat.can(Permission.GIVE_DUTIES):
        given |= Q(share__parent=None, share__duty__agency=seat.agency_id)
    return given


def evidence_offered(
    seat: Seat, *, since: date, limit: int = 30
) -> list[tuple[EvidenceKind, UUID, str]]:
    """What may show that something was done: the newest outgoing lines, incoming lines
    and dossiers since a day, as far as the seat reads them. Three queries.
    """
    scope = scope_of(seat)
    sent = (
        readable_lines(scope)
        .filter(issued_on__gte=since)
        .exclude(state=OutgoingState.CANCELLED)
        .order_by("-order_key")[:limit]
    )
    came = (
        readable_entries(scope)
        .filter(arrived_on__gte=since)
        .select_related("document")
        .order_by("-order_key")[:limit]
    )
    kept = visible_dossiers(scope).order_by("-id")[:limit]
    return [
        *((EvidenceKind.OUTGOING, x.pk, f"{x.symbol} · {x.subject}") for x in sent),
        *(
            (EvidenceKind.INCOMING, x.pk, f"{x.document.symbol} · {x.document.subject}")
            for x in came
        ),
        *(
            (EvidenceKind.DOSSIER, x.pk, f"{x.symbol}/{x.year} · {x.title}")
            for x in kept
        ),
    ]


def evidence_urls(seat: Seat, evidence: Sequence[Evidence]) -> dict[UUID, str]:
    """Where each may be opened, for what this seat may read; four queries at most."""
    scope = scope_of(seat)
    lines = {e.incoming_id for e in evidence if e.incoming_id}
    sent = {e.outgoing_id for e in evidence if e.outgoing_id}
    kept = {e.dossier_id for e in evidence if e.dossier_id}
    shown: set[UUID] = set()
    for rows, ids in (
        (readable_entries(scope), lines),
        (readable_lines(scope), sent),
        (visible_dossiers(scope), kept),
    ):
        if ids:
            shown |= set(rows.filter(pk__in=ids).values_list("pk", flat=True))
    found = _measured_urls(seat, evidence)
    for one in evidence:
        for name, pk in (
            ("documents:entry", one.incoming_id),
            ("outgoing:line", one.outgoing_id),
            ("archives:dossier", one.dossier_id),
        ):
            if pk in shown:
                found[one.id] = reverse(name, args=[pk])
    return found


def _measured_urls(seat: Seat, evidence: Sequence[Evidence]) -> dict[UUID, str]:
    """The records of a measured figure: of one's own body, of any living one for who
    leads the province's committee.
    """
    bodies = {one.body_id for one in evidence if one.body_id}
    leads = seat.is_central and seat.role in (Role.LEADER, Role.OFFICE_CHIEF)
    if not leads:
        bodies &= {seat.agency_id}
    living = (
        {body.id for body in agencies_on(seat.on, among=list(bodies))} if bodies else ()
    )
    found = {}
    for one in evidence:
        if one.body_id in living:
            address = reverse("figures:records", args=[one.indicator])
            found[one.id] = f"{address}?ky={one.period}&co-quan={one.body_id}"
    return found


# -- difficulties


def get_difficulty_for(seat: Seat, difficulty_id: UUID) -> Difficulty:
    """A difficulty of a share that the seat sees, or follows up."""
    found: Difficulty | None = (
        queries.visible_difficulties(reach_of(seat))
        .select_related("share__duty__paper", "share__parent")
        .filter(pk=difficulty_id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def decides_difficulty(seat: Seat, difficulty: Difficulty) -> bool:
    """Who gave the share; once it went further up, who leads the agency above alone."""
    if difficulty.state == DifficultyState.REFERRED:
        return _leads(seat, difficulty.decider_id)
    return decides_on(seat, difficulty.share)


def refers(seat: Seat, difficulty: Difficulty) -> bool:
    """Who may put it before an agency above: who gave the task, if there is any."""
    gave = difficulty.share.parent_id is None and decides_on(seat, difficulty.share)
    return gave and bool(agencies_above(seat.agency_id, seat.on))


def letter_goes_to(seat: Seat, difficulty: Difficulty) -> UUID | None:
    """The agency that the seat's next word on it has to be written to, where that is
    another: a watcher writes to who decides, who decides above to who asked.
    """
    to = difficulty.share.duty.agency_id
    above = difficulty.share.parent_id is None
    return to if above and to != seat.agency_id else None


def letter_for(seat: Seat, line_id: UUID, *, to: UUID | None = None) -> Document | None:
    """The paper of a line in either register that the seat reads; of an outgoing line
    only what was issued. ``to`` another agency goes only what one's own issued to it.
    """
    scope = scope_of(seat)
    if to is not None:
        own = _sent_to(seat, to).filter(pk=line_id).values_list("document", flat=True)
        return Document.objects.filter(pk__in=own).first()
    came = readable_entries(scope).filter(pk=line_id).values_list("document", flat=True)
    sent = readable_lines(scope).filter(pk=line_id, document__isnull=False)
    document = came.first() or sent.values_list("document", flat=True).first()
    return Document.objects.filter(pk=document).first() if document else None


def _sent_to(seat: Seat, to: UUID) -> QuerySet[OutgoingEntry]:
    lines = readable_lines(scope_of(seat)).filter(
        agency=seat.agency_id, document__isnull=False, state=OutgoingState.ISSUED
    )
    sent = Recipient.objects.filter(entry=OuterRef("pk"), agency=to)
    return lines.filter(Exists(sent))


def letters_offered(
    seat: Seat, *, to: UUID | None = None, limit: int = 30
) -> list[tuple[UUID, str]]:
    """The newest issued and incoming papers the seat reads, two queries; or what its
    own agency issued to another.
    """
    if to is not None:
        own = _sent_to(seat, to).order_by("-order_key")[:limit]
        return [(x.pk, f"{x.symbol} · {x.subject}") for x in own]
    scope = scope_of(seat)
    sent = (
        readable_lines(scope)
        .filter(document__isnull=False)
        .exclude(state=OutgoingState.CANCELLED)
        .order_by("-order_key")[:limit]
    )
    came = (
        readable_entries(scope)
        .select_related("document")
        .order_by("-order_key")[:limit]
    )
    return [
        *((x.pk, f"{x.symbol} · {x.subject}") for x in sent),
        *((x.pk, f"{x.document.symbol} · {x.document.subject}") for x in came),
    ]


def papers_read(seat: Seat, papers: Collection[UUID]) -> dict[UUID, str]:
    """Where each of these papers may be opened, for those the seat may read."""
    if not papers:
        return {}
    scope, found = scope_of(seat), {}
    came = readable_entries(scope).filter(document__in=list(papers))
    for document, line in came.values_list("document", "pk"):
        found[document] = reverse("documents:entry", args=[line])
    sent = readable_lines(scope).filter(document__in=list(papers))
    for document, line in sent.values_list("document", "pk"):
        if document is not None:
            found.setdefault(document, reverse("outgoing:line", args=[line]))
    return found


def difficulty_deeds(seat: Seat, difficulty: Difficulty) -> list[DutyDeed]:
    """What may be done with it now, the expected thing first."""
    share, found = difficulty.share, []
    asked = difficulty.state == DifficultyState.ASKED
    decides = decides_difficulty(seat, difficulty)
    waits_here = difficulty.state in (DifficultyState.ASKED, DifficultyState.ESCALATED)
    if asked and follows_up(seat, share):
        answer = DutyDeed("answer-difficulty", _("Trả lời"), "check", primary=True)
        found.append(answer)
        if not decides:
            words = _("Trình cấp trên")
            found.append(DutyDeed("escalate-difficulty", words, "forward"))
    if difficulty.state in OPEN_DIFFICULTIES and decides:
        found.append(
            DutyDeed("decide-difficulty", _("Quyết định"), "pencil", primary=not asked)
        )
    if waits_here and refers(seat, difficulty):
        words = _("Trình cơ quan cấp trên")
        found.append(DutyDeed("refer-difficulty", words, "forward"))
    return found


def letters_of(seat: Seat, duty: Duty) -> list[tuple[DutyLetter, str]]:
    """The letters that urged shares of a duty, with where the draft may be opened;
    of one's own agency only, as every draft is. Two queries.
    """
    found = list(
        DutyLetter.objects.filter(shares__duty=duty, draft__agency=seat.agency_id)
        .select_related("draft")
        .distinct()
        .order_by("at")
    )
    drafts = [letter.draft_id for letter in found]
    shown: set[UUID] = set()
    if drafts:
        read = readable_drafts(scope_of(seat)).filter(pk__in=drafts)
        shown = set(read.values_list("pk", flat=True))
    return [
        (one, reverse("outgoing:draft", args=[one.draft_id]))
        for one in found
        if one.draft_id in shown
    ]
