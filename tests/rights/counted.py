"""How much the matrix of rights decides, counted from its tables and its story.

    python -m congvu.machine.scratch python -m tests.rights.counted

Prints one JSON; asks nothing of the office.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

from tests.rights import model
from tests.rights.alone import office  # first: it sets Django up
from tests.rights.asking import Office
from tests.rights.doors import READING
from tests.rights.matrix import API_LINES, PAGE_LINES


def addresses() -> dict[str, Any]:
    """Each line is an address about one thing in one state."""
    lines = [*PAGE_LINES, *API_LINES]
    answers = Counter(
        letter
        for line in lines
        for way in line.promised
        for letter in line.expected(way)
    )
    return {
        "pages": len({line.name for line in PAGE_LINES}),
        "operations": len({line.name for line in API_LINES}),
        "lines": len(lines),
        "things": len({line.about for line in lines}),
        "rights": len(model.rights()) + len(model.readers()) + len(model.acts()),
        "decisions": answers.total(),
        "answers": dict(answers.most_common()),
    }


def told(shown: Office) -> dict[str, Any]:
    """People as they stand to posts, and every thing of the story."""
    facts = shown.story.facts
    things = facts.things.values()
    return {
        "hats": len(facts.hats),
        "standing": dict(Counter(hat.at for hat in facts.hats)),
        "things": dict(Counter(thing.kind for thing in things)),
        "states": len({(thing.kind, thing.state) for thing in things}),
        "readable": sum(len(facts.readable(hat)) for hat in facts.hats),
        "of": len(facts.hats) * len(facts.things),
        "doors_that_show": sum(map(len, READING.values())),
    }


def main() -> int:
    with office() as shown:
        found = {"addresses": addresses(), "story": told(shown)}
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
