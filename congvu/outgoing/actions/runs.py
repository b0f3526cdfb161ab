"""A run over many papers: begun with one press, each paper answered for by itself.

The signing is done by client.py; here is what it is told and what is written down. The
right to sign is asked of each paper before its digest is made, and again when the
record is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat, seat_held
from congvu.organisations.rules import Permission
from congvu.outgoing import queries
from congvu.outgoing.actions.signing import (
    NO_MARKS,
    enter_agency,
    enter_personal,
    ready_to_seal,
    ready_to_sign,
    stored,
    stored_marks,
)
from congvu.outgoing.formats.signable import ToBeSigned
from congvu.outgoing.models import Draft, RunPaper, SigningRun
from congvu.outgoing.rules import SignedHow
from congvu.outgoing.rules.runs import MOST_AT_ONCE, RunPaperState, RunStep
from congvu.signatures.formats.signing import Applied
from congvu.signatures.models import SigningKey


@transaction.atomic
def start_run(
    *,
    how: SignedHow,
    draft_ids: Sequence[UUID],
    key: SigningKey,
    by: Seat,
    at: datetime,
) -> SigningRun:
    """Write down what is to be signed; the papers keep their places until they are.

    One run at a time for a person and a post: a button pressed twice asks a token for
    its PIN twice.
    """
    wanted = list(dict.fromkeys(draft_ids))
    registry = by.agency_id if by.can(Permission.NUMBER) else None
    here = Draft.objects.filter(queries.lying(by.desks, registry), pk__in=wanted)
    found = {d.id: d for d in here}
    reasons: list[Reason | str] = []
    if not wanted:
        reasons.append(Reason(_("Chưa chọn văn bản nào."), "drafts"))
    if len(wanted) > MOST_AT_ONCE:
        words = _("Mỗi lượt ký nhiều nhất %(most)d văn bản.") % {"most": MOST_AT_ONCE}
        reasons.append(Reason(words, "drafts"))
    if lost := len(wanted) - len(found):
        words = _("%(n)d văn bản đã chọn không còn ở bàn này; tải lại trang.")
        reasons.append(Reason(words % {"n": lost}, "drafts"))
    reasons += _close_lost(by, at)
    if reasons:
        raise Refused(reasons)
    run = SigningRun.objects.create(
        agency_id=by.agency_id,
        how=how,
        key=key,
        person_id=by.person_id,
        person_name=by.person_name,
        post_id=by.post_id,
        post_name=by.acts_as,
        started_at=at,
        beat_at=at,
    )
    RunPaper.objects.bulk_create(
        [
            RunPaper(run=run, draft=found[one], position=place)
            for place, one in enumerate(wanted, 1)
        ]
    )
    record(
        "outgoing.run-started",
        by=by.actor,
        at=at,
        on=run,
        agency_id=by.agency_id,
        data={"how": how.value, "papers": len(wanted), "fingerprint": key.fingerprint},
    )
    return run


def _close_lost(by: Seat, at: datetime) -> list[Reason]:
    """An earlier run whose process was killed is over; one that lives goes first."""
    earlier = (
        SigningRun.objects.select_for_update()
        .filter(person_id=by.person_id, post_id=by.post_id, ended_at=None)
        .first()
    )
    if earlier is None:
        return []
    if not earlier.is_lost(at):
        return [Reason(_("Một lượt ký trước của anh/chị đang chạy; chờ ký xong."))]
    words = _("Máy chủ dừng giữa chừng; những văn bản chưa ký vẫn chờ.")
    _end(earlier, at, words)
    return []


def _end(run: SigningRun, at: datetime, words: str) -> None:
    run.step, run.ended_at, run.ended_because = RunStep.ENDED, at, words
    run.save(update_fields=["step", "ended_at", "ended_because"])


@dataclass(frozen=True)
class RunAtWork:
    """A run as its signer is told of it (client.Run); ``seat`` is who pressed."""

    run: SigningRun
    seat: Seat

    @property
    def key(self) -> SigningKey:
        return self.run.key

    def papers(self) -> list[UUID]:
        rows = self.run.papers.filter(state=RunPaperState.WAITING)
        return list(rows.order_by("position").values_list("draft_id", flat=True))

    def prepare(self, draft_id: UUID, at: datetime) -> ToBeSigned | None:
        """What is to be signed; nothing where it may not be, which is written down."""
        ready = ready_to_sign if self._is_personal else ready_to_seal
        try:
            return ready(draft_id=draft_id, by=self._seat(at), at=at)
        except Refused as why:
            self.fail([draft_id], _said(why), at)
            return None

    def keep(
        self,
        draft_id: UUID,
        version: int,
        applied: Applied,
        at: datetime,
        marked: Mapping[UUID, Applied] = NO_MARKS,
    ) -> None:
        """Record and answer in one transaction: signed once, and said so."""
        try:
            self._keep(draft_id, version, applied, at, marked)
        except Refused as why:
            self.fail([draft_id], _said(why), at)

    def _keep(
        self,
        draft_id: UUID,
        version: int,
        applied: Applied,
        at: datetime,
        marked: Mapping[UUID, Applied],
    ) -> None:
        by = self._seat(at)
        file, marks = stored(applied.pdf, by, at), stored_marks(marked, by, at)
        with transaction.atomic():
            if self._is_personal:
                enter_personal(
                    draft_id=draft_id,
                    version=version,
                    applied=applied,
                    file=file,
                    key=self.key,
                    by=by,
                    at=at,
                )
            else:
                enter_agency(
                    draft_id=draft_id,
                    applied=applied,
                    file=file,
                    key=self.key,
                    by=by,
                    at=at,
                    marked=marks,
                )
            self.run.papers.filter(draft=draft_id).update(
                state=RunPaperState.SIGNED, done_at=at
            )

    def fail(self, draft_ids: Sequence[UUID], words: str, at: datetime) -> None:
        """Say why; what is signed already stays so."""
        self.run.papers.filter(
            draft__in=list(draft_ids), state=RunPaperState.WAITING
        ).update(state=RunPaperState.FAILED, why=words, done_at=at)

    def step(self, step: RunStep, at: datetime) -> None:
        self._open().update(step=step, beat_at=at)

    def beat(self, at: datetime) -> None:
        self._open().update(beat_at=at)

    @transaction.atomic
    def end(self, at: datetime, words: str = "") -> None:
        """Write down how it ended. Whoever found it lost may have ended it before."""
        run = self._open().select_for_update().first()
        if run is None:
            return
        _end(run, at, words)
        states = list(run.papers.values_list("state", flat=True))
        record(
            "outgoing.run-ended",
            by=self.seat.actor,
            at=at,
            on=run,
            agency_id=run.agency_id,
            data={
                "signed": states.count(RunPaperState.SIGNED),
                "failed": states.count(RunPaperState.FAILED),
            },
        )

    @property
    def _is_personal(self) -> bool:
        return self.run.how == SignedHow.PERSONAL

    def _open(self) -> Any:
        return SigningRun.objects.filter(pk=self.run.pk, ended_at=None)

    def _seat(self, at: datetime) -> Seat:
        """Posts end and delegations are taken back while a run goes on."""
        return seat_held(
            person_id=self.seat.person_id,
            post_id=self.seat.post_id,
            on=local_date(at),
            door=self.seat.door,
            address=self.seat.address,
        )


def _said(why: Refused) -> str:
    return " ".join(_(one.message) for one in why.reasons)
