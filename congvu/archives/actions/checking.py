"""Checking a package that somebody sent: in the jail, kept is only what was found."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.archives.access import packs
from congvu.archives.models import PackageCheck
from congvu.audit.actions import record
from congvu.files import jail
from congvu.files.actions import passing_through
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat

TASKS = "congvu.archives.jail"
SECONDS = 90


def check_sent_package(
    *, stream: BinaryIO, name: str, by: Seat, at: datetime
) -> PackageCheck:
    """The slow part runs before the transaction; nothing of the package stays."""
    if not packs(by):
        raise Refused([Reason(_("Chức vụ này không có quyền kiểm tra gói hồ sơ."))])
    shown = nfc(name)[:255]
    with passing_through(stream) as (path, sha256):
        result = look_into(path, name=shown)
    made = PackageCheck(
        agency_id=by.agency_id,
        at=at,
        by=by.person_name,
        name=shown,
        sha256=sha256,
        result=result,
    )
    return _keep(made, by, at)


def look_into(path: Path, *, name: str, seconds: int = SECONDS) -> dict[str, Any]:
    """A stranger's package, zip or folder, is only ever opened in the jail."""
    try:
        answer = jail.run(
            "check",
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=jail.Limits(seconds=seconds),
            arguments={"name": name},
            tasks=TASKS,
        )
    except jail.JailFailed as failure:
        if failure.timed_out:
            words = _(
                "Quá %(seconds)d giây chưa kiểm tra xong gói này. Gói lớn thì kiểm tra "
                "trên máy chủ: congvu package check."
            ) % {"seconds": seconds}
        else:
            words = _("Không đọc được gói này; chương trình đọc đã dừng.")
        raise Refused([Reason(words, "file")]) from failure
    return answer.result


@transaction.atomic
def _keep(made: PackageCheck, by: Seat, at: datetime) -> PackageCheck:
    made.save(force_insert=True)
    # No name here: the log cannot forget, and a name may be secret.
    record(
        "archives.package-checked",
        by=by.actor,
        at=at,
        on=made,
        agency_id=by.agency_id,
        data={"package_sha256": made.sha256, "faults": len(made.result["faults"])},
    )
    return made
