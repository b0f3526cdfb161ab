"""Which files beside pages are anybody's to read."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex

from congvu.portal.models import PortalFile, PortalImage, PortalRendition


def is_shown(path: str) -> bool:
    """Whether a page that is out has this file, or this size of a picture, in it now.

    Of a picture as it was laid in nobody is given the bytes: it may say where it was
    taken, and pages show it drawn anew.
    """
    found = PortalFile.objects.filter(file=path).values_list("pk", flat=True).first()
    model: type[Model] = PortalFile
    if found is None:
        model, drawn = PortalImage, PortalRendition.objects.filter(file=path)
        found = drawn.values_list("image_id", flat=True).first()
    if found is None:
        return False
    types = ContentType.objects.get_for_models(model, Page)
    used = ReferenceIndex.objects.filter(
        to_content_type=types[model],
        to_object_id=str(found),
        base_content_type=types[Page],
    )
    pages = {int(key) for key in used.values_list("object_id", flat=True)}
    return bool(Page.objects.live().filter(pk__in=pages).exists())
