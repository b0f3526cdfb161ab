"""Aggregate reports about our domains: read in the jail, each kept once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.audit.rules import Actor, clean_text
from congvu.files import jail
from congvu.files.queries import file_as_path
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.mailboxes.actions.keeping_letters import LIMITS, TASKS, jailed_task
from congvu.mailboxes.actions.putting_away import put_away
from congvu.mailboxes.formats.dmarc import NAMED
from congvu.mailboxes.models import BoxLetter, DmarcReport, DmarcRow
from congvu.mailboxes.queries.deliveries import is_ours
from congvu.mailboxes.rules.dmarc import BAD_REPORTS
from congvu.mailboxes.rules.findings import Verdict
from congvu.mailboxes.rules.letters import LetterState
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


class BadReport(Refused):
    """Not a report, or one that nobody should read."""


def read_report(
    *, path: Path, by: Actor, at: datetime, letter: BoxLetter | None = None
) -> DmarcReport:
    """Of a file as it came: XML, gzip or ZIP. The same report again is the one there
    is. Refused in words where it is none."""
    try:
        answer = jail.run(
            "dmarc",
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=LIMITS,
            tasks=TASKS,
        )
    except jail.JailFailed as why:
        raise BadReport([_(BAD_REPORTS["slow"])]) from why
    told = answer.result
    if bad := told.get("bad"):
        known = bad if bad in BAD_REPORTS else "form"
        raise BadReport([Reason(_(BAD_REPORTS[known]), "file")])
    if letter is not None and not is_ours(str(told["domain"]), local_date(at)):
        raise BadReport([_("Báo cáo nói về tên miền không phải của cơ quan ở đây.")])
    return _keep(told, by, at, letter)


def take_report(*, path: Path, by: Seat, at: datetime) -> DmarcReport:
    """One that somebody who runs the machine brings by hand."""
    if not by.can(Permission.READ_JOBS):
        raise Refused([_("Chức vụ này không quản trị hệ thống.")])
    return read_report(path=path, by=by.actor, at=at)


@transaction.atomic
def _keep(
    told: Mapping[str, Any], by: Actor, at: datetime, letter: BoxLetter | None
) -> DmarcReport:
    made = DmarcReport(
        reporter=clean_text(str(told["reporter"]))[:200],
        report_id=clean_text(str(told["report_id"]))[:200],
        domain=clean_text(str(told["domain"]))[:190],
        policy=clean_text(str(told["policy"]))[:12],
        begins_at=datetime.fromtimestamp(int(told["begins"]), UTC),
        ends_at=datetime.fromtimestamp(int(told["ends"]), UTC),
        received_at=at,
        letter=letter,
    )
    DmarcReport.objects.bulk_create([made], ignore_conflicts=True)
    kept = DmarcReport.objects.get(
        reporter=made.reporter, report_id=made.report_id, domain=made.domain
    )
    if kept.pk != made.pk:
        return kept
    DmarcRow.objects.bulk_create(
        DmarcRow(
            report=kept,
            source=str(row["source"]),
            count=int(row["count"]),
            disposition=str(row["disposition"])[:12],
            dkim=str(row["dkim"])[:12],
            spf=str(row["spf"])[:12],
            header_from=clean_text(str(row["header_from"]))[:190],
        )
        for row in told["rows"]
    )
    record(
        "mailboxes.dmarc-read",
        by=by,
        at=at,
        on=kept,
        data={"domain": kept.domain, "reporter": kept.reporter},
    )
    return kept


def read_reports_in(*, letter_id: UUID, by: Actor, at: datetime) -> BoxLetter:
    """A letter that brings a report and nothing else is for programs: the report is
    read, and the registry need not look at it. One that is broken, forged or about
    others' domains waits as any letter does."""
    letter = BoxLetter.objects.select_related("file").get(pk=letter_id)
    files = [n for n, part in enumerate(letter.parts) if not part["is_inline"]]
    is_report = len(files) == 1 and NAMED.search(letter.parts[files[0]]["name"])
    is_open = letter.state == LetterState.WAITING and letter.verdict != Verdict.FALSE
    if letter.file is None or not is_report or not is_open:
        return letter
    try:
        with file_as_path(letter.file) as path:
            _told, data = jailed_task("files", path, only=files[0])
        with NamedTemporaryFile(dir=Path(settings.HOME) / "tmp") as kept:
            kept.write(data)
            kept.flush()
            report = read_report(path=Path(kept.name), by=by, at=at, letter=letter)
    except (jail.JailFailed, Refused):
        return letter
    return _put_away(letter_id, report, by, at)


@transaction.atomic
def _put_away(
    letter_id: UUID, report: DmarcReport, by: Actor, at: datetime
) -> BoxLetter:
    letter = BoxLetter.objects.select_for_update().get(pk=letter_id)
    with override("vi"):
        words = _("Báo cáo DMARC của %(reporter)s về %(domain)s.")
        words %= {"reporter": report.reporter, "domain": report.domain}
    put_away(letter=letter, words=words, by=by, at=at)
    return letter
