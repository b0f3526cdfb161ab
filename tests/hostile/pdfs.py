"""PDFs of the kinds that break readers, each made here from nothing.

After the corpora that pdf.js and qpdf keep for their own readers: one or more of each
kind of fault they hold.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from io import BytesIO

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from tests.scale import few_or_all

Objects = dict[int, bytes]
CATALOG, PAGES, PAGE = 1, 2, 3
# Enough of it that nobody takes the page for a picture and has it recognised.
_LINE = b"(Cong van so 12 ve viec phong chong lut bao nam nay) Tj 0 -14 Td "
TEXT = b"BT /F 12 Tf 72 700 Td " + _LINE * 20 + b"ET"
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, extra: bytes = b"", length: bytes | None = None) -> bytes:
    said = length if length is not None else str(len(content)).encode()
    return b"<<" + extra + b"/Length " + said + b">>stream\n" + content + b"\nendstream"


def plain(**changed: bytes) -> Objects:
    """A paper of one page; ``page``, ``pages``, ``catalog``, ``content`` replaced."""
    return {
        CATALOG: changed.get("catalog", b"<</Type/Catalog/Pages 2 0 R>>"),
        PAGES: changed.get("pages", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        PAGE: changed.get(
            "page",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>>>>>",
        ),
        4: changed.get("content", stream(TEXT)),
        5: _FONT,
    }


def written(
    objects: Objects,
    *,
    head: bytes = b"%PDF-1.7\n",
    trailer: bytes = b"",
    prev: bytes = b"",
    tail: bytes = b"%%EOF\n",
) -> bytes:
    """With a right table of where each object lies, unless told otherwise."""
    out, places = bytearray(head), {}
    for number, content in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table, size = len(out), max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        free = number not in places
        kind = b"f" if free else b"n"
        out += b"%010d %05d %s \n" % (places.get(number, 0), 65535 * free, kind)
    prev = prev.replace(b"HERE", str(table).encode())
    out += b"trailer<</Size %d/Root 1 0 R%s%s>>\n" % (size, trailer, prev)
    out += b"startxref\n%d\n" % table
    return bytes(out + tail)


def _cut(share: float) -> bytes:
    whole = written(plain())
    return whole[: int(len(whole) * share)]


def _moved(by: int) -> bytes:
    whole = written(plain())
    head, _, rest = whole.rpartition(b"startxref\n")
    place = int(rest.split(b"\n")[0])
    return head + b"startxref\n%d\n%%%%EOF\n" % (place + by)


def _locked(user: str) -> bytes:
    out = BytesIO()
    lock = StandardEncryption(user, ownerPassword="chu", strength=128)
    paper = canvas.Canvas(out, encrypt=lock)
    paper.drawString(72, 700, "Cong van mat")
    paper.save()
    return out.getvalue()


def _image(what: bytes, content: bytes = b"\0") -> bytes:
    """A page that is one picture, larger than any."""
    objects = plain(
        page=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</XObject<</I 6 0 R>>>>>>",
        content=stream(b"595 0 0 842 0 0 cm /I Do"),
    )
    objects[6] = stream(
        content, b"/Type/XObject/Subtype/Image/BitsPerComponent 8" + what
    )
    return written(objects)


def _box(box: bytes) -> bytes:
    page = plain()[PAGE].replace(b"[0 0 595 842]", box)
    return written(plain(page=page))


def _bomb(layers: int) -> bytes:
    """Hundreds of megabytes of a page's drawing in little."""
    content = zlib.compress(b" " * 100_000_000, 1)
    for _layer in range(layers - 1):
        content = zlib.compress(content, 9)
    filters = b"/Filter[" + b"/FlateDecode" * layers + b"]"
    return written(plain(content=stream(content, filters)))


