"""Drafts as one desk may see them, one draft whole, and what waits on a desk."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from congvu.documents.queries import Scope, deadline_of, stamp
from congvu.documents.queries.filters import starting
from congvu.documents.rules import search_words
from congvu.lib.dates import WorkCalendar
from congvu.outgoing.models import (
    Draft,
    DraftCheck,
    DraftGrant,
    DraftVersion,
    OpinionRequest,
    OutgoingEntry,
    UnsavedText,
)
from congvu.outgoing.queries.lists import readable_lines
from congvu.outgoing.rules import (
    DRAFT_STATE_NAMES,
    OPEN_DRAFT_STATES,
    SIGNED_STATES,
    AskedState,
    DraftState,
    SignedHow,
    text_of,
)
from congvu.outgoing.rules.departure import NUMBER, PLACE, SEAL
from congvu.sql import Compiled, Tally
from congvu.ui.rules import Deadline, Row, Tone

MOST_WORK = 300


class DraftTab(StrEnum):
    MINE = "cho-toi"
    OPEN = "dang-lam"
    ENDED = "da-xong"
    LATE = "ky-chua-phat-hanh"  # signed and, its time over, without a number


@dataclass(frozen=True)
class DraftPage:
    """One page of drafts; ``after`` is the id the next begins below."""

    drafts: list[Draft]
    after: UUID | None


def visible_drafts(scope: Scope) -> QuerySet[Draft]:
    """Every draft the scope covers; of the seat's own agency only."""
    drafts = Draft.objects.filter(agency=scope.agency_id)
    granted = _granted(scope)
    if granted is None:
        return drafts
    desks = list(granted | scope.past)
    return drafts.filter(
        Exists(DraftGrant.objects.filter(draft=OuterRef("pk"), principal_id__in=desks))
    )


def readable_drafts(scope: Scope) -> QuerySet[Draft]:
    """With them, those that agencies left which ended: to open one."""
    if not scope.ancestors:
        return visible_drafts(scope)
    own, granted = {scope.agency_id}, _granted(scope)
    whole = scope.whole if scope.drafts else frozenset()
    desks = list(scope.past | (granted or frozenset()))
    given = DraftGrant.objects.filter(draft=OuterRef("pk"), principal_id__in=desks)
    return Draft.objects.filter(
        Q(agency__in=whole | (own if granted is None else set())) | Q(Exists(given)),
        agency__in=own | scope.ancestors,
    )


def _granted(scope: Scope) -> frozenset[UUID] | None:
    """By which desks the scope's own drafts are seen; None where all of them are."""
    return scope.principals if scope.drafts else scope.desks


@dataclass(frozen=True)
class Answering:
    """A draft that answers an incoming line, and the line of the book it became; each
    only where the reader may open it.
    """

    draft: Draft | None
    entry: OutgoingEntry | None


def answers_to(scope: Scope, incoming_id: UUID) -> list[Answering]:
    """Oldest first; three queries for any number."""
    drafts = Draft.objects.filter(answers=incoming_id).order_by("created_at", "id")
    seen = {
        *readable_drafts(scope).filter(answers=incoming_id).values_list("pk", flat=True)
    }
    lines = readable_lines(scope).filter(draft__answers=incoming_id)
    found = {line.pk: line for line in lines.defer("search", "search_text")}
    told = [
        Answering(
            one if one.pk in seen else None,
            found.get(one.entry_id) if one.entry_id else None,
        )
        for one in drafts
    ]
    return [one for one in told if one.draft or one.entry]


def lying(desks: Collection[UUID], registry: UUID | None) -> Q:
    """On these desks; to who numbers for an agency, all that it signed and not issued.

    No clerk is a bottleneck, and nothing is dead that lies with one who left.
    """
    found = Q(desk_id__any=list(desks))
    if registry is None:
        return found
    return found | Q(agency=registry, state__in=sorted(SIGNED_STATES))


