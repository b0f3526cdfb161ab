"""Pictures and files that stand in pages, under names nobody can guess."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from congvu.lib.ids import uuid7


def laid_by_key(_file: Any, name: str) -> str:
    """What is not published yet is not found by its name."""
    return f"tep/{uuid7()}{PurePath(name).suffix.lower()[:10]}"


class PortalImage(AbstractImage):
    """A picture an editor laid in; its words stand with each use of it."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh trên cổng")

    def get_upload_to(self, filename: str) -> str:
        return f"anh/{uuid7()}{PurePath(filename).suffix.lower()[:6]}"

    def generate_rendition_file(
        self, filter: Any, *, source: Any = None
    ) -> File[bytes]:
        """In memory: Wagtail's temporary file is one that nobody closes."""
        with super().generate_rendition_file(filter, source=source) as drawn:
            drawn.seek(0)
            return ContentFile(drawn.read(), name=drawn.name)


class PortalRendition(AbstractRendition):
    """The same picture in one size. The public process makes none."""

    image = models.ForeignKey(
        PortalImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta:
        verbose_name = _("cỡ ảnh trên cổng")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="portal_rendition_once",
            )
        ]
        indexes = [models.Index(fields=["file"], name="portal_rendition_by_file")]


class PortalFile(AbstractDocument):
    """A file to take away from a page."""

    file = models.FileField(_("tệp"), upload_to=laid_by_key)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("tệp trên cổng")
        indexes = [models.Index(fields=["file"], name="portal_file_by_file")]
