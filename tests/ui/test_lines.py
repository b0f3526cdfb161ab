"""The lines of lists keep the markup that their templates once made."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation
from line_samples import EVENTS, HOSTILE, ROWS, TABS

LINES = """{% load ui %}{% for row in rows %}{% register_row row %}{% endfor %}\
{% for events in stories %}{% timeline events %}{% endfor %}\
{% tabs items %}{% tabs items hostile %}\
{% day_heading "Hôm nay" "23 văn bản" %}
{% day_heading hostile hostile "late" %}
"""


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_line_is_what_its_template_drew(language):
    """The files hold what the templates made of these rows, hostile words and all."""
    context = {
        "rows": ROWS,
        "stories": [EVENTS, [EVENTS[0], EVENTS[3]], []],
        "items": TABS,
        "hostile": HOSTILE,
    }

    with translation.override(language):
        drawn = engines["django"].from_string(LINES).render(context)

    kept = Path(__file__).parent / "lines" / f"{language}.html"
    assert drawn == kept.read_text(encoding="utf-8")
