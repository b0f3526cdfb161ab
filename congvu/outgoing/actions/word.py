"""People's Word files, read and filled in the jail; every failure becomes words."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from congvu.files import jail
from congvu.files.models import StoredFile
from congvu.files.queries import file_as_path
from congvu.lib.refusals import Reason, Refused

TASKS = "congvu.outgoing.jail"
SECONDS = 40


class WordRefused(Refused):
    """The file cannot be read, or may not become what it was given for."""


def read_word(file: StoredFile) -> dict[str, Any]:
    """``paper`` as plain data, and ``unread``: what the file holds besides."""
    return _run("read", file).result


def check_word_template(file: StoredFile) -> dict[str, Any]:
    """``fields`` in their order, and ``starts``: the words a draft begins with."""
    return _run("check", file).result


def fill_word_template(file: StoredFile, paper: Mapping[str, Any]) -> bytes:
    """The template with the words of a paper."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", prefix="paper-", suffix=".json", dir=_temporary()
    ) as given:
        json.dump(paper, given, ensure_ascii=False)
        given.flush()
        also = [Path(given.name)]
        return _run("fill", file, also=also, paper=given.name).blob


def _temporary() -> Path:
    place = Path(settings.HOME) / "tmp"
    place.mkdir(parents=True, exist_ok=True)
    return place


def _run(
    task: str, file: StoredFile, *, also: Iterable[Path] = (), **arguments: str
) -> jail.Answer:
    try:
        with file_as_path(file) as path:
            answer = jail.run(
                task,
                path,
                temporary=_temporary(),
                limits=jail.Limits(seconds=SECONDS),
                arguments=arguments,
                also=also,
                tasks=TASKS,
            )
    except jail.JailFailed as failure:
        words = _("Không đọc được tệp Word này; mở và lưu lại trong Word rồi thử lại.")
        if failure.timed_out or str(failure) == "memory":
            words = _("Tệp Word quá lớn hoặc quá phức tạp để đọc.")
        raise WordRefused([Reason(words, "file")]) from failure
    reasons = answer.result.get("reasons")
    if reasons:
        raise WordRefused([Reason(one["message"], "file") for one in reasons])
    return answer
