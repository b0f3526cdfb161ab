"""A page against HTML and WCAG: only what a machine can see without a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from congvu.standards.formats.text import text

_VOID_WORDS = "area base br col embed hr img input link meta source track wbr"
_VOID = frozenset(_VOID_WORDS.split())
# Their end may be left out.
_LENIENT_WORDS = (
    "body colgroup dd dt head html li optgroup option p rp rt tbody td tfoot "
    "th thead tr"
)
_LENIENT = frozenset(_LENIENT_WORDS.split())
_UNLABELLED = frozenset({"hidden", "submit", "button", "reset", "image"})


def _is_named(given: dict[str, str]) -> bool:
    told = ("aria-label", "aria-labelledby", "title")
    return any(given.get(one, "").strip() for one in told)


@dataclass
class _Seen:
    doctype: bool = False
    charset: bool = False
    lang: bool = False
    title: str = ""
    elements: int = 0
    ids: list[str] = field(default_factory=list)
    unclosed: bool = False
    no_alt: bool = False
    headings: list[int] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    inputs: list[str] = field(default_factory=list)
    empty_link: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = _Seen()
        self._open: list[str] = []
        self._named: list[bool] = []

    def handle_decl(self, decl: str) -> None:
        if decl.lower().startswith("doctype"):
            self.seen.doctype = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        seen = self.seen
        seen.elements += 1
        if given.get("id"):
            seen.ids.append(given["id"])
        self._look(tag, given)
        if tag in {"a", "button"}:
            # An anchor that leads nowhere is a place in the page, not a link.
            is_place = tag == "a" and "href" not in given
            self._named.append(is_place or _is_named(given))
        if tag not in _VOID:
            self._open.append(tag)

    def _look(self, tag: str, given: dict[str, str]) -> None:
        seen = self.seen
        if tag == "html":
            seen.lang = bool(given.get("lang", "").strip())
        elif tag == "meta":
            told = given.get("charset", "") + given.get("content", "")
            seen.charset = seen.charset or "utf-8" in told.lower()
        elif tag == "img":
            seen.no_alt = seen.no_alt or "alt" not in given
            if self._named and given.get("alt"):
                self._named[-1] = True
        elif tag == "label" and given.get("for"):
            seen.labels.add(given["for"])
        elif tag in {"input", "select", "textarea"}:
            self._field(given)
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            seen.headings.append(int(tag[1]))

    def _field(self, given: dict[str, str]) -> None:
        if given.get("type", "").lower() == "image":
            told = given.get("alt") or _is_named(given)
            self.seen.no_alt = self.seen.no_alt or not told
        if given.get("type", "").lower() in _UNLABELLED or "label" in self._open:
            return
        if _is_named(given):
            return
        self.seen.inputs.append(given.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if tag in {"a", "button"} and self._named and not self._named.pop():
            self.seen.empty_link = True
        while self._open and self._open[-1] != tag and self._open[-1] in _LENIENT:
            self._open.pop()
        if self._open and self._open[-1] == tag:
            self._open.pop()
        elif tag in self._open:
            self.seen.unclosed = True
            while self._open.pop() != tag:
                pass
        else:
            self.seen.unclosed = True

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        if self._open and self._open[-1] == "title":
            self.seen.title += data
        if self._named:
            self._named[-1] = True

    def finish(self) -> _Seen:
        self.close()
        if any(tag not in _LENIENT for tag in self._open):
            self.seen.unclosed = True
        return self.seen


def _read(content: bytes) -> tuple[list[str], _Seen]:
    wrong = text(content)
    if "not-utf-8" in wrong or "empty" in wrong:
        return wrong, _Seen()
    reader = _Reader()
    reader.feed(content.decode("utf-8-sig"))
    seen = reader.finish()
    return wrong if seen.elements else ["not-html"], seen


def html(content: bytes) -> list[str]:
    wrong, seen = _read(content)
    if not seen.elements:
        return wrong
    told = {
        "no-doctype": not seen.doctype,
        "no-charset": not seen.charset,
        "no-title": not seen.title.strip(),
        "unclosed": seen.unclosed,
        "double-id": len(set(seen.ids)) != len(seen.ids),
    }
    return wrong + [key for key, is_so in told.items() if is_so]


def wcag(content: bytes) -> list[str]:
    wrong, seen = _read(content)
    if not seen.elements:
        return wrong
    steps = zip([0, *seen.headings], seen.headings, strict=False)
    told = {
        "no-lang": not seen.lang,
        "no-title": not seen.title.strip(),
        "no-alt": seen.no_alt,
        "no-label": any(one not in seen.labels for one in seen.inputs),
        "no-heading": not seen.headings,
        "skipped-heading": any(after > before + 1 for before, after in steps),
        "empty-link": seen.empty_link,
    }
    return [key for key, is_so in told.items() if is_so]
