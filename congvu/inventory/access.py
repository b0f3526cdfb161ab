"""One policy: who keeps machines, and whose papers about them one sees.

An agency's administrator keeps those of that agency; the province's, and posts that
were named for it, those of all. Everybody sees the machines they were given and the
papers by which they got them; who heads a unit, those of the unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from congvu.files.models import FileState, StoredFile
from congvu.inventory import queries
from congvu.inventory.models import (
    AgentEnrolment,
    InventoryLoad,
    Likeness,
    Machine,
    MachineKeeper,
    MachinePaper,
    MachinePaperLine,
    WipedMedium,
    WipingRecord,
)
from congvu.inventory.queries import living
from congvu.inventory.rules import MachineState, PaperKind
from congvu.organisations.access import Seat, seats_at_post
from congvu.organisations.models import AgencyKind, Person, Post
from congvu.organisations.queries import agencies_on
from congvu.organisations.rules import UNIT_WIDE, Permission, Role
from congvu.sql import Tally

_NAMED = "inventory.named"
_NOT_SENT = [FileState.DESTROYED, FileState.QUARANTINED]


def keeps(seat: Seat) -> bool:
    return seat.can(Permission.KEEP_MACHINES) or _is_named(seat)


def keeps_all(seat: Seat) -> bool:
    own = seat.is_central and seat.can(Permission.KEEP_MACHINES)
    return own or _is_named(seat)


def names_keepers(seat: Seat) -> bool:
    """Who says which posts keep all, and how long machines last."""
    return seat.is_central and seat.can(Permission.KEEP_MACHINES)


def _is_named(seat: Seat) -> bool:
    """Asked once an answer; a deputy from whom it is kept back does not."""
    if Permission.KEEP_MACHINES in seat.withheld:
        return False
    known = seat.counted.setdefault(_NAMED, {})
    if "posts" not in known:
        named = queries.named_keepers(seat.on).filter(post=seat.post_id)
        known["posts"] = int(named.exists())
    return known["posts"] > 0


def need_keeper(seat: Seat) -> Seat:
    """The seat, where it keeps machines at all; otherwise not found."""
    if not keeps(seat):
        raise Http404
    return seat


def need_namer(seat: Seat) -> Seat:
    if not names_keepers(seat):
        raise Http404
    return seat


def kept_agencies(seat: Seat) -> list[UUID] | None:
    """Whose machines one keeps; None: of all."""
    if keeps_all(seat):
        return None
    return [seat.agency_id] if keeps(seat) else []


def agencies_offered(seat: Seat) -> list[tuple[UUID, str]]:
    """For whom one may enter something, one's own first."""
    own = [(seat.agency_id, seat.agency_name)]
    if not keeps_all(seat):
        return own
    return own + [(a.id, a.name) for a in agencies_on(seat.on) if a.id != own[0][0]]


def may_keep_for(seat: Seat, agency_id: UUID) -> bool:
    return agency_id in dict(agencies_offered(seat))


def kept_machines(seat: Seat) -> QuerySet[Machine]:
    if not keeps(seat):
        return Machine.objects.none()
    return living() if keeps_all(seat) else living().filter(agency=seat.agency_id)


def get_machine_to_keep(seat: Seat, machine_id: UUID) -> Machine:
    """The machine; or, for the key of one that was merged, the one it is."""
    rows = Machine.objects.select_related("merged_into")
    asked = rows.filter(pk=machine_id).first()
    while asked is not None and asked.merged_into is not None:
        asked = asked.merged_into
    found = None
    if asked is not None:
        kept = kept_machines(seat).select_related("user", "unit")
        found = kept.filter(pk=asked.pk).first()
    if found is None:
        raise Http404
    return found


def is_given(seat: Seat, machine_id: UUID) -> bool:
    """Whether it was given to this person to work with."""
    return living().filter(pk=machine_id, user=seat.person_id).exists()


def get_enrolment_to_keep(seat: Seat, enrolment_id: UUID) -> AgentEnrolment:
    found = AgentEnrolment.objects.filter(pk=enrolment_id).first()
    agencies = kept_agencies(seat)
    if found is None or (agencies is not None and found.agency_id not in agencies):
        raise Http404
    return found


def get_load_to_keep(seat: Seat, load_id: UUID) -> InventoryLoad:
    found = InventoryLoad.objects.defer("lines").filter(pk=load_id).first()
    agencies = kept_agencies(seat)
    if found is None or (agencies is not None and found.agency_id not in agencies):
        raise Http404
    return found


