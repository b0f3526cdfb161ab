"""What the end of a unit or post does to saved questions: they stay their person's."""

from __future__ import annotations

from congvu.organisations.rules import stays

stays("finding.SavedQuestion.post_id", "finding.SavedQuestion.unit_id")
