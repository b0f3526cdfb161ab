"""A few kinds measured again, put into a whole run that is kept."""

from __future__ import annotations

from typing import Any

from congvu.bench.report.growth import grown
from congvu.bench.report.sizes import Told


def renewed(kept: Told, part: Told) -> dict[str, Any]:
    """The whole run with the kinds that ``part`` measured in place of its own.

    ``anew`` says of each such run what it measured, when and on which code, so that no
    figure passes for one of the whole run. ValueError where the sizes are not those of
    the whole run, or something of the part could not be measured.
    """
    sizes = {one["documents"]: dict(one) for one in kept["sizes"]}
    for one in part["sizes"]:
        if one["documents"] not in sizes or one.get("failed"):
            raise ValueError(f"no part of that run: {one['documents']:,} papers")
        mine, theirs = sizes[one["documents"]], one["figures"]
        kinds = {figure["kind"] for figure in theirs}
        mine["figures"] = [f for f in mine["figures"] if f["kind"] not in kinds]
        mine["figures"] += theirs
    told: dict[str, Any] = {**kept, "sizes": list(sizes.values())}
    told["anew"] = [*kept.get("anew", ()), _said(part)]
    told["growth"] = [figure.as_json() for figure in grown(told["sizes"])]
    figures = [*told["growth"], *(f for one in told["sizes"] for f in one["figures"])]
    failed = any(one.get("failed") for one in told["sizes"])
    told["met"] = not failed and all(figure["met"] for figure in figures)
    return told


def _said(part: Told) -> dict[str, Any]:
    """Where it comes from, and which kinds at which sizes."""
    kinds: dict[str, list[int]] = {}
    for one in part["sizes"]:
        for kind in dict.fromkeys(figure["kind"] for figure in one["figures"]):
            kinds.setdefault(kind, []).append(one["documents"])
    of = {name: part[name] for name in ("on", "commit", "load_before", "command")}
    return of | {"kinds": kinds}