def drafts_page(
    scope: Scope,
    *,
    desks: frozenset[UUID],
    registry: UUID | None = None,
    tab: DraftTab = DraftTab.OPEN,
    find: str = "",
    after: UUID | None = None,
    limit: int = 50,
) -> DraftPage:
    """Newest first, one query; ids grow with time, so they are the key."""
    drafts = visible_drafts(scope)
    if tab == DraftTab.LATE:
        drafts = drafts.filter(state=DraftState.SIGNED, release_due_at__lt=Now())
    elif tab == DraftTab.ENDED:
        drafts = drafts.exclude(state__in=sorted(OPEN_DRAFT_STATES))
    else:
        drafts = drafts.filter(state__in=sorted(OPEN_DRAFT_STATES))
    if tab == DraftTab.MINE:
        asked = OpinionRequest.objects.filter(
            draft=OuterRef("pk"), desk_id__in=list(desks), state=AskedState.WAITING
        )
        drafts = drafts.filter(lying(desks, registry) | Q(Exists(asked)))
    if after is not None:
        drafts = drafts.filter(pk__lt=after)
    words = search_words(find)
    if words:
        drafts = drafts.filter(search=starting(words))
    rows = list(drafts.defer("search", "search_text").order_by("-id")[: limit + 1])
    more = rows[limit - 1].id if len(rows) > limit else None
    return DraftPage(rows[:limit], more)


@dataclass(frozen=True)
class DraftDetail:
    """One draft with its versions (newest first), checks and opinions."""

    draft: Draft
    versions: list[DraftVersion]
    checks: list[DraftCheck]
    requests: list[OpinionRequest]

    @property
    def newest(self) -> DraftVersion:
        return self.versions[0]

    @property
    def standing(self) -> dict[str, DraftCheck]:
        """By kind, the check that counts for the newest version: the latest word."""
        version = self.draft.version
        latest = {c.kind: c for c in self.checks if c.version == version}
        return {kind: c for kind, c in latest.items() if c.passed}

    def asked_of(self, desks: frozenset[UUID]) -> list[OpinionRequest]:
        """Where this desk still has to say something."""
        return [
            r
            for r in self.requests
            if r.state == AskedState.WAITING and r.desk_id in desks
        ]


def draft_detail(draft: Draft) -> DraftDetail:
    """Four queries, however long its life was; of the words only the newest."""
    versions = draft.versions.select_related("file").order_by("-number")
    newest = versions.get(number=draft.version)
    return DraftDetail(
        draft=draft,
        versions=[newest, *versions.defer("body", "unread").exclude(pk=newest.pk)],
        checks=list(draft.checks.order_by("made_at", "id")),
        requests=list(
            draft.requests.select_related("opinion").order_by("asked_at", "desk_name")
        ),
    )


def steps_ahead(draft: Draft, signed: Collection[str]) -> list[tuple[str, str]]:
    """What comes after the approval and is not done yet, and by whom or when."""
    if draft.state not in OPEN_DRAFT_STATES:
        return []
    found = [(_("Phát hành"), _("tới nơi nhận"))]
    if not {SignedHow.AGENCY, SignedHow.PEN} & set(signed):
        found.insert(0, (_("Ký số của cơ quan"), _("sau khi cấp số")))
    if draft.entry_id is None:
        found.insert(0, (_("Số và ngày"), _("cấp sau khi ký")))
    if not signed:
        found.insert(0, (_("Ký của người có thẩm quyền"), draft.signer_name))
    return found


def set_elements(draft: Draft, signed: Collection[str]) -> set[str]:
    """Which of the elements that come after the signature stand on it by now."""
    numbered = {NUMBER, PLACE} if draft.entry_id else set()
    return numbered | ({SEAL} if SignedHow.AGENCY in signed else set())


# -- what waits on a desk


def _listed(states: Iterable[DraftState]) -> str:
    return ", ".join(f"'{state}'" for state in sorted(states))


_WAITING = f"""
SELECT (SELECT count(*) FROM outgoing_draft d
         WHERE d.state IN ({_listed(OPEN_DRAFT_STATES)})
           AND (d.desk_id IN (%(desks)s) {{signed}}))
     + (SELECT count(*) FROM outgoing_opinionrequest r
         WHERE r.desk_id IN (%(desks)s) AND r.state = '{AskedState.WAITING}')
"""  # noqa: S608 - our own constants
_SIGNED = f"""
                OR d.agency_id = %(registry)s
                   AND d.state IN ({_listed(SIGNED_STATES)})
"""


def drafts_waiting(desks: frozenset[UUID], registry: UUID | None = None) -> Tally:
    """How many drafts wait for these desks, to go on or for an opinion."""
    if registry is None:
        return Tally(_WAITING.format(signed=""), {"desks": desks})
    text = _WAITING.format(signed=_SIGNED)
    return Tally(text, {"desks": desks, "registry": registry})