def _deep_pages() -> bytes:
    """Ten thousand levels of pages, one inside the other."""
    objects = plain(pages=b"<</Type/Pages/Kids[10 0 R]/Count 1>>")
    for number in range(10, 10_010):
        below = b"3 0 R" if number == 10_009 else b"%d 0 R" % (number + 1)
        objects[number] = b"<</Type/Pages/Kids[%s]/Count 1/Parent 2 0 R>>" % below
    return written(objects)


def _object_stream(extra: bytes, inside: bytes = b"3 0 <</Type/Page>>") -> bytes:
    objects = plain()
    objects[7] = stream(inside, b"/Type/ObjStm" + extra)
    return written(objects)


def _xref_stream(extra: bytes) -> bytes:
    body = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    table = stream(b"\1\0\0" * 6, b"/Type/XRef/Size 6/W[1 1 1]/Root 1 0 R" + extra)
    return body + b"9 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF" % (table, len(body))


def _drawing(content: bytes, extra: Objects | None = None) -> bytes:
    page = plain()[PAGE].replace(
        b"/Font<</F 5 0 R>>",
        b"/Font<</F 5 0 R/G 8 0 R>>/XObject<</X 6 0 R>>/Pattern<</P 7 0 R>>",
    )
    return written(plain(page=page, content=stream(content)) | (extra or {}))


def _form(content: bytes) -> bytes:
    form = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X 6 0 R>>>>"
    )
    return stream(content, form)


def _many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 10 + count))
    objects = plain(pages=b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count))
    return written(objects | dict.fromkeys(range(10, 10 + count), objects[PAGE]))


def _glyphs() -> bytes:
    """A font that says what each of its letters means, a million times over."""
    line = b"<0000> <ffff> <0041>\n"
    cmap = b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    cmap += b"100 beginbfrange\n" + line * 20_000 + b"endbfrange"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 9 0 R"
    font += b"/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/A>>]>>"
    text = b"BT /G 12 Tf 72 700 Td <00410042> Tj ET"
    return _drawing(text, {8: font, 9: stream(cmap)})


_JPX = (
    b"\0\0\0\x0cjP  \r\n\x87\n\0\0\0\x14ftypjp2 \0\0\0\0jp2 \0\0\0\x2djp2h"
    b"\0\0\0\x16ihdr\0\0\xff\xff\0\0\xff\xff\0\3\7\7\0\0\0\0\0\x0fcolr\1\0\0\0\0\0\x10"
    b"\0\0\0\0jp2c\xff\x4f\xff\x51\0\x2f\0\0\0\0\xff\xff\0\0\xff\xff\0\0\0\0\0\0\0\0"
    b"\0\0\xff\xff\0\0\xff\xff\0\0\0\0\0\0\0\0\0\3\7\1\1\7\1\1\7\1\1"
)
_JBIG2 = (
    b"\0\0\0\0\x30\0\1\0\0\0\x13\xff\xff\xff\xf0\xff\xff\xff\xf0\0\0\0\0\0\0\0\0\0\0\0"
    b"\0\0\0\1\x26\0\1\0\0\0\x20\xff\xff\xff\xf0\xff\xff\xff\xf0\0\0\0\0\0\0\0\0\0\0"
)
_JPEG = (
    b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\xff\xff\xff\xff"
    b"\3\1\x22\0\2\x11\1\3\x11\1\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0\x3f\0\xff\xd9"
)
_ACTIONS = {
    "javascript at opening": b"/OpenAction<</S/JavaScript/JS(while\\(true\\){})>>",
    "a program at opening": b"/OpenAction<</S/Launch/F(cmd.exe)>>",
    "a call at opening": b"/OpenAction<</S/SubmitForm/F(http://other.example/)>>",
    "javascript in its names": b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>"
    b"]>>>>",
    "a program inside": b"/Names<</EmbeddedFiles<</Names[(a.exe)<</Type/Filespec"
    b"/F(a.exe)/EF<</F 4 0 R>>>>]>>>>",
    "a form of the XFA kind": b"/AcroForm<</XFA 4 0 R/Fields[]>>",
    "an outline that bites its tail": b"/Outlines 6 0 R",
    "a structure that bites its tail": b"/StructTreeRoot<</K 1 0 R>>/MarkInfo<</Marked "
    b"true>>",
}


