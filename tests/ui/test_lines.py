"""The lines of lists keep the markup that their templates once made."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.template import engines
from django.utils import translation
from line_samples import EVENTS, HOSTILE, PLACES, ROWS, TABS

LINES_KEPT = Path(__file__).parent / "lines"
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

    assert drawn == (LINES_KEPT / f"{language}.html").read_text(encoding="utf-8")


BESIDE = """{% load ui %}  {% spine_places places %}
  {% spine_places places second=True %}
{% thumb_places places %}
{% other_places places %}
"""


def test_the_places_of_the_spine_are_what_their_template_drew():
    drawn = engines["django"].from_string(BESIDE).render({"places": PLACES})

    assert drawn == (LINES_KEPT / "places.html").read_text(encoding="utf-8")
