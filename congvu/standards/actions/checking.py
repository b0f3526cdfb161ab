"""Files and addresses held against a standard; what was found is kept, and stays."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import SYSTEM, Actor
from congvu.files import jail
from congvu.files.actions import passing_through
from congvu.files.rules import clean_name
from congvu.jobs.actions import enqueue_once
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.standards.actions.claiming import held_system, standard_reasons
from congvu.standards.models import StandardCheck
from congvu.standards.queries import find_standard
from congvu.standards.rules import (
    FILE_CHECKERS,
    FINDINGS,
    LONGEST_NAME,
    MOST_BYTES,
    Checker,
    Looked,
    host_of,
    is_allowed,
)
from congvu.systems.models import InformationSystem

TASKS = "congvu.standards.jail"
TLS_JOB = "standards.tls"
LIMITS = jail.Limits(seconds=30)


def check_file(
    *,
    system_id: UUID,
    standard: str,
    name: str,
    stream: BinaryIO | None,
    by: Seat,
    at: datetime,
) -> StandardCheck:
    """The file is looked at in the jail and not kept; its name and sum are."""
    checker, reasons = _checker(standard, at)
    if checker not in FILE_CHECKERS and not reasons:
        reasons.append(Reason(_("Tiêu chuẩn này không kiểm tra bằng tệp.")))
    if stream is None:
        reasons.append(Reason(_("Chọn tệp cần kiểm tra."), "file"))
    if reasons or stream is None or checker is None:
        raise Refused(reasons)
    with passing_through(stream) as (path, sha256):
        if path.stat().st_size > MOST_BYTES:
            raise Refused([Reason(_("Tệp lớn hơn 20 MB."), "file")])
        told = _look(path, checker)
    subject = " ".join(clean_name(nfc(name)).split())[-LONGEST_NAME:] or sha256
    with transaction.atomic():
        system, reasons = held_system(system_id, by)
        if reasons:
            raise Refused(reasons)
        return _keep(
            system, standard, checker, subject, told, by.actor, at, sha256=sha256
        )


def ask_tls_check(
    *, system_id: UUID, standard: str, address: str, by: Seat, at: datetime
) -> None:
    """Asked for; a job does it, and only of hosts that the operator allows."""
    checker, reasons = _checker(standard, at)
    if checker != Checker.TLS and not reasons:
        reasons.append(Reason(_("Tiêu chuẩn này không kiểm tra bằng địa chỉ.")))
    place = host_of(address)
    if place is None:
        words = _("Ghi tên máy chủ, hoặc tên:cổng. Ví dụ: congdan.tinh.gov.vn:443.")
        reasons.append(Reason(words, "address"))
    elif not is_allowed(place[0], settings.CHECK_HOSTS):
        words = _("Máy chủ này chưa được phép kiểm tra; hỏi người vận hành phần mềm.")
        reasons.append(Reason(words, "address"))
    with transaction.atomic():
        system, more = held_system(system_id, by)
        if reasons + more or place is None:
            raise Refused(reasons + more)
        subject = f"{place[0]}:{place[1]}"
        enqueue_once(
            TLS_JOB,
            lock=f"{system.pk.hex}:{standard}",
            system_id=str(system.pk),
            standard=standard,
            address=subject,
            person=by.person_name[:80],
        )
        record(
            "standards.check-asked",
            by=by.actor,
            at=at,
            on=system,
            agency_id=system.agency_id,
            data={"system": system.name, "standard": standard, "subject": subject},
        )


@transaction.atomic
def keep_tls_check(
    *,
    system_id: UUID,
    standard: str,
    address: str,
    told: Looked,
    person: str,
    at: datetime,
) -> StandardCheck | None:
    """What the job found; None where the system is gone by now."""
    rows = InformationSystem.objects.select_for_update(no_key=True)
    system = rows.filter(pk=system_id).first()
    if system is None:
        return None
    return _keep(
        system, standard, Checker.TLS, address, told, SYSTEM, at, person=person
    )


def _checker(standard: str, at: datetime) -> tuple[Checker | None, list[Reason]]:
    found = find_standard(standard, local_date(at))
    if found is None:
        return None, standard_reasons(standard, at)
    if found.checker is None:
        return None, [Reason(_("Phần mềm chưa có cách kiểm tra tiêu chuẩn này."))]
    return found.checker, []


def _look(path: Path, checker: Checker) -> Looked:
    try:
        answer = jail.run(
            "check",
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=LIMITS,
            arguments={"checker": str(checker)},
            tasks=TASKS,
        )
    except jail.JailFailed:
        return Looked(["too-hard"], [])
    # The child may have been taken over: only words of ours, and short ones, count.
    found = answer.result.get("found")
    details = answer.result.get("details")
    if not isinstance(found, list) or not isinstance(details, list):
        return Looked(["too-hard"], [])
    if any(str(key) not in FINDINGS for key in found):
        return Looked(["too-hard"], [])
    return Looked([str(key) for key in found], [str(d)[:300] for d in details[:20]])


def _keep(
    system: InformationSystem,
    standard: str,
    checker: Checker,
    subject: str,
    told: Looked,
    actor: Actor,
    at: datetime,
    *,
    sha256: str = "",
    person: str = "",
) -> StandardCheck:
    made = StandardCheck.objects.create(
        system=system,
        standard=standard,
        checker=checker,
        subject=subject,
        sha256=sha256,
        passed=not told.found,
        found=list(told.found),
        details=list(told.details),
        at=at,
        by=person or actor.name[:80],
    )
    data = {
        "system": system.name,
        "standard": standard,
        "subject": subject,
        "passed": made.passed,
    }
    record(
        "standards.checked",
        by=actor,
        at=at,
        on=system,
        agency_id=system.agency_id,
        data=data,
    )
    return made