def get_likeness_to_keep(seat: Seat, likeness_id: UUID) -> Likeness:
    rows = Likeness.objects.select_related("first", "second")
    found = rows.filter(pk=likeness_id).first()
    agencies = kept_agencies(seat)
    if found is None:
        raise Http404
    both = {found.first.agency_id, found.second.agency_id}
    if agencies is not None and not both <= set(agencies):
        raise Http404
    return found


def get_keeper_to_end(seat: Seat, keeper_id: UUID) -> MachineKeeper:
    found = MachineKeeper.objects.filter(pk=keeper_id).first()
    if found is None or not names_keepers(seat):
        raise Http404
    return found


# -- papers


def papers_seen(seat: Seat) -> QuerySet[MachinePaper]:
    """At both ends: by who keeps the machines of either agency, by who gets them and
    by the head of a unit that does.
    """
    rows = MachinePaper.objects.all()
    agencies = kept_agencies(seat)
    if agencies is None:
        return rows
    asked = Q(to_person=seat.person_id)
    asked |= Q(agency__in=agencies) | Q(to_agency__in=agencies)
    if seat.role in UNIT_WIDE:
        asked |= Q(to_unit__in=list(seat.principals))
    return rows.filter(asked)


def get_paper_for(seat: Seat, paper_id: UUID) -> MachinePaper:
    found = papers_seen(seat).filter(pk=paper_id).first()
    if found is None:
        found = MachinePaper.objects.filter(_of_inherited(seat), pk=paper_id).first()
    if found is None:
        raise Http404
    return found


def _of_inherited(seat: Seat) -> Exists:
    """A machine that one keeps came from an agency that ended: so did its papers."""
    lines = MachinePaperLine.objects.filter(paper=OuterRef("pk"))
    return Exists(
        lines.filter(
            machine__in=kept_machines(seat), machine__came_from=OuterRef("agency")
        )
    )


def papers_about(seat: Seat, machine: Machine) -> list[MachinePaper]:
    """On which this machine stands, of the agencies whose papers one sees and of those
    from which it came as they ended; the newest first.
    """
    agencies = kept_agencies(seat)
    found = queries.papers_of(machine)
    if agencies is None:
        return found
    # No agency is nobody's: most papers go to none.
    own = {*agencies, machine.came_from} - {None}
    return [p for p in found if p.agency_id in own or p.to_agency_id in own]


def get_paper_to_keep(seat: Seat, paper_id: UUID) -> MachinePaper:
    """For who gives the machines: to take it back, to have it signed."""
    found = get_paper_for(seat, paper_id)
    agencies = kept_agencies(seat)
    if agencies is not None and found.agency_id not in agencies:
        raise Http404
    return found


def get_paper_to_settle(seat: Seat, paper_id: UUID) -> MachinePaper:
    found = get_paper_for(seat, paper_id)
    if not may_settle(seat, found):
        raise Http404
    return found


def may_settle(seat: Seat, paper: MachinePaper) -> bool:
    """Who gets the machines: the person, the unit's head, who keeps the agency's."""
    if paper.kind == PaperKind.MOVE and paper.to_agency_id is not None:
        if paper.to_agency_id == seat.agency_id:
            return keeps(seat)
        # For an agency that has nobody of its own to say so.
        return keeps_all(seat) and not _own_keepers(paper.to_agency_id, seat.on)
    if paper.to_person_id is not None:
        return paper.to_person_id == seat.person_id
    return paper.to_unit_id in seat.desks


def who_settles(paper: MachinePaper, on: date) -> set[UUID]:
    """Desks and log-ins to which it is told that a paper waits for them."""
    if paper.kind == PaperKind.MOVE and paper.to_agency_id is not None:
        return keepers_of(paper.to_agency_id, on)
    if paper.to_person_id is not None:
        rows = Person.objects.filter(pk=paper.to_person_id, user__isnull=False)
        return set(rows.values_list("user", flat=True))
    return {paper.to_unit_id} if paper.to_unit_id is not None else set()


def keepers_of(agency_id: UUID, on: date) -> set[UUID]:
    """The log-ins of who keeps its machines: an administrator's seat has no desk. Where
    an agency has none of its own, the province's, and posts named for all.
    """
    if found := _own_keepers(agency_id, on):
        return found
    named = queries.named_keepers(on).values("post")
    posts = Post.objects.valid(on=on).filter(role=Role.ADMINISTRATOR)
    central = posts.filter(unit__agency__kind=AgencyKind.PROVINCE)
    return _log_ins(central, on) | _log_ins(Post.objects.filter(pk__in=named), on)


