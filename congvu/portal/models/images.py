"""Pictures and files that stand in pages, under names nobody can guess."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    SourceImageIOError,
)

from congvu.files.actions import NotReadable, resize
from congvu.lib.ids import uuid7


def laid_by_key(_file: Any, name: str) -> str:
    """What is not published yet is not found by its name."""
    return f"tep/{uuid7()}{PurePath(name).suffix.lower()[:10]}"


def size_of(spec: str) -> tuple[int, int, str]:
    """Of what Wagtail asks ("max-165x165", "width-800|format-webp"): width, height, 0
    for any; and the ending of the file."""
    width, height, ending = 0, 0, ".jpg"
    for part in spec.split("|"):
        name, _dash, rest = part.partition("-")
        if name == "format" and rest == "webp":
            ending = ".webp"
        elif name == "width" and rest.isdecimal():
            width = int(rest)
        elif name == "height" and rest.isdecimal():
            height = int(rest)
        elif name in {"max", "min", "fill"}:
            sides = rest.partition("-")[0].partition("x")
            width, height = int(sides[0]), int(sides[2])
    return width, height, ending


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
        """Drawn in the jail: no stranger's picture is decoded in the office."""
        width, height, ending = size_of(filter.spec)
        try:
            place = Path(self.file.path)
            drawn = resize(path=place, width=width, height=height, ending=ending)
        except (OSError, NotReadable) as why:
            raise SourceImageIOError(str(why)) from why
        stem = PurePath(self.file.name).stem[:40]
        key = filter.spec.replace("|", ".")
        return ContentFile(drawn, name=f"{stem}.{key}{ending}")


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
