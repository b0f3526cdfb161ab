"""Down the paragraphs of a paper, with what the headings above each of them say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from congvu.directives.rules import frames, orders
from congvu.directives.rules.attributes import (
    Attribute,
    attribute_in,
    lead_in_brackets,
    only_by_when,
)
from congvu.directives.rules.deadlines import deadline_in
from congvu.directives.rules.duties import Draft
from congvu.directives.rules.heads import Head
from congvu.directives.rules.levels import Level, Levels
from congvu.directives.rules.lines import Paragraph
from congvu.directives.rules.naming import said_names
from congvu.directives.rules.numbering import is_deeper
from congvu.directives.rules.order import Order, Setting
from congvu.directives.rules.predicates import is_done, seats_somebody
from congvu.directives.rules.proposals import Clause, Role, Span
from congvu.directives.rules.sections import SILENT, Section, section_of
from congvu.directives.rules.sentences import item_start, item_value, sentences
from congvu.directives.rules.supporters import support_in, whole_parts
from congvu.directives.rules.tables import Table
from congvu.directives.rules.targets import is_target
from congvu.directives.rules.telling import is_petition
from congvu.directives.rules.words import Words, one_of

_CLOSED = re.compile(
    r"^(?:nơi nhận|tm \.|kt \.|tl \.|tuq \.|t / m|k / t|q \.|ý kiến bạn đọc|người ký"
    r"|lưu :|tin liên quan|bình luận|nổi bật|đừng bỏ lỡ|tin khác|tags|từ khóa :"
    r"|bài viết liên quan|quý khách)"
)
_TITLES = re.compile(
    r"^(?:kế hoạch|quy chế|quy định|đề án|phương án|chương trình|hướng dẫn|chỉ thị"
    r"|thông báo"
    r"|quyết định|công điện|nghị quyết|phụ lục|báo cáo|điều lệ|nội quy|danh mục"
    r"|kịch bản)\b"
)
_ORDERING = re.compile(
    r"^(?:kế hoạch|chỉ thị|thông báo|quyết định|công điện|nghị quyết|kết luận"
    r"|chương trình|hướng dẫn)\b"
)
_BASES = re.compile(r"^(?:căn cứ|xét|theo đề nghị|thực hiện|trên cơ sở|theo)\b")
_TELLS = re.compile(r"\b(?:yêu cầu|giao|đề nghị|chỉ đạo|chỉ thị) (?!của|tại|về)")
_RELAYS = re.compile(
    r"(?:ban hành|có|ký|ra|gửi) (?:công điện|chỉ thị|công văn|kế hoạch|văn bản"
    r"|thông báo|quyết định)\b|(?:yêu cầu|chỉ đạo) \.$"
)
"""News of a paper: what follows tells what it orders."""
_CLOSING = re.compile(
    r"^(?:trên đây là|nhận được|trong quá trình|quá trình (?:tổ chức "
    r"|triển khai )*thực hiện|yêu cầu (?:các|thủ)|đề nghị các)\b"
)
_LISTING = re.compile(r"\b(?:bao gồm|gồm có)(?: [^;]{0,180})?;?$")
_GENERAL = re.compile(
    r"(?:\w+ ){0,6}?(?:thực hiện|triển khai|tập trung|làm tốt)(?: \w+){0,5}? "
    r"(?:nội dung|nhiệm vụ|công việc|biện pháp|giải pháp|yêu cầu|việc|vấn đề) "
    r"(?:\w+ ){0,3}:"
)
"""A frame that orders nothing but what its points say."""
_ONLY_TOLD = (Section.TARGET, Section.AIM, Section.STATE)
"""Where nothing but the issuer's own word is an order."""
_FOR_A_YEAR = re.compile(r"\bnăm (20\d\d)$")
_TOP = 25
_SO_SAYS = ["theo", "đó"]
_TOLD_ON = (None, "kết luận", "thông báo kết luận")
"""Papers, and news of papers, whose paragraphs go on telling whom the last one told."""
_SETTING_FIRST = one_of("nhằm|để|căn|thực|trên|theo|xét|trước")
_HEADING_WORDS = 45


