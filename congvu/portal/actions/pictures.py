"""The sizes in which pages show a picture, drawn as the page goes out."""

from __future__ import annotations

from wagtail.fields import StreamField
from wagtail.models import Page

from congvu.portal.models import PortalImage
from congvu.portal.rules import PICTURE_WIDTHS


def draw_pictures(*, page_id: int) -> int:
    """Of a page's body, what is not drawn yet; how many pictures it has.

    The public process draws none: it may not write, and reads no stranger's bytes.
    """
    found = Page.objects.filter(pk=page_id).first()
    if found is None:
        return 0
    page, drawn = found.specific, 0
    for field in page._meta.get_fields():
        if not isinstance(field, StreamField):
            continue
        for block in getattr(page, field.name):
            if block.block_type == "picture" and block.value["image"]:
                image: PortalImage = block.value["image"]
                for rendition in image.get_renditions(
                    *PICTURE_WIDTHS.values()
                ).values():
                    rendition.file.close()
                image.file.close()
                drawn += 1
    return drawn
