"""``python -m congvu.bench.report``: writes the page.

``--anew FILE``: first the kinds that a run of ``make bench BENCH='--only KIND --into
FILE'`` measured are put into the kept figures, named as measured anew.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from congvu.bench.report import FIGURES, PAGE, page, renewed

if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m congvu.bench.report")
    asked.add_argument("--anew", type=Path, metavar="FILE")
    part = asked.parse_args().anew
    if part is not None:
        kept = FIGURES / "bench.json"
        whole = renewed(json.loads(kept.read_text()), json.loads(part.read_text()))
        kept.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE}\n")
