"""``docs/performance.md`` from what was measured.

What: each file of ``docs/figures`` is one command's JSON as it was printed; the page is
these files in words and tables, and nothing on it is typed by hand.
Always true: what has not been run, or not at a size, is said to be missing.
Start reading at: page.py.
Not here: the measuring (the modules beside), the trials (tests).
"""

from congvu.bench.report.anew import renewed
from congvu.bench.report.growth import MOST_GROWTH, grown
from congvu.bench.report.page import FIGURES, PAGE, bench_tables, page
from congvu.bench.report.sizes import SIZES

__all__ = [
    "FIGURES",
    "MOST_GROWTH",
    "PAGE",
    "SIZES",
    "bench_tables",
    "grown",
    "page",
    "renewed",
]