class Walk:
    def __init__(self, text: str, found: list[Paragraph], head: Head) -> None:
        self.text = text
        self.found = found
        self.head = head
        self.drafts: list[Draft] = []
        self.levels = Levels(self.drafts, head)
        self.clauses: list[Clause] = []
        self.closed = False
        self.relayed = not head.kind and _is_list_of_duties(found)
        self.trail: Draft | None = None
        self.group = 0
        self.table = Table()

    def all(self) -> list[Draft]:
        for number, paragraph in enumerate(self.found):
            if paragraph.table:
                self._row(paragraph)
            elif paragraph.words:
                self._paragraph(number, paragraph)
        self.levels.leave_all()
        return self.drafts

    def _row(self, paragraph: Paragraph) -> None:
        """A row of a plan; a report only tells what was done."""
        if self.head.kind == "báo cáo" or self.levels.section is Section.STATE:
            return
        draft = self.table.row(
            paragraph.cells,
            self.text,
            issued=self.head.issued,
            clause=self.levels.clause,
        )
        if draft is not None:
            draft.lead = draft.lead or self.levels.inherited()[0]
            self.drafts.append(draft)

    # -- where a paragraph stands

    def _paragraph(self, number: int, paragraph: Paragraph) -> None:
        words = paragraph.words
        said = words.said(0, min(len(words), 12))
        capitals = _is_capital(self.text, paragraph)
        if capitals and paragraph.marker is None and _TITLES.match(said):
            self.closed = False
        if self.closed:
            return
        if _CLOSED.match(said) and not (
            paragraph.marker and paragraph.marker.kind == "number"
        ):
            self.closed = True
            return
        heading = self._is_heading(number, paragraph, capitals=capitals)
        self._place(paragraph, capitals=capitals, heading=heading)
        self.clauses.append(
            Clause(
                paragraph.start,
                paragraph.end,
                self.levels.clause,
                self.levels.section.value,
            )
        )
        if paragraph.form or words.low[0] == "[":
            return
        if heading:
            self._heading(number, paragraph, capitals=capitals)
            return
        if paragraph.marker is None and _is_basis(words, said) and not self.drafts:
            return
        attribute = attribute_in(words, self.text, self.head.issued)
        if attribute is not None:
            self._attach(attribute)
            return
        self._sentences(number, paragraph)

    def _place(self, paragraph: Paragraph, *, capitals: bool, heading: bool) -> None:
        levels = self.levels
        if paragraph.marker is not None:
            levels.enter(paragraph.marker, leaf=not heading)
        elif capitals:
            levels.leave_all(keep_opened=not heading)
        else:
            listed = levels.leave_bullets() or levels.last.leaf
            if listed and self._speaks_anew(paragraph):
                last_words = _CLOSING.match(paragraph.words.said(0, 12))
                levels.leave_points(all_of_them=bool(last_words))

    def _speaks_anew(self, paragraph: Paragraph) -> bool:
        """A paragraph after a list that names its own actor is no part of it."""
        words = paragraph.words
        begin, stop = sentences(words)[0]
        order = orders.order_in(words, begin, stop, Setting(bare=True))
        return order is not None and (order.actor is not None or order.told)

    def _is_heading(self, number: int, paragraph: Paragraph, *, capitals: bool) -> bool:
        words = paragraph.words
        if capitals and len(words) > 1:
            return True
        aside = paragraph.marker is None and words.low[0] == "("
        if aside or not self._has_points(number, paragraph):
            return False
        if words.low[-1] == ":":
            return len(sentences(words)) == 1
        ended = words.low[-1] in (".", ";", "./.", "...")
        if paragraph.marker is None:
            after = self.found[number + 1].words
            described = after and attribute_in(after, self.text, self.head.issued)
            return (
                not ended
                and not described
                and len(words) <= 25
                and words.low[-1] != ","
            )
        if paragraph.marker.kind.startswith("bullet") and ended:
            return False
        if len(words) > _HEADING_WORDS or len(sentences(words)) > 1:
            return False
        if not ended:
            return True
        if words.low[-1] == ";":
            return False
        order = orders.order_in(words, 0, len(words), Setting(bare=True))
        if order is not None and self._has_day(words):
            return False
        return order is None or order.actor is None or order.actor.end >= len(words) - 1

    def _has_points(self, number: int, paragraph: Paragraph) -> bool:
        """Whether what follows lies under this paragraph."""
        if number + 1 >= len(self.found):
            return False
        after = self.found[number + 1]
        if after.table:
            return paragraph.words.low[-1] == ":"
        if paragraph.marker is None:
            return (
                after.marker is not None
                or paragraph.words.low[-1] == ":"
                or (len(paragraph.words) <= 25)
            )
        if after.marker is None:
            beside = self.levels.parent(paragraph.marker).listed
            if beside == paragraph.marker.kind and paragraph.words.low[-1] != ":":
                return False
            low = after.words.said(0, min(6, len(after.words)))
            return not _is_capital(self.text, after) and not _CLOSED.match(low)
        return is_deeper(self.levels.path, paragraph.marker, after.marker)

    def _is_title(self, number: int) -> bool:
        """What a paper is about, below its kind: "Kết quả cuộc họp" is no section."""
        if not number or self.head.kind == "báo cáo":
            return False
        above = self.found[number - 1]
        kind = above.words.said(0, min(4, len(above.words))) if above.words else ""
        return _is_capital(self.text, above) and bool(_ORDERING.match(kind))

    def _end_of_its_year(self) -> date | None:
        """Of a plan for one year: its title names it, its figures are for its end."""
        for number, paragraph in enumerate(self.found[:_TOP]):
            if paragraph.words and self._is_title(number):
                said = paragraph.words.said(0, len(paragraph.words))
                year = _FOR_A_YEAR.search(said)
                return date(int(year[1]), 12, 31) if year else None
        return None

    def _has_day(self, words: Words) -> bool:
        said = words.said(0, len(words))
        return deadline_in(said, issued=self.head.issued) is not None

    # -- headings and frames

    def _heading(self, number: int, paragraph: Paragraph, *, capitals: bool) -> None:
        words = paragraph.words
        level = self.levels.last
        stop = len(words)
        said = words.said(0, stop)
        colon = words.low[-1] == ":"
        frame = None
        listed = number + 1 < len(self.found) and self.found[number + 1].marker
        if colon or paragraph.marker is not None or (listed and not capitals):
            frame = frames.frame_in(
                words,
                0,
                stop,
                self.text,
                self.levels.setting(relayed=self.relayed),
                heading=paragraph.marker is not None,
            )
        if frame is not None and (not capitals or frame.leads):
            section = section_of(said)
            silent = section and not frame.leads and paragraph.marker is not None
            if (frame.leads or colon) and not silent:
                if paragraph.marker is None:
                    self._open(frame)
                else:
                    level.frame, level.section = (
                        frame,
                        Section.NONE if frame.leads else section,
                    )
                self._pend(paragraph, level)
                return
        if capitals and frame is not None and paragraph.marker is None:
            level.opened = frame
            return
        section = section_of(said)
        if paragraph.marker is None and not capitals:
            if self._is_title(number):
                return
            if section or not colon:
                level.section = section if section else level.section
                level.opened = None if section else level.opened
            return
        level.section = section
        if section is Section.TARGET or "hoàn thành" in said:
            when = deadline_in(said, issued=self.head.issued)
            level.day = when.day if when else self._end_of_its_year()
        if paragraph.marker is not None:
            self._pend(paragraph, level)

    def _open(self, frame: frames.Frame) -> None:
        """What a plain paragraph tells those below it; after how things stand it says
        what is to be done now.
        """
        tells = frame.leads and self.head.kind != "báo cáo"
        if tells and self.levels.section is Section.STATE:
            self.levels.last.section = Section.TASKS
        self.levels.last.opened = frame

    def _pend(self, paragraph: Paragraph, level: Level) -> None:
        words = paragraph.words
        if paragraph.marker is None:
            return
        order = orders.order_in(
            words, 0, len(words), self.levels.setting(relayed=self.relayed, below=True)
        )
        if order is None:
            return
        done = words.said(order.predicate, len(words))
        if order.predicate >= len(words) - 4 or _GENERAL.match(done):
            return
        level.pending = self._draft(words, 0, len(words), order, ())
        level.sure = words.low[-1] in (":", ".")
        level.first = len(self.drafts)

    # -- sentences

    def _sentences(self, number: int, paragraph: Paragraph) -> None:
        words = paragraph.words
        before: Draft | None = None
        self.group = len(self.drafts)
        open_points = self._has_points(number, paragraph)
        spans = sentences(words)
        if paragraph.marker is None and words.low[-1] in (".", ";", "./."):
            before, self.trail = self.trail, None
        for place, (begin, stop) in enumerate(spans):
            last = place == len(spans) - 1
            self.relayed = self.relayed or words.low[begin : begin + 2] == _SO_SAYS
            if last and words.low[stop - 1] == ":" and open_points:
                frame = frames.frame_in(
                    words,
                    begin,
                    stop,
                    self.text,
                    self.levels.setting(relayed=self.relayed),
                    heading=False,
                )
                if frame is not None:
                    if not frame.leads and before is not None and before.lead:
                        frame = frames.with_leads(frame, before.lead)
                    self._open(frame)
                    continue
            attribute = attribute_in(words, self.text, self.head.issued, begin, stop)
            if attribute is not None and len(self.drafts) > self.group:
                self._attach(attribute)
                continue
            found = self._sentence(words, begin, stop, before)
            aside = before is not None and words.low[begin] == "riêng"
            before = before if aside else found or before
            goes_on = found is not None and self.head.kind in _TOLD_ON
            self.trail = before if goes_on else None
            if _RELAYS.search(words.said(begin, stop)):
                self.relayed = True

    def _sentence(
        self, words: Words, begin: int, stop: int, before: Draft | None
    ) -> Draft | None:
        """Its duties; the last of them is what the next sentence leans on."""
        setting = self.levels.setting(relayed=self.relayed)
        if before is not None and not setting.bare:
            setting = replace(setting, bare=True, plain=True)
        inherited = (before.lead if before and before.lead else ()) or ()
        first = begin
        colon = frames.inner_colon(words, begin, stop)
        asks = is_petition(words, begin, stop) or self._is_agenda(words, begin)
        if asks or seats_somebody(words, begin, stop):
            return None
        if colon is not None:
            frame = frames.frame_in(
                words, begin, colon + 1, self.text, setting, heading=False
            )
            if frame is not None:
                if not frame.leads and inherited:
                    frame = frames.with_leads(frame, inherited)
                self.levels.last.opened = frame
                setting = replace(setting, bare=True, plain=True, unit=frame.unit)
                inherited = frame.leads or inherited
                begin = colon + 1
                if not frame.announces:
                    return self._parts(words, begin, stop, setting, inherited, first)
        return self._parts(words, begin, stop, setting, inherited, begin)

    def _is_agenda(self, words: Words, begin: int) -> bool:
        """ "Nội dung: Giới thiệu sản phẩm; ký kết …" of an invitation."""
        labelled = words.low[begin : begin + 3] == ["nội", "dung", ":"]
        return self.head.kind == "giấy mời" and labelled

    def _parts(
        self,
        words: Words,
        begin: int,
        stop: int,
        setting: Setting,
        inherited: tuple[str, ...],
        first: int,
    ) -> Draft | None:
        last: Draft | None = None
        listing = done = False
        opened = begin
        for a, b in whole_parts(words, begin, stop):
            item = item_value(words, a, b)
            start = item_start(words, a, b)
            if start >= b:
                continue
            if last is None and opened < a:
                joined = self._over_semicolon(words, opened, a, b, setting)
                if joined is not None:
                    head = item_start(words, first if opened == begin else opened, b)
                    last = self._draft(words, head, b, joined, inherited)
                    self.drafts.append(last)
                    inherited = last.lead
                    continue
            listing = listing or (last is not None and _is_listing(words, last))
            order = self._order(words, start, b, setting)
            if last is not None and only_by_when(words, start, b):
                order = None
            if order is not None and listing and order.actor is None:
                order = None
            if done and not words.is_capital(start):
                order = None
            done = done or (last is None and order is None and is_done(words, start, b))
            if order is None:
                if last is not None:
                    last.stop = b
                continue
            head = first if last is None and a == begin and not item else start
            head = item_start(words, head, b)
            last = self._draft(words, head, b, order, inherited)
            if item:
                last.clause = f"{last.clause}.{item}" if last.clause else item
            self.drafts.append(last)
            if order.actor is not None:
                inherited = last.lead
            setting = replace(setting, bare=True, plain=True)
        return last

    def _over_semicolon(
        self, words: Words, opened: int, a: int, b: int, setting: Setting
    ) -> Order | None:
        """An actor or a setting may go on over a semicolon; ``a`` stands after it."""
        found = self._order(words, item_start(words, opened, b), b, setting)
        if found is None or found.actor is None or found.predicate < a:
            return None
        if words.low[opened : opened + 2] == ["trên", "đây"]:
            return None
        whole = found.actor.start < a or words.low[opened] in _SETTING_FIRST
        return found if whole else None

    def _order(
        self, words: Words, start: int, stop: int, setting: Setting
    ) -> Order | None:
        day = self.levels.day
        target = is_target(words, start, stop, self.head.issued, by=day)
        found = orders.order_in(words, start, stop, setting)
        if self.levels.section in _ONLY_TOLD and not target:
            return found if found and found.told and found.actor else None
        if found is None and target and self.levels.section not in SILENT:
            return Order(start, (start, min(start + 2, stop)), None, bare=True)
        return found

    def _draft(
        self,
        words: Words,
        begin: int,
        stop: int,
        order: Order,
        inherited: tuple[str, ...],
    ) -> Draft:
        spans = [_span(words, *order.word, Role.ORDER)]
        if order.actor is not None:
            lead = self._full(said_names(words, self.text, order.actor))
            spans.append(_span(words, order.actor.start, order.actor.end, Role.LEAD))
        elif bracketed := lead_in_brackets(words, self.text, begin, stop):
            lead = bracketed
        elif inherited:
            lead = inherited
        else:
            lead, from_where = self.levels.inherited()
            spans += from_where
        helper = support_in(words, order, stop)
        support = said_names(words, self.text, helper) if helper else ()
        if helper is not None:
            spans.append(_span(words, helper.start, helper.end, Role.SUPPORT))
        support = tuple(s for s in support if s not in lead)
        clause, day = self.levels.clause, self.levels.day
        return Draft(words, begin, stop, order, clause, lead, support, spans, day=day)

    def _full(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """ "Bộ" alone is the ministry named last."""
        if len(names) != 1 or " " in names[0]:
            return names
        for draft in reversed(self.drafts[-12:]):
            for name in draft.lead:
                if name.startswith(f"{names[0]} "):
                    return (name,)
        return names

    # -- what a line of its own says of the duties above it

    def _attach(self, attribute: Attribute) -> None:
        above = self.levels.last if self.levels.last.pending else self.levels.above
        if len(self.drafts) > self.group and self.group >= above.first:
            above = Level(first=self.group)
        targets = self.drafts[above.first :]
        if not targets and above.pending is not None:
            targets, above.sure = [above.pending], True
        if targets and attribute.product and not targets[-1].deliverable:
            targets[-1].deliverable = attribute.product
        for draft in reversed(targets):
            if attribute.lead and (not draft.lead or draft.order.actor is None):
                draft.lead = attribute.lead
            if attribute.support and not draft.support:
                draft.support = attribute.support
            if attribute.day and not draft.day:
                draft.day, draft.day_words = attribute.day, attribute.day_words
                draft.when_span = attribute.span
            if attribute.recurs and not draft.recurs:
                draft.recurs = attribute.recurs
            if attribute.single:
                break


_MOST_LOOKED_AT = 60
_SHORT_PARAGRAPH = 12


def _is_list_of_duties(found: list[Paragraph]) -> bool:
    """Whether one paragraph after the other says what an office does: a piece of a
    plan without its head."""
    told, long = set(), 0
    for paragraph in found[:_MOST_LOOKED_AT]:
        words = paragraph.words
        if len(words) < _SHORT_PARAGRAPH:
            continue
        long += 1
        order = orders.order_in(words, *sentences(words)[0], Setting(plain=True))
        if order is not None and order.actor is not None and not order.told:
            told.add(words.said(order.actor.start, order.actor.end))
    return len(told) >= 2 and len(told) >= 0.6 * long


def _span(words: Words, start: int, stop: int, role: Role) -> Span:
    stop = max(min(stop, len(words)), start + 1)
    return Span(words.starts[start], words.ends[stop - 1], role)


def _is_basis(words: Words, said: str) -> bool:
    """ "Căn cứ Luật …;" before anything is ordered."""
    if not _BASES.match(said):
        return False
    if words.low[-1] in (";", ","):
        return True
    whole = words.said(0, len(words))
    return said.startswith(("căn cứ", "xét")) and not _TELLS.search(whole)


def _is_capital(text: str, paragraph: Paragraph) -> bool:
    letters = [c for c in text[paragraph.start : paragraph.end] if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return len(letters) > 3 and upper >= 0.85 * len(letters)


def _is_listing(words: Words, draft: Draft) -> bool:
    """ "bao gồm việc …; áp dụng …": what follows are things, not orders."""
    said = words.said(max(draft.begin, draft.stop - 60), draft.stop)
    return bool(_LISTING.search(said[-220:]))
