"""Of what a draft for comment is made: a draft of an outgoing paper, or a file."""

from __future__ import annotations

from dataclasses import dataclass

from congvu.outgoing.models import Draft, DraftVersion
from congvu.outgoing.rules.paper_json import from_json
from congvu.portal.rules.comments import LONGEST_DRAFT


@dataclass(frozen=True)
class SourceWords:
    """What stands in the form at first; who opens the draft reads it over."""

    title: str
    text: str
    version: int = 0


def words_of_draft(draft: Draft) -> SourceWords:
    """Its newest version, paragraph by paragraph; one query."""
    rows = DraftVersion.objects.filter(draft=draft, number=draft.version)
    version: DraftVersion | None = rows.first()
    title = " ".join(x for x in (draft.type_name, draft.subject) if x)
    if version is None:
        return SourceWords(title[:500], "")
    lines: list[str] = []
    for block in from_json(version.body).body:
        lines.append(block.text)
        lines += [" | ".join(row) for row in block.rows]
    text = "\n\n".join(line for line in lines if line)
    return SourceWords(title[:500], text[:LONGEST_DRAFT], version.number)