@dataclass(frozen=True)
class DraftWork:
    """One line of "Việc của tôi": a draft on my desk, or one I am asked about."""

    draft: Draft
    due_on: date | None
    verb: str
    note: str


def draft_work(desks: frozenset[UUID], registry: UUID | None = None) -> list[DraftWork]:
    """Drafts that wait for these desks, then opinions asked of them; two queries."""
    if not desks:
        return []
    numbers_for = {} if registry is None else {"registry": registry}
    mine = _lying(desks=list(desks), **numbers_for)
    asked = _asked(desks=list(desks))
    return [DraftWork(d, d.due_on, draft_verb(d), _state(d)) for d in mine] + [
        DraftWork(
            r.draft,
            r.due_on,
            _("Góp ý"),
            _("%(who)s xin ý kiến") % {"who": r.asked_by},
        )
        for r in asked
    ]


_lying: Compiled[Draft] = Compiled(
    lambda desks, registry=None: Draft.objects.filter(
        lying(desks, registry), state__in=sorted(OPEN_DRAFT_STATES)
    ).order_by("due_on", "id")[:MOST_WORK],
    by_key=True,
)
_asked: Compiled[OpinionRequest] = Compiled(
    lambda desks: (
        OpinionRequest.objects.filter(desk_id__any=desks, state=AskedState.WAITING)
        .select_related("draft")
        .order_by("due_on", "id")[:MOST_WORK]
    ),
    by_key=True,
)


def draft_verb(draft: Draft) -> str:
    """What the draft asks of the desk it lies on."""
    return {
        DraftState.WRITING: _("Soạn thảo"),
        DraftState.CONTENT: _("Kiểm tra nội dung"),
        DraftState.FORM: _("Kiểm tra thể thức"),
        DraftState.APPROVAL: _("Duyệt"),
        DraftState.APPROVED: _("Ký"),
        DraftState.SIGNED: _("Cấp số"),
        DraftState.NUMBERED: _("Ký cơ quan"),
    }.get(DraftState(draft.state), "")


def _state(draft: Draft) -> str:
    return _("%(who)s soạn, bản %(number)s") % {
        "who": draft.drafter_name,
        "number": draft.version,
    }


def deadline_of_draft(draft: Draft, *, on: date, days: WorkCalendar) -> Deadline:
    """By when it has to be out, as long as it is not."""
    is_open = draft.state in OPEN_DRAFT_STATES
    return deadline_of(draft.due_on if is_open else None, on=on, days=days)


def draft_row(
    draft: Draft,
    *,
    url: str,
    on: date,
    days: WorkCalendar,
    selected: bool = False,
    work: DraftWork | None = None,
) -> Row:
    """One line of a list of drafts, or of my work."""
    is_open = draft.state in OPEN_DRAFT_STATES
    due = work.due_on if work else draft.due_on
    state = _(DRAFT_STATE_NAMES[DraftState(draft.state)])
    return Row(
        url=url,
        subject=draft.subject,
        verb=work.verb if work else draft.type_name,
        sender=_("Dự thảo %(type)s") % {"type": draft.type_name.lower()},
        note=work.note if work else draft.drafter_name,
        holder=draft.desk_name.split(",")[0] if is_open and not work else "",
        deadline=deadline_of(due, on=on, days=days) if is_open else None,
        urgency=stamp(draft.urgency),
        state="" if work else state,
        state_tone=Tone.DONE if draft.state == DraftState.ISSUED else "",
        selected=selected,
        key=str(draft.id),
    )


# -- what an editor shows


def unsaved_of(draft: Draft, person_id: UUID) -> UnsavedText | None:
    """What this person typed on it and has not saved."""
    return UnsavedText.objects.filter(draft=draft, person_id=person_id).first()


def body_fields(body: dict[str, Any]) -> dict[str, str]:
    """A version's parts as an editor of plain fields shows them."""
    return {
        "summary": str(body.get("summary", "")),
        "addressees": "\n".join(body.get("addressees") or []),
        "bases": "\n".join(body.get("bases") or []),
        "body": text_of(body.get("body") or []),
        "recipients": "\n".join(body.get("recipients") or []),
        "filed": str(body.get("filed", "")),
        "drafter_mark": str(body.get("drafter_mark", "")),
        "copies": str(body.get("copies") or ""),
    }
