"""What the end of a body does to reports: nothing, for they go with their drafts."""

from __future__ import annotations

from congvu.organisations.rules import stays

stays("reviews.Composing.post_id")
