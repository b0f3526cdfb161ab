"""What answers an incoming paper: a part of its page, or a page by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from congvu.documents.access import get_entry_for, scope_of
from congvu.organisations.access import SeatRequest, with_seat
from congvu.outgoing import queries


@require_safe
@with_seat()
def answers(request: SeatRequest, entry_id: UUID) -> HttpResponse:
    """Drafts and issued papers, each only to who may open it."""
    entry = get_entry_for(request.seat, entry_id)
    found = queries.answers_to(scope_of(request.seat), entry.id)
    context = {
        "answers": [
            (one, queries.state_words(one.entry) if one.entry else "") for one in found
        ],
        "paper_url": reverse("documents:entry", args=[entry.id]),
        "subject": entry.document.subject,
    }
    only_part = request.headers.get("HX-Request") == "true"
    name = "outgoing/answers_part.html" if only_part else "outgoing/answers.html"
    return render(request, name, context)
