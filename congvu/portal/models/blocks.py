"""Of what the body of a page is made: few kinds, each readable aloud and in print."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

# What a paragraph may hold: no headings (blocks of their own), no embeds, no images.
FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class PictureBlock(blocks.StructBlock):
    """A picture with what it shows, for whoever does not see it."""

    image = ImageChooserBlock(label=_("ảnh"))
    shows = blocks.CharBlock(label=_("ảnh cho thấy gì"), max_length=300)
    caption = blocks.CharBlock(label=_("chú thích"), max_length=300, required=False)

    class Meta:
        icon = "image"
        label = _("ảnh")
        template = "portal/blocks/picture.html"


class FileBlock(blocks.StructBlock):
    """A file to take away, with its name in words."""

    file = DocumentChooserBlock(label=_("tệp"))
    name = blocks.CharBlock(label=_("tên hiển thị"), max_length=200)

    class Meta:
        icon = "doc-full"
        label = _("tệp")
        template = "portal/blocks/file.html"


class TableRow(blocks.StructBlock):
    cells = blocks.ListBlock(blocks.CharBlock(required=False), label=_("ô"))

    class Meta:
        label = _("hàng")


class TableBlock(blocks.StructBlock):
    """A table of words; its first row names the columns."""

    caption = blocks.CharBlock(label=_("tên bảng"), max_length=200)
    rows = blocks.ListBlock(TableRow(), label=_("hàng"), min_num=2)

    class Meta:
        icon = "table"
        label = _("bảng")
        template = "portal/blocks/table.html"


BODY = [
    ("paragraph", blocks.RichTextBlock(label=_("đoạn văn"), features=FEATURES)),
    (
        "heading",
        blocks.CharBlock(
            label=_("đề mục"),
            icon="title",
            max_length=200,
            template="portal/blocks/heading.html",
        ),
    ),
    ("picture", PictureBlock()),
    ("table", TableBlock()),
    (
        "quote",
        blocks.TextBlock(
            label=_("trích nguyên văn"),
            icon="openquote",
            template="portal/blocks/quote.html",
        ),
    ),
    ("file", FileBlock()),
]
