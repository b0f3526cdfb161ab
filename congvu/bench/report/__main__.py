"""``python -m congvu.bench.report``: writes the page."""

from __future__ import annotations

import sys

from congvu.bench.report import PAGE, page

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
