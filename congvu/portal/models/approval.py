"""The one step between an editor's draft and the public: an approver of the site."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupPagePermission, Page, Task, TaskState


class SiteApproval(Task):
    """One step for all sites: whoever may publish the page may judge it."""

    class Meta:
        verbose_name = _("bước duyệt trang")

    def user_can_access_editor(self, obj: Page, user: Any) -> bool:
        return _publishes(obj, user)

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        return not _publishes(obj, user)

    def user_can_lock(self, obj: Page, user: Any) -> bool:
        return _publishes(obj, user)

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        """Sent back with a reason, or approved, with a word or without; the editor adds
        to the last two that the page goes out."""
        if not _publishes(obj, user):
            return []
        return [
            ("reject", _("Trả lại để sửa"), True),
            ("approve", _("Duyệt"), False),
            ("approve", _("Duyệt, kèm ý kiến"), True),
        ]

    def get_task_states_user_can_moderate(
        self, user: Any, **_kwargs: Any
    ) -> models.QuerySet[Any]:
        """What waits on the branches where this user publishes; two questions."""
        given = GroupPagePermission.objects.filter(
            group__user=user, permission__codename="publish_page"
        )
        within = Q(pk__in=[])
        for path in given.values_list("page__path", flat=True):
            within |= Q(path__startswith=path)
        pages = Page.objects.filter(within).order_by()
        keys = pages.annotate(key=Cast("pk", models.CharField())).values("key")
        waiting: models.QuerySet[Any] = self.task_states.filter(
            status=TaskState.STATUS_IN_PROGRESS, workflow_state__object_id__in=keys
        )
        return waiting

    @classmethod
    def get_description(cls) -> Any:
        return _("Người duyệt của trang xuất bản, hoặc trả lại kèm lý do")


def _publishes(page: Page, user: Any) -> bool:
    return bool(page.permissions_for_user(user).can_publish())
