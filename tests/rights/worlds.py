"""Small worlds made by chance, for as long as one likes; a part of ``make soak``.

    python -m congvu.machine.scratch python -m tests.rights.worlds --minutes 10

See ``tests/rights/small/`` for what is drawn and asked. Prints one JSON; exits 1 where
the office and the tables of docs/rights.md do not agree.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.rights.alone import office  # isort: skip - it sets Django up
from tests.rights.small.asked import judge
from tests.rights.small.plans import PLANS, Plan


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rights.worlds")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    told: dict[str, Any] = {"worlds": 0, "decisions": 0, "otherwise": []}
    with office() as shown:
        until, began = asked.minutes * 60, time.monotonic()

        @seed(asked.seed)
        @settings(
            max_examples=1_000_000,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(plan=PLANS)
        def run(plan: Plan) -> None:
            if time.monotonic() - began > until:
                raise KeyboardInterrupt
            wrong, decisions = judge(shown, plan, told["worlds"])
            told["worlds"] += 1
            told["decisions"] += decisions
            told["otherwise"] += [f"{line} {plan}" for line in wrong]

        with suppress(KeyboardInterrupt):
            run()
    told |= {"seconds": round(time.monotonic() - began), "seed": asked.seed}
    json.dump(told, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 1 if told["otherwise"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
