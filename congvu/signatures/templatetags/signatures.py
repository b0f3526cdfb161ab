"""How a kept result is shown: its moments, which JSON keeps as text, its verdicts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.translation import gettext as _

from congvu.signatures import queries
from congvu.signatures.rules import VERDICT_WORDS, Mark, Verdict

register = template.Library()

_TONES: dict[str, str] = {
    Verdict.VALID: "done",
    Verdict.UNKNOWN: "look",
    Verdict.INVALID: "late",
    Mark.OK: "done",
    Mark.WARNING: "look",
    Mark.FAILED: "late",
    Mark.NOT_APPLICABLE: "",
}


@register.filter
def as_moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@register.filter
def tone(word: str) -> str:
    return _TONES.get(word, "")


@register.filter
def file_words(result: dict[str, Any]) -> str:
    return queries.file_words(result)


@register.filter
def counted(result: dict[str, Any]) -> list[tuple[str, str, int]]:
    """How many signatures came to each verdict: words, tone, number."""
    verdicts = [signature["verdict"] for signature in result["signatures"]]
    return [
        (_(words).lower(), _TONES[verdict], verdicts.count(verdict))
        for verdict, words in VERDICT_WORDS.items()
        if verdict in verdicts
    ]


@register.inclusion_tag("signatures/of_file.html")
def signatures_of(digest: str) -> dict[str, Any]:
    """The kept result about a file in a few lines, for the page of its paper."""
    found = queries.verification_of(digest)
    if found is None:
        return {"found": None}
    return {
        "found": found,
        "file_words": queries.file_words(found.result),
        "signatures": [queries.in_words(s) for s in found.result["signatures"]],
    }
