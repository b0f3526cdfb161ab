"""Looking at a file in the jail; once more when somebody fetched what was missing."""

from __future__ import annotations

import base64
import json
import tempfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.files import jail
from congvu.lib.refusals import Reason, Refused
from congvu.signatures.rules import REFUSALS, Answers, Fetch

TASKS = "congvu.signatures.jail"
SECONDS = 60
QUICK = 5
"""What a page waits for; whatever takes longer is the worker's."""


class NotExamined(Refused):
    """The file cannot be looked at; ``key`` is one of `rules.REFUSALS`."""

    def __init__(self, key: str) -> None:
        self.key = key if key in REFUSALS else "broken"
        super().__init__([Reason(_(REFUSALS[self.key]), field="file")])


def look(
    path: Path,
    *,
    lists: Sequence[dict[str, Any]],
    at: datetime,
    fetch: Fetch | None = None,
    seconds: int | None = None,
) -> dict[str, Any]:
    """The result of the eight checks on every signature of the file.

    ``questions`` of the result are what is still to be asked. An answer may lead to
    another certificate, so it goes round until nothing new is to be asked.
    """
    answers, seconds = Answers(), seconds or SECONDS
    result = _run(path, lists, answers, at, seconds)
    for _again in range(3):
        new = [q for q in result["questions"] if q["url"] not in answers.asked]
        if fetch is None or not new:
            break
        got = fetch(new)
        answers.crls += got.crls
        answers.ocsps += got.ocsps
        answers.asked |= got.asked
        result = _run(path, lists, answers, at, seconds)
    return result


def _run(
    path: Path,
    lists: Sequence[dict[str, Any]],
    answers: Answers,
    at: datetime,
    seconds: int,
) -> dict[str, Any]:
    temporary = Path(settings.HOME) / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    material = {
        "lists": list(lists),
        "crls": [base64.b64encode(part).decode("ascii") for part in answers.crls],
        "ocsps": [base64.b64encode(part).decode("ascii") for part in answers.ocsps],
        "asked": sorted(answers.asked),
    }
    with tempfile.NamedTemporaryFile(
        "w", encoding="ascii", prefix="trust-", suffix=".json", dir=temporary
    ) as file:
        json.dump(material, file)
        file.flush()
        given = {"material": file.name, "now": at.isoformat()}
        also = [Path(file.name)]
        return in_jail("examine", path, seconds=seconds, also=also, **given)


def in_jail(
    task: str,
    path: Path,
    *,
    seconds: int = QUICK,
    also: Iterable[Path] = (),
    **arguments: str,
) -> dict[str, Any]:
    """One task on one file; every way to fail becomes a reason people read."""
    try:
        answer = jail.run(
            task,
            path,
            temporary=Path(settings.HOME) / "tmp",
            limits=jail.Limits(seconds=seconds),
            arguments=arguments,
            also=also,
            tasks=TASKS,
        )
    except jail.JailFailed as failure:
        big = str(failure) == "memory"
        slow = "too-slow" if failure.timed_out else "broken"
        raise NotExamined("too-big" if big else slow) from failure
    if reason := answer.result.get("refused"):
        raise NotExamined(str(reason))
    return answer.result
