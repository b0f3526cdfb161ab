"""What goes on with a page in the editor is told at the desks it concerns."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    task_submitted,
    workflow_approved,
    workflow_rejected,
    workflow_submitted,
)

from congvu.portal import actions
from congvu.portal.access import seat_at_work


def listen() -> None:
    """Wagtail's own mails go past the office's outbox; nobody here is written to but
    through it."""
    for signal, sender, name in (
        (task_submitted, TaskState, "group_approval_task_submitted"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected"),
        (workflow_approved, WorkflowState, "workflow_state_approved"),
    ):
        signal.disconnect(sender=sender, dispatch_uid=f"{name}_email_notification")
    task_submitted.connect(_handed_in, dispatch_uid="portal-handed-in")
    workflow_rejected.connect(_sent_back, dispatch_uid="portal-sent-back")
    for signal in (page_published, page_unpublished):
        signal.connect(_seen_to, dispatch_uid="portal-seen-to")


def _handed_in(instance: TaskState, **_given: Any) -> None:
    """For the first time, or again after it was sent back."""
    page, seat = instance.workflow_state.content_object, seat_at_work()
    if isinstance(page, Page) and seat is not None:
        actions.tell_handed_in(
            page_id=page.pk,
            path=page.path,
            by_name=seat.person_name,
            at=timezone.now(),
        )


def _sent_back(instance: WorkflowState, **_given: Any) -> None:
    page, seat = instance.content_object, seat_at_work()
    if isinstance(page, Page) and seat is not None and instance.requested_by_id:
        actions.tell_sent_back(
            page_id=page.pk,
            path=page.path,
            author_id=instance.requested_by_id,
            by_name=seat.person_name,
            at=timezone.now(),
        )


def _seen_to(instance: Page, **_given: Any) -> None:
    actions.settle_page(page=instance)
