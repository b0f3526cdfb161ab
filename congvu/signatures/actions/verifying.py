"""Keeping what was found: at once with what is known, once more when OCSP answered."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files.actions import (
    keep_for_a_look,
    kept_for_a_look,
    passing_through,
)
from congvu.files.models import StoredFile
from congvu.files.queries import file_as_path
from congvu.jobs.actions import enqueue
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.signatures import queries
from congvu.signatures.actions.examining import QUICK, NotExamined, look
from congvu.signatures.models import Verification, VerificationState
from congvu.signatures.rules import NOT_YET, Fetch, Verdict


def verify_file(
    *,
    path: Path,
    name: str = "",
    fetch: Fetch | None = None,
    by: Actor,
    at: datetime,
) -> Verification:
    """Examine a PDF and keep the result. ``fetch`` asks OCSP and CRL (jobs and
    commands have one); without it what could not be asked is a warning.

    The slow part runs before the transaction.
    """
    lists = queries.trust_lists()
    result = look(path, lists=queries.material_lists(lists), at=at, fetch=fetch)
    made = Verification(
        sha256=_digest(path),
        name=nfc(name)[:255],
        state=VerificationState.DONE,
        result=result,
        lists=queries.lists_used(lists),
        asked_at=at,
        done_at=at,
        asked_by_id=by.user_id,
        asked_by_name=by.name,
    )
    return _keep(made, by=by, at=at)


@transaction.atomic
def _keep(made: Verification, *, by: Actor, at: datetime) -> Verification:
    made.save()
    if made.state == VerificationState.ASKING:
        enqueue("signatures.ask", verification_id=str(made.pk))
    # No name here: the log cannot forget, and a name may be secret.
    record(
        "signatures.verified",
        by=by,
        at=at,
        on=made,
        data={"sha256": made.sha256, **_counted(made.result)},
    )
    return made


def _counted(result: dict[str, Any]) -> dict[str, int]:
    verdicts = [signature["verdict"] for signature in result["signatures"]]
    return {
        "signatures": len(verdicts),
        "valid": verdicts.count(Verdict.VALID),
        "invalid": verdicts.count(Verdict.INVALID),
    }


def verify_upload(
    *, stream: BinaryIO, name: str, by: Actor, at: datetime
) -> Verification:
    """Examine what somebody sent; a job asks OCSP and CRL afterwards, and looks at what
    takes longer than a page may wait. One file of a person is looked at at a time.

    The bytes are kept only until then: they lie in the store without a row, so they are
    swept if the job never comes.
    """
    with passing_through(stream) as (path, sha256):
        made = _begin(sha256, name, by, at)
        try:
            lists = queries.trust_lists()
            given = queries.material_lists(lists)
            result = look(path, lists=given, at=at, seconds=QUICK)
        except NotExamined as why:
            if why.key != "too-slow":
                made.delete()
                raise
            keep_for_a_look(path, sha256)
            return _put_off(made, by=by, at=at)
        except BaseException:
            made.delete()
            raise
        asking = bool(result["questions"])
        if asking:
            keep_for_a_look(path, sha256)
    made.state = VerificationState.ASKING if asking else VerificationState.DONE
    made.done_at = None if asking else at
    made.result, made.lists = result, queries.lists_used(lists)
    return _keep(made, by=by, at=at)


def _begin(sha256: str, name: str, by: Actor, at: datetime) -> Verification:
    """The database holds one running look a person: files that take long never fill
    the web processes.
    """
    try:
        with transaction.atomic():
            return Verification.objects.create(
                sha256=sha256,
                name=nfc(name)[:255],
                state=VerificationState.LOOKING,
                result=dict(NOT_YET),
                lists=[],
                asked_at=at,
                asked_by_id=by.user_id,
                asked_by_name=by.name,
            )
    except IntegrityError as why:
        words = _("Tệp trước của bạn còn đang được kiểm tra; chờ xong rồi gửi tệp này.")
        raise Refused([Reason(words, field="file")]) from why


@transaction.atomic
def _put_off(made: Verification, *, by: Actor, at: datetime) -> Verification:
    enqueue("signatures.ask", verification_id=str(made.pk))
    record("signatures.put-off", by=by, at=at, on=made, data={"sha256": made.sha256})
    return made


def finish_asking(
    *, verification: Verification, fetch: Fetch, by: Actor, at: datetime
) -> Verification:
    """Ask OCSP and CRL and keep the result for good. May run twice: the second run
    finds it done. Where the bytes are gone, what was found at first stands.
    """
    if verification.state == VerificationState.DONE:
        return verification
    lists = queries.trust_lists()
    given = queries.material_lists(lists)
    result, reason = verification.result, ""
    try:
        with kept_for_a_look(verification.sha256) as path:
            result = look(path, lists=given, at=at, fetch=fetch)
    except FileNotFoundError:
        reason = "gone"
    except NotExamined as why:
        reason = why.key
    if reason and verification.state == VerificationState.LOOKING:
        result = {**NOT_YET, "file_reason": reason}
    return _finish(verification, result, queries.lists_used(lists), by=by, at=at)


@transaction.atomic
def _finish(
    verification: Verification,
    result: dict[str, Any],
    lists: list[dict[str, Any]],
    *,
    by: Actor,
    at: datetime,
) -> Verification:
    row = Verification.objects.select_for_update().get(pk=verification.pk)
    if row.state == VerificationState.DONE:
        return row
    row.state, row.result, row.lists, row.done_at = (
        VerificationState.DONE,
        result,
        lists,
        at,
    )
    row.save(update_fields=["state", "result", "lists", "done_at"])
    record(
        "signatures.verified",
        by=by,
        at=at,
        on=row,
        data={"sha256": row.sha256, **_counted(result)},
    )
    return row


def forget(*, sha256: str) -> int:
    """A state secret was destroyed: who signed it is not kept either.

    No actor and no audit entry of its own: the destruction has one.
    """
    return Verification.objects.filter(sha256=sha256).delete()[0]


def verify_stored(
    *, file: StoredFile, fetch: Fetch | None, by: Actor, at: datetime
) -> Verification:
    """The same for a file of the office; its name stays with the file."""
    with file_as_path(file) as path:
        return verify_file(path=path, fetch=fetch, by=by, at=at)


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
