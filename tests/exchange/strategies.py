"""Any message the table allows, for properties: made from the table itself."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hypothesis import strategies as st

from congvu.exchange.formats.edxml import messages as m
from congvu.exchange.formats.edxml.payload import Content
from congvu.exchange.formats.edxml.table import SPACE, Kind, Part, Row, rows
from congvu.exchange.rules import STATUS_NAMES
from congvu.lib.dates import VIETNAM

_LETTERS = st.one_of(
    st.sampled_from("aăâđêôơưẤỡ &<>\"'/]\t\n\r"),
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
)


def words(length: int = 0) -> st.SearchStrategy[str]:
    """Without spaces around, which no reader keeps."""
    text = st.text(_LETTERS, min_size=1, max_size=min(length or 40, 40))
    return text.map(lambda t: t.strip(SPACE)).filter(bool)


_FIRST, _LAST = (datetime(year, 1, 1, tzinfo=VIETNAM) for year in (1945, 2200))
_MOMENTS = st.integers(int(_FIRST.timestamp()), int(_LAST.timestamp())).map(
    lambda seconds: datetime.fromtimestamp(seconds, VIETNAM)
)
_LEAVES = {
    Kind.FLAG: st.booleans(),
    Kind.BOOLEAN: st.booleans(),
    Kind.DAY: st.dates(date(1, 1, 1), date(9999, 12, 31)),
    Kind.MOMENT: _MOMENTS,
    Kind.PAYLOAD: st.binary(max_size=300).map(Content.of),
}
_CODES = {
    "BussinessDocType": st.integers(0, 3),
    "Priority": st.integers(0, 4),
    "StatusCode": st.sampled_from([str(code) for code in STATUS_NAMES]),
}
# What the rules ask for besides the table.
_ALWAYS = {"BussinessDocReason", "Description"}


def leaf(row: Row) -> st.SearchStrategy[Any]:
    if row.tag in _CODES:
        return _CODES[row.tag]
    if row.kind is Kind.TEXT:
        return words(row.length)
    if row.kind is Kind.INTEGER:
        return st.integers(0, 10 ** (row.length or 9) - 1)
    return _LEAVES[row.kind]  # type: ignore[index]


def part_of(kind: type[Part]) -> st.SearchStrategy[Any]:
    given: dict[str, st.SearchStrategy[Any]] = {}
    for row in rows(kind):
        one = part_of(row.kind) if isinstance(row.kind, type) else leaf(row)
        if row.many:
            given[row.name] = st.lists(one, min_size=int(row.must), max_size=3)
        elif row.must or row.tag in _ALWAYS:
            given[row.name] = one
        else:
            nothing = "" if row.kind is Kind.TEXT and not row.is_attribute else None
            given[row.name] = st.one_of(st.just(nothing), one)
    return st.builds(kind, **given).map(_without_empty)


def _without_empty(part: Any) -> Any:
    """A part with nothing in it is not written, so it is not read either."""
    for row in rows(type(part)):
        value = getattr(part, row.name)
        if row.many:
            kept = [v for v in value if not (isinstance(v, Part) and v.is_empty)]
            setattr(part, row.name, kept)
        elif isinstance(value, Part) and value.is_empty and not row.must:
            setattr(part, row.name, None)
    return part


@st.composite
def documents(draw: st.DrawFn) -> m.DocumentMessage:
    files = draw(st.lists(part_of(m.Attachment), max_size=3))
    for number, file in enumerate(files):
        file.content_id = f"cid:{number}"
    message = m.new_document(
        draw(part_of(m.DocumentHeader)),
        trace=draw(st.none() | part_of(m.Trace)),
        attachments=files,
    )
    message.envelope.header.signature = draw(
        st.none() | part_of(m.Signature).filter(lambda s: not s.is_empty)
    )
    return message


def statuses() -> st.SearchStrategy[m.StatusMessage]:
    return part_of(m.StatusHeader).map(m.new_status)
