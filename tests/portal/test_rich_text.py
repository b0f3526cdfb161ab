"""An editor types text with marks, never HTML: what is no mark of ours is not kept."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from congvu.portal.models.blocks import BODY

Tags = list[tuple[str, dict[str, str | None]]]


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: Tags = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(text: str, *, entity: dict[str, Any] | None = None, **block: Any) -> _Seen:
    """What the field makes of what a browser sends, as a reader's browser has it."""
    field = dict(BODY)["paragraph"]
    ranges = [{"offset": 0, "length": len(text), "key": 0}] if entity else []
    given = {"key": "a", "text": text, "type": "unstyled", "depth": 0, **block}
    given = {"inlineStyleRanges": [], "entityRanges": ranges, **given}
    sent = {"blocks": [given], "entityMap": {"0": entity} if entity else {}}
    value = field.value_from_datadict({"body": json.dumps(sent)}, {}, "body")
    seen = _Seen()
    seen.feed(field.render(field.clean(value)))
    return seen


def link(url: str) -> _Seen:
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": url}}
    return shown("Xem thêm", entity=entity)


def test_tags_that_are_typed_are_words() -> None:
    typed = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    seen = shown(typed)
    assert {tag for tag, _attrs in seen.tags} <= {"div", "p"}
    assert typed in seen.text


def test_a_link_leads_to_an_address() -> None:
    there = "https://congbao.vi.example/"
    assert ("a", {"href": there}) in link(there).tags
    broken = link('https://a.example/" onclick="alert(1)')
    assert all("onclick" not in attrs for _tag, attrs in broken.tags)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
    ],
)
def test_a_link_runs_nothing(url: str) -> None:
    seen = link(url)
    assert "Xem thêm" in seen.text
    assert not [attrs for _tag, attrs in seen.tags if attrs.get("href")]


def test_what_the_field_does_not_offer_is_plain_text_or_refused() -> None:
    data = {"url": "https://evil.example", "html": "<iframe></iframe>"}
    frame = {"type": "EMBED", "mutability": "IMMUTABLE", "data": data}
    red = [{"offset": 0, "length": 3, "style": "COLOR_red"}]
    for seen in (shown("khung", entity=frame), shown("màu", inlineStyleRanges=red)):
        assert {tag for tag, _attrs in seen.tags} <= {"div", "p"}
        assert all(set(attrs) <= {"class", "data-block-key"} for _t, attrs in seen.tags)
    with pytest.raises(ValidationError):
        shown("kiểu", type="script")
