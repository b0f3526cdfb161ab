"""Which machines keep an index, and what each of them has to read again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from congvu.lib.ids import uuid7


class IndexNode(models.Model):
    """A machine that keeps an index; the triggers note every change for each.

    Its key is in the name of its folder, so that an index goes with the tables it was
    made from. One that was not seen for a day is forgotten, and begins anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("máy"), max_length=200, unique=True)
    built_at = models.DateTimeField(_("lập xong lúc"), null=True, blank=True)
    seen_at = models.DateTimeField(_("thấy lúc"))

    class Meta:
        verbose_name = _("máy giữ chỉ mục tìm kiếm")


class IndexChange(models.Model):
    """A thing changed; its node reads it again and strikes this out.

    Written by triggers in the transaction of the change (migrations of the apps whose
    things they are), so that no way of changing a row can forget it.
    """

    id = models.BigAutoField(primary_key=True)
    node = models.ForeignKey(
        IndexNode, on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    kind = models.CharField(max_length=20)
    thing_id = models.UUIDField()

    class Meta:
        verbose_name = _("thay đổi chờ lập chỉ mục")
        indexes = [models.Index(fields=["node", "id"], name="indexchange_of_node")]
