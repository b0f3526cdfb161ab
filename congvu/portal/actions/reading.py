"""Asking the worker to read a paper that was decided."""

from __future__ import annotations

from congvu.jobs.actions import enqueue_once
from congvu.portal.models import Publishing


def ask_to_read(found: Publishing) -> None:
    """Within one run of the worker it is read, and shown if nothing is against it."""
    enqueue_once("portal.read", lock=str(found.pk), publishing_id=str(found.pk))
