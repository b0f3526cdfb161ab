"""What follows from steps in the registers below: what was taken back is not told."""

from __future__ import annotations

from typing import Any

from congvu.audit.rules import SYSTEM
from congvu.dissemination.actions import end_of_paper, forget_words
from congvu.documents.rules import EntryState, Step, follows
from congvu.lib.text import gettext_noop

# Kept as the office writes it, whatever language who did it reads in.
_CANCELLED = gettext_noop("Văn bản đã hủy số hoặc trả lại nơi gửi.")
_RECALLED = gettext_noop("Cơ quan ban hành đã thu hồi văn bản.")
_SECRET = gettext_noop("Văn bản không còn trong hệ thống.")


@follows("documents.number-cancelled", "documents.sent-back")
def gone(step: Step) -> None:
    """Cancelled, or back with its sender; a part that is sent back ends nothing."""
    if step.on.state in (EntryState.CANCELLED, EntryState.RETURNED):
        _end({"incoming": step.on.pk}, step.words or _CANCELLED, step)


@follows("documents.was-secret")
def was_secret(step: Step) -> None:
    """Where its line ended, nothing that was asked or said about it stays."""
    if step.on.file is not None:
        line = {
            "paper_sha256": step.on.file.sha256,
            "incoming__state": EntryState.CANCELLED,
        }
        _end(line, _SECRET, step)
        forget_words(line=line, by=SYSTEM, at=step.at)


@follows("outgoing.recalled")
def recalled(step: Step) -> None:
    _end({"outgoing": step.on.pk}, step.words or _RECALLED, step)


def _end(line: dict[str, Any], words: str, step: Step) -> None:
    by = step.by.actor if step.by is not None else SYSTEM
    end_of_paper(line=line, words=words, who=step.actor, by=by, at=step.at)
