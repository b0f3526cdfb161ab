"""``python -m tests.upgrades make NAME [COMMIT] [STORIES…]``"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.upgrades.making import inside, make

# Papers that travel and come in, drafts, issuing, dossiers, handling; each commit has
# most of them, and a file it has not is left out.
STORIES = (
    "tests/exchange/test_delivery.py",
    "tests/exchange/test_arriving.py",
    "tests/outgoing/test_draft_story.py",
    "tests/outgoing/test_issue.py",
    "tests/archives/test_dossiers.py",
    "tests/archives/test_closing.py",
    "tests/documents/test_api_story.py",
    "tests/documents/test_report_confirm_return.py",
    "tests/finding",
)


def main(words: list[str]) -> int:
    match words:
        case ["inside", name, place, *stories]:
            inside(name, Path(place), stories)
        case ["make", name]:
            make(name, "HEAD", STORIES)
        case ["make", name, commit, *stories]:
            made = make(name, commit, stories or STORIES)
            rows = sum(table.rows for table in made.tables.values())
            sys.stdout.write(
                f"{name}: {made.commit[:10]}, {len(made.stories)} stories, "
                f"{rows} rows in {len(made.tables)} tables\n"
            )
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
