"""Evidence of findings forgets what a paper said that is a state secret."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from congvu.documents.actions import secret_words
from congvu.inspections.models import FindingEvidence


def forget_evidence(*, entry_id: UUID, document_id: UUID) -> None:
    """Of the paper, and of duties given by it, only that they were shown is kept."""
    duty = Q(duty__paper=document_id) | Q(duty__first__paper=document_id)
    shown = FindingEvidence.objects.filter(Q(incoming=entry_id) | duty)
    shown.update(label=secret_words())
