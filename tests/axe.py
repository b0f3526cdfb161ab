"""What axe finds wrong on a page, brought here as one text.

All that it has looked at came value by value, each checked on its way: that took
longer than the looking.
"""

from __future__ import annotations

import json

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

_LOOK = """axe.run({resultTypes: ["violations"]})
  .then((told) => JSON.stringify({violations: told.violations}))"""


def found_by_axe(page: Page) -> AxeResults:
    # Tests may look into a page that lets nobody else in.
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    return AxeResults(json.loads(page.evaluate(_LOOK)))