def _acting(entry: bytes) -> bytes:
    objects = plain(catalog=b"<</Type/Catalog/Pages 2 0 R%s>>" % entry)
    objects[6] = b"<</First 6 0 R/Last 6 0 R/Next 6 0 R/Parent 6 0 R/Title(a)>>"
    return written(objects)


_BITMAP = b"/ColorSpace/DeviceRGB/Width 65535/Height 65535/Filter"
KINDS: dict[str, Callable[[], bytes]] = {
    "nothing wrong": lambda: written(plain()),
    **{
        f"cut at {share}": lambda share=share: _cut(share) for share in (0.02, 0.5, 0.9)
    },
    "the table of objects away": lambda: _cut(0.72),
    "no end": lambda: written(plain(), tail=b""),
    "no end and rubbish": lambda: written(plain(), tail=bytes(range(256)) * 40),
    "the table elsewhere": lambda: _moved(-7),
    "the table beyond the end": lambda: _moved(10**9),
    "the table before the start": lambda: _moved(-(10**9)),
    "a table that follows itself": lambda: written(plain(), prev=b"/Prev HERE"),
    "a table before the start": lambda: written(plain(), prev=b"/Prev -5"),
    "a size that is a lie": lambda: written(plain(), trailer=b"/Size 2147483647"),
    "no root": lambda: written(plain()).replace(b"/Root", b"/Rood"),
    "a root that is a page": lambda: written(plain(catalog=plain()[PAGE])),
    "a table as a stream that follows itself": lambda: _xref_stream(b"/Prev 54"),
    "a table as a stream of endless width": lambda: _xref_stream(b"/W[1 99999999 1]"),
    "a stream of objects without end": lambda: _object_stream(
        b"/N 2147483647/First 2147483647"
    ),
    "a stream of objects that extends itself": lambda: _object_stream(
        b"/N 1/First 4/Extends 7 0 R"
    ),
    "a stream of objects below none": lambda: _object_stream(b"/N -1/First -1"),
    "pages that hold themselves": lambda: written(
        plain(pages=b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2/Parent 2 0 R>>")
    ),
    "pages ten thousand deep": _deep_pages,
    "two thousand million pages": lambda: written(
        plain(pages=b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>")
    ),
    "fewer pages than none": lambda: written(
        plain(pages=b"<</Type/Pages/Kids[3 0 R]/Count -1>>")
    ),
    "no page": lambda: written(plain(pages=b"<</Type/Pages/Kids[]/Count 0>>")),
    # All of them take longer than the minute that a file is given.
    "pages upon pages": lambda: _many_pages(few_or_all(600, 6_000)),
    "a stream longer than the file": lambda: written(
        plain(content=stream(TEXT, length=b"99999999999"))
    ),
    "a stream shorter than nothing": lambda: written(
        plain(content=stream(TEXT, length=b"-1"))
    ),
    "a stream as long as itself": lambda: written(
        plain(content=stream(TEXT, length=b"4 0 R"))
    ),
    "a bomb": lambda: _bomb(1),
    "a bomb in a bomb": lambda: _bomb(2),
    "a hundred filters": lambda: written(
        plain(content=stream(b"41>", b"/Filter[" + b"/ASCIIHexDecode" * 100 + b"]"))
    ),
    "a filter nobody knows": lambda: written(
        plain(content=stream(TEXT, b"/Filter/KhongCo"))
    ),
    "a drawing that is no drawing": lambda: _drawing(bytes(range(256)) * 100),
    "a JPX of all the world": lambda: _image(_BITMAP + b"/JPXDecode", _JPX),
    "a JBIG2 of all the world": lambda: _image(
        b"/ColorSpace/DeviceGray/Width 65535/Height 65535/Filter/JBIG2Decode", _JBIG2
    ),
    "a JPEG of all the world": lambda: _image(_BITMAP + b"/DCTDecode", _JPEG),
    "a picture of all the world": lambda: _image(
        _BITMAP + b"/FlateDecode", zlib.compress(bytes(10_000_000), 9)
    ),
    "locked with nothing": lambda: _locked(""),
    "locked with a password": lambda: _locked("khong ai biet"),
    "a lock that is no lock": lambda: written(
        plain(), trailer=b"/Encrypt<</Filter/Standard/V 5/R 6/O(x)/U(y)/P -1>>/ID[()()]"
    ),
    "a lock of a kind to come": lambda: written(
        plain(), trailer=b"/Encrypt<</Filter/Standard/V 99/R 99>>/ID[(a)(a)]"
    ),
    **{name: lambda entry=entry: _acting(entry) for name, entry in _ACTIONS.items()},
    "a page of all the world": lambda: _box(b"[0 0 1e30 1e30]"),
    "a page inside out": lambda: _box(b"[595 842 0 0]"),
    "a page without size": lambda: _box(b"[0 0 0 0]"),
    "a page of no numbers": lambda: _box(b"[(a) /b null]"),
    "a page that is a number": lambda: written(plain(page=b"42")),
    "brackets without end": lambda: written(plain(page=b"[" * 200_000)),
    "brackets in brackets": lambda: _box(b"[" * 50_000 + b"]" * 50_000),
    "a word without end": lambda: written(plain(page=b"<</Type/" + b"A" * 2_000_000)),
    "a text without end": lambda: written(plain(page=b"(" * 500_000)),
    "states without end": lambda: _drawing(b"q " * 500_000 + TEXT),
    "a form that draws itself": lambda: _drawing(
        b"/X Do " + TEXT, {6: _form(b"/X Do /X Do")}
    ),
    "a pattern of itself": lambda: _drawing(
        b"/Pattern cs /P scn 0 0 99 99 re f " + TEXT,
        {
            7: stream(
                b"/Pattern cs /P scn 0 0 9 9 re f",
                b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 0.0001"
                b"/YStep 0.0001/Resources<</Pattern<</P 7 0 R>>>>",
            )
        },
    ),
    "a letter that writes itself": lambda: _drawing(
        b"BT /G 12 Tf 72 700 Td (aaaa) Tj ET",
        {
            8: b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]"
            b"/FirstChar 97/LastChar 97/Widths[9]/Encoding<</Differences[97/a]>>"
            b"/CharProcs<</a 9 0 R>>/Resources<</Font<</G 8 0 R>>>>>>",
            9: stream(b"9 0 d0 BT /G 1 Tf (a) Tj ET"),
        },
    ),
    "letters that mean everything": _glyphs,
    "first page first, broken": lambda: written(
        {9: b"<</Linearized 1/L 99999999/H[9 9]/O 99/E 99/N 99/T 99>>"} | plain()
    ),
    "a version to come": lambda: written(plain(), head=b"%PDF-99.99\n"),
    "a head after a thousand bytes": lambda: written(
        plain(), head=b" " * 1000 + b"%PDF-1.7\n"
    ),
    "no head": lambda: written(plain(), head=b""),
    "a head and nothing": lambda: b"%PDF-1.7\n",
    "also a zip": lambda: written(plain()) + b"PK\5\6" + bytes(18),
    "also a web page": lambda: b"<!--\n%PDF-1.7\n" + written(plain()) + b"<script>",
    "also a picture": lambda: written(plain(), head=b"\xff\xd8\xff\xe0%PDF-1.7\n"),
    "changed a thousand times": lambda: (
        written(plain())
        + b"".join(
            b"\n4 0 obj\n%s\nendobj\nstartxref\n9\n%%%%EOF\n" % stream(TEXT)
            for _time in range(1000)
        )
    ),
}
