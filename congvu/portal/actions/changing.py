"""What becomes of a public paper: amended, recalled, taken down, destroyed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions import refuse_secret, secret_words
from congvu.documents.models import DocumentFile
from congvu.documents.rules import first_mark
from congvu.files import actions as files
from congvu.files.models import FileState, StoredFile
from congvu.jobs.actions import enqueue
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role
from congvu.outgoing.models import OutgoingEntry
from congvu.portal.access.papers import may_decide
from congvu.portal.actions.opening import destroy_drafts
from congvu.portal.actions.reading import ask_to_read
from congvu.portal.actions.searching import drop_row, empty_row
from congvu.portal.actions.shelf import take_away
from congvu.portal.models import PublicBoard, PublicDocument, Publishing
from congvu.portal.queries import PAPER, REDACTED, SUMMARY, fill_in
from congvu.portal.rules import (
    BY_RELATION,
    GONE,
    LONGEST_WHY,
    SAID_BY,
    BoardKind,
    FileChoice,
    PublishingState,
    Validity,
)


def take_down(
    *, publishing_id: UUID, why: str, is_secret: bool, by: Seat, at: datetime
) -> Publishing:
    """Off the portal, with a notice and its reason; of a secret nothing stays there."""
    if not is_secret:
        refuse_secret(level=first_mark([nfc(why)]), by=by, at=at)
    return _take_down(publishing_id, why, by, at, is_secret=is_secret)


@transaction.atomic
def _take_down(
    publishing_id: UUID, why: str, by: Seat, at: datetime, *, is_secret: bool
) -> Publishing:
    rows = Publishing.objects.select_for_update(of=("self",))
    found = rows.filter(pk=publishing_id, agency=by.agency_id).first()
    reasons = []
    if not may_decide(by):
        reasons.append(Reason(_("Không có quyền quyết định công khai.")))
    if found is None or found.state != PublishingState.PUBLIC:
        reasons.append(Reason(_("Văn bản không ở trên cổng.")))
    if not nfc(why) and not is_secret:
        reasons.append(Reason(_("Ghi vì sao gỡ; lý do hiện trên cổng."), "why"))
    if len(nfc(why)) > LONGEST_WHY:
        words = _("Lý do dài quá %(most)d ký tự.") % {"most": LONGEST_WHY}
        reasons.append(Reason(words, "why"))
    if reasons or found is None:
        raise Refused(reasons)
    if is_secret:
        _destroy(found, by.actor, at)
        destroy_drafts(file=None, publishings=[found.pk], by=by.actor, at=at)
        return found
    _end(found, Validity.WITHDRAWN, nfc(why), by.actor, at)
    return found


def note_recalled(*, entry: OutgoingEntry, why: str, by: Actor, at: datetime) -> None:
    """In the transaction that recalls it: the public reads why from that moment on."""
    rows = Publishing.objects.select_for_update(of=("self",))
    _stay_in_force(entry, by, at)
    found = rows.filter(entry=entry).first()
    if found is None:
        return
    if found.state == PublishingState.PUBLIC:
        _end(found, Validity.RECALLED, why, by, at)
    elif found.state != PublishingState.TAKEN_DOWN:
        found.state, found.why = PublishingState.KEPT, why[:LONGEST_WHY]
        found.save(update_fields=["state", "why"])


def _end(
    found: Publishing, validity: Validity, why: str, by: Actor, at: datetime
) -> None:
    found.state, found.why = PublishingState.TAKEN_DOWN, why[:LONGEST_WHY]
    found.save(update_fields=["state", "why"])
    shown = PublicDocument.objects.select_for_update().get(publishing=found)
    leave_notice(shown, validity, why, local_date(at), at)
    record(
        "portal.taken-down",
        by=by,
        at=at,
        on=shown,
        agency_id=shown.agency_id,
        data={"symbol": shown.symbol, "validity": validity, "why": found.why},
    )


def leave_notice(
    shown: PublicDocument, validity: Validity, why: str, on: date, at: datetime
) -> None:
    """At the same address: what it was and why it is gone; file and words go."""
    digests = [shown.file_sha256, *(one["sha256"] for one in shown.attachments)]
    shown.validity, shown.validity_on = validity, on
    shown.notice, shown.changed_at = why[:LONGEST_WHY], at
    shown.file_sha256 = shown.file_name = shown.media_type = ""
    shown.file_size, shown.file_pages, shown.attachments = 0, None, []
    shown.save()
    empty_row(PAPER, str(shown.pk))
    _drop_board(shown)
    transaction.on_commit(partial(take_away, [one for one in digests if one]))


def _drop_board(shown: PublicDocument) -> None:
    """What it ordered goes with it, not with the next copy."""
    PublicBoard.objects.filter(kind=BoardKind.RESULTS, key=shown.pk.hex).delete()


def _stay_in_force(entry: OutgoingEntry, by: Actor, at: datetime) -> None:
    """What it corrected, amended, or was to replace from a day to come is so no more;
    what other papers said of that one holds as before."""
    relation = getattr(entry, "relation", None)
    if relation is None:
        return
    rows = PublicDocument.objects.select_for_update().exclude(validity__in=sorted(GONE))
    shown = rows.filter(publishing__entry=relation.earlier_id).first()
    if shown is None:
        return
    others = relation.earlier.later.exclude(entry=entry).select_related("entry")
    validity = BY_RELATION[relation.kind]
    if validity in GONE:
        if shown.replaced_on is None:
            return
        shown.replaced_on = None
    else:
        if shown.validity != validity or _named(entry) not in shown.notice:
            return
        shown.validity, shown.validity_on, shown.notice = Validity.VALID, None, ""
        others = others.exclude(
            kind__in=[kind for kind, made in BY_RELATION.items() if made in GONE]
        )
    if shown.replaced_on is None:
        shown.later, shown.later_symbol = None, ""
    shown.changed_at = at
    shown.save()
    _note_changed(shown, Validity(shown.validity), by, at)
    for other in others.filter(entry__recalled_at=None).order_by("entry__order_key"):
        tell_relation(
            earlier=relation.earlier, later=other.entry, kind=other.kind, by=by, at=at
        )


def _named(later: OutgoingEntry) -> str:
    return f"{later.type_name} {later.symbol}, {later.issued_on:%d/%m/%Y}"


def _note_changed(
    shown: PublicDocument, validity: Validity, by: Actor, at: datetime
) -> None:
    record(
        "portal.validity-changed",
        by=by,
        at=at,
        on=shown,
        agency_id=shown.agency_id,
        data={"symbol": shown.symbol, "validity": validity},
    )


def tell_relation(
    *, earlier: OutgoingEntry, later: OutgoingEntry, kind: str, by: Actor, at: datetime
) -> None:
    """A later paper corrects, amends or replaces one that is public.

    What is replaced stays in force, with its file, until the later one takes effect;
    of a paper nobody has decided on that day is not known yet. Until then it names the
    paper that replaces it, whatever amends it meanwhile.
    """
    rows = PublicDocument.objects.select_for_update().exclude(validity__in=sorted(GONE))
    shown = rows.filter(publishing__entry=earlier).first()
    if shown is None:
        return
    validity = BY_RELATION[kind]
    begins = _takes_effect(later) if validity in GONE else later.issued_on
    if begins is None:
        return
    if validity in GONE and shown.replaced_on and shown.later_symbol != later.symbol:
        _tell_second(shown, later, at)
        if begins >= shown.replaced_on:
            return
    if validity in GONE or shown.replaced_on is None:
        shown.later_symbol = later.symbol
        shown.later = PublicDocument.objects.filter(publishing__entry=later).first()
    words = _(SAID_BY[validity]) % {"symbol": _named(later)}
    if validity in GONE and begins > local_date(at):
        shown.replaced_on, shown.changed_at = begins, at
        shown.save()
        validity = Validity(shown.validity)
    elif validity in GONE:
        shown.replaced_on = begins
        leave_notice(shown, validity, words, begins, at)
    else:
        shown.validity, shown.validity_on = validity, later.issued_on
        shown.notice, shown.changed_at = words, at
        shown.save()
    _note_changed(shown, validity, by, at)


def _tell_second(shown: PublicDocument, later: OutgoingEntry, at: datetime) -> None:
    """Two papers are to replace one: the first to take effect does, and the registry
    of the second hears which."""
    clerks = posts_of_role(Role.RECORDS_CLERK, {later.agency_id}, local_date(at))
    notify(
        "portal.replaced-twice",
        to=clerks.get(later.agency_id, ()),
        target_id=later.pk,
        at=at,
        detail={"paper": str(shown.pk)},
    )


def _takes_effect(later: OutgoingEntry) -> date | None:
    found = Publishing.objects.filter(entry=later).first()
    if found is None:
        return later.issued_on
    if found.state in (PublishingState.PROPOSED, PublishingState.WAITING):
        return None
    return found.effective_on or later.issued_on


@transaction.atomic
def expire_papers(*, by: Actor, at: datetime) -> int:
    """What is no longer in force since a day that was said: its own last one, or the
    first one of the paper that replaces it."""
    on = local_date(at)
    rows = PublicDocument.objects.select_for_update(of=("self",))
    rows = rows.exclude(validity__in=sorted(GONE)).select_related("later")
    over = list(rows.filter(Q(expires_on__lte=on) | Q(replaced_on__lte=on)))
    for shown in sorted(over, key=lambda one: one.pk):
        validity, words, day = _over(shown, on)
        leave_notice(shown, validity, words, day, at)
        _note_changed(shown, validity, by, at)
    return len(over)


def _over(shown: PublicDocument, on: date) -> tuple[Validity, str, date]:
    if shown.replaced_on is not None and shown.replaced_on <= on:
        later = shown.later
        symbol = shown.later_symbol
        if later is not None:
            symbol = f"{later.type_name} {later.symbol}, {later.issued_on:%d/%m/%Y}"
        words = _(SAID_BY[Validity.REPLACED]) % {"symbol": symbol}
        return Validity.REPLACED, words, shown.replaced_on
    day = shown.expires_on or on
    words = _("Hết hiệu lực từ ngày %(day)s.") % {"day": f"{day:%d/%m/%Y}"}
    return Validity.EXPIRED, words, day


def destroy_copies(*, file: StoredFile | None, by: Actor, at: datetime) -> int:
    """A paper was a state secret: nothing of it stays where the public reads.

    Found by its file, by what lay beside it, and by the paper whose words are gone.
    What one agency says of its own copy alone ends nothing of the issuer's.
    """
    named = Q(entry__document__subject=secret_words())
    rows = StoredFile.objects.filter(state=FileState.DESTROYED)
    if file is not None and rows.filter(pk=file.pk).exists():
        beside = [{"sha256": file.sha256}]
        named |= Q(shown__file_sha256=file.sha256) | Q(
            shown__attachments__contains=beside
        )
        named |= Q(entry__document__files__file=file) | Q(redacted=file)
    meant = Publishing.objects.filter(named).exclude(why=secret_words()).distinct()
    ids = list(meant.values_list("id", flat=True))
    locked = Publishing.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    for found in locked.order_by("id"):
        _destroy(found, by, at)
    destroy_drafts(file=file, publishings=ids, by=by, at=at)
    return len(ids)


def destroy_beside(*, document_ids: Collection[UUID], by: Actor, at: datetime) -> int:
    """What lay beside a paper was a secret: its copy here goes whole, to be made anew
    by who decides, without it. Its words among what was asked go in any state.
    """
    rows = Publishing.objects.select_for_update(of=("self",))
    rows = rows.filter(entry__document__in=document_ids).select_related("entry")
    gone = 0
    for found in rows.order_by("id"):
        lying = DocumentFile.objects.filter(document__outgoing=found.entry_id)
        held = list(lying.values_list("file__sha256", "name"))
        shown = PublicDocument.objects.filter(publishing=found).first()
        beside = {one["sha256"] for one in shown.attachments} if shown else set()
        if beside - {digest for digest, _name in held}:
            _destroy(found, by, at)
            _decide_again(found)
            gone += 1
        else:
            names = {name for _digest, name in held}
            _forget_words(found, {SUMMARY, REDACTED, *names})
    return gone


def _decide_again(found: Publishing) -> None:
    """The paper itself is no secret: it waits as on the day it left."""
    found.decided, found.decided_by, found.decided_at = None, "", None
    found.state, found.why = PublishingState.WAITING, ""
    found.file_choice, found.published_at = FileChoice.ORIGINAL, None
    if found.entry is not None:
        fill_in(found, found.entry)
    found.save()


def _forget_words(found: Publishing, places: Collection[str]) -> None:
    """What was asked of a file that lies there no more; then it is read once more."""
    symbol = found.entry.symbol if found.entry else ""
    gone = found.findings.exclude(place__in={*places, symbol}).delete()[0]
    if gone and found.state == PublishingState.ASKED:
        found.state = PublishingState.READING
        found.save(update_fields=["state"])
        ask_to_read(found)


def _destroy(found: Publishing, by: Actor, at: datetime) -> None:
    found.findings.all().delete()
    shown = PublicDocument.objects.select_for_update().filter(publishing=found).first()
    if shown is not None:
        digests = [shown.file_sha256, *(one["sha256"] for one in shown.attachments)]
        drop_row(PAPER, str(shown.pk))
        _drop_board(shown)
        _name_no_more(shown, at)
        shown.delete()
        wanted = [one for one in digests if one]
        transaction.on_commit(partial(take_away, wanted))
        # Once more, should the process die in between.
        enqueue("portal.mend")
    if found.redacted is not None:
        files.destroy(file=found.redacted, reason=secret_words(), by=by, at=at)
    found.summary, found.field = "", ""
    found.redacted, found.file_choice = None, "none"
    found.state, found.why = PublishingState.TAKEN_DOWN, secret_words()
    found.save()
    record("portal.destroyed", by=by, at=at, on=found, agency_id=found.agency_id)


def _name_no_more(secret: PublicDocument, at: datetime) -> None:
    """What it corrected, amended or replaced tells neither its number nor its day."""
    for earlier in secret.earlier.select_for_update():
        earlier.notice = str(earlier.get_validity_display()) if earlier.notice else ""
        earlier.later, earlier.later_symbol, earlier.changed_at = None, "", at
        if Validity(earlier.validity) not in GONE:
            earlier.replaced_on = None
        earlier.save()