def _own_keepers(agency_id: UUID, on: date) -> set[UUID]:
    posts = Post.objects.valid(on=on).filter(role=Role.ADMINISTRATOR)
    return _log_ins(posts.filter(unit__agency=agency_id), on)


def _log_ins(posts: QuerySet[Post], on: date) -> set[UUID]:
    seats = [
        s for pk in posts.values_list("pk", flat=True) for s in seats_at_post(pk, on)
    ]
    return {seat.user_id for seat in seats if seat.user_id is not None}


# -- media made unreadable


def wipings_seen(seat: Seat) -> QuerySet[WipingRecord]:
    """By who keeps machines, and by those of the agency who read its security: they
    sign the minutes.
    """
    rows = WipingRecord.objects.all()
    agencies = kept_agencies(seat)
    if agencies is None:
        return rows
    reads = [seat.agency_id] if seat.can(Permission.READ_SECURITY) else []
    return rows.filter(agency__in=[*agencies, *reads])


def sees_wipings(seat: Seat) -> bool:
    return keeps(seat) or seat.can(Permission.READ_SECURITY)


def need_wiping_reader(seat: Seat) -> Seat:
    if not sees_wipings(seat):
        raise Http404
    return seat


def get_wiping_for(seat: Seat, record_id: UUID) -> WipingRecord:
    rows = wipings_seen(seat).select_related("minutes", "draft")
    found = rows.filter(pk=record_id).first()
    if found is None:
        raise Http404
    return found


def get_wiping_to_keep(seat: Seat, record_id: UUID) -> WipingRecord:
    found = get_wiping_for(seat, record_id)
    agencies = kept_agencies(seat)
    if agencies is not None and found.agency_id not in agencies:
        raise Http404
    return found


def composes_minutes(seat: Seat, record: WipingRecord) -> bool:
    return seat.can(Permission.DRAFT) and record.agency_id == seat.agency_id


def get_wiping_to_compose(seat: Seat, record_id: UUID) -> WipingRecord:
    found = get_wiping_for(seat, record_id)
    if not composes_minutes(seat, found):
        raise Http404
    return found


def get_wiping_file(
    seat: Seat, record_id: UUID, medium_id: UUID
) -> tuple[StoredFile, str]:
    """What proves it, but what was found to be harmful."""
    found = get_wiping_for(seat, record_id)
    rows = WipedMedium.objects.filter(record=found, file__isnull=False)
    rows = rows.exclude(file__state__in=_NOT_SENT).select_related("file")
    one = rows.filter(pk=medium_id).first()
    if one is None or one.file is None:
        raise Http404
    return one.file, one.file_name


# -- what waits


@dataclass(frozen=True)
class MachineWork:
    """What of machines waits for a seat: papers to confirm, machines of people who
    left, and for who keeps machines how many are silent.
    """

    papers: Sequence[MachinePaper] = ()
    left: Sequence[Machine] = field(default=())
    silent: int = 0

    @property
    def count(self) -> int:
        return len(self.papers) + bool(self.left) + bool(self.silent)


def machines_waiting(seat: Seat) -> dict[str, Tally]:
    """What is counted first, so that who has none of it is asked nothing more."""
    heads = seat.role in UNIT_WIDE
    own = [seat.agency_id] if seat.can(Permission.KEEP_MACHINES) else []
    return {
        "machines_named": queries.named_at(seat.post_id, seat.on),
        "machine_papers": queries.papers_waiting(
            seat.person_id, seat.desks if heads else frozenset(), own
        ),
        "machines_left": queries.left_behind(
            seat.principals if heads else frozenset(), seat.on
        ),
    }


def machines_to_do(seat: Seat) -> MachineWork:
    """For "Việc của tôi"; one query where nothing waits, or none if it was counted."""
    counts = seat.count(**machines_waiting(seat))
    seat.counted.setdefault(_NAMED, {})["posts"] = counts["machines_named"]
    heads, is_keeper = seat.role in UNIT_WIDE, keeps(seat)
    papers: Sequence[MachinePaper] = ()
    if counts["machine_papers"] or is_keeper:
        papers = queries.waiting_for(
            person_id=seat.person_id,
            units=seat.desks if heads else (),
            agencies=[seat.agency_id] if is_keeper else [],
        )
    if not is_keeper:
        left: Sequence[Machine] = ()
        if counts["machines_left"]:
            left = queries.without_holder(seat.principals, seat.on)
        return MachineWork(papers, left)
    own = kept_machines(seat).filter(agency=seat.agency_id)
    silent = own.filter(state=MachineState.IN_USE).exclude(silent_told_at=None)
    left = queries.without_holder(None, seat.on, among=own)
    return MachineWork(papers, left, silent.count())
