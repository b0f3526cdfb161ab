"""What is measured, by kind; and from which size on, or once whatever the size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone

from congvu.bench.bell import bell_figures
from congvu.bench.calendar import calendar_figures
from congvu.bench.compose import compose_figure
from congvu.bench.crowd import crowd_figures, start_figure
from congvu.bench.directory import directory_figures
from congvu.bench.duties import duty_figures
from congvu.bench.edxml import edxml_figures
from congvu.bench.foresight import foresight_figures
from congvu.bench.hub import hub_figures
from congvu.bench.indicators import indicator_figures
from congvu.bench.intake import intake_figures
from congvu.bench.investment import investment_figures
from congvu.bench.licences import licence_figures
from congvu.bench.lists import Who, list_figures
from congvu.bench.logs import log_figures
from congvu.bench.lookups import lookup_figures
from congvu.bench.mailboxes import mailbox_figures
from congvu.bench.naming import renaming_figure
from congvu.bench.overview import overview_figure, year_figure
from congvu.bench.packing import packing_figures
from congvu.bench.portal import portal_figures
from congvu.bench.portal_tree import portal_tree_figures
from congvu.bench.reform import reform_figures
from congvu.bench.registers import register_figures
from congvu.bench.registry import registry_figures
from congvu.bench.searching import search_figures
from congvu.bench.story import first_post
from congvu.bench.timing import ACT_DOCUMENTS, Figure
from congvu.bench.training import training_figures
from congvu.bench.vulnerabilities import vulnerability_figures
from congvu.bench.watching import watching_figures
from congvu.organisations.access import seat_of_post
from congvu.organisations.rules import Role

SEED = 1


@dataclass(frozen=True)
class Kind:
    """``least``: too few papers say nothing; ``once``: their number changes nothing."""

    measure: Callable[[Who], Iterable[Figure]]
    least: int = 0
    once: bool = False


def _overview(who: Who) -> list[Figure]:
    now = timezone.now()
    return [overview_figure(who.clerk, now), year_figure(who.clerk, now)]


def _intake(who: Who) -> Iterable[Figure]:
    return intake_figures(who.clerk.agency_id, timezone.localdate())


def _registry(who: Who) -> Iterable[Figure]:
    today = timezone.localdate()
    leader = first_post(who.clerk.agency_id, Role.LEADER, today)
    return registry_figures(seat_of_post(leader, today), timezone.now())


def _renaming(who: Who) -> list[Figure]:
    return [renaming_figure(who.clerk.agency_id, timezone.now())]


KINDS: Mapping[str, Kind] = {
    "overview": Kind(_overview),
    "lists": Kind(lambda who: list_figures(who, timezone.now())),
    "bell": Kind(lambda who: bell_figures(who, timezone.now())),
    "indicators": Kind(lambda _who: indicator_figures(timezone.now())),
    "renaming": Kind(_renaming),
    "intake": Kind(_intake),
    "search": Kind(lambda who: search_figures(who, timezone.now())),
    "foresight": Kind(lambda who: foresight_figures(who.clerk, timezone.now())),
    "start": Kind(lambda _who: [start_figure()]),
    "crowd": Kind(lambda who: crowd_figures(who, timezone.now())),
    "packing": Kind(
        lambda who: packing_figures(who.clerk, timezone.now()), least=ACT_DOCUMENTS
    ),
    "act": Kind(
        lambda _who: reform_figures(SEED, timezone.localdate()), least=ACT_DOCUMENTS
    ),
    "hub": Kind(lambda _who: hub_figures(), once=True),
    "compose": Kind(lambda _who: [compose_figure()], once=True),
    "directory": Kind(lambda _who: directory_figures(timezone.now()), once=True),
    "duties": Kind(lambda who: duty_figures(who.clerk, timezone.now()), once=True),
    "mailboxes": Kind(
        lambda who: mailbox_figures(who.clerk, timezone.now()), once=True
    ),
    "investment": Kind(lambda _who: investment_figures(SEED), once=True),
    "licences": Kind(lambda who: licence_figures(who.clerk, timezone.now()), once=True),
    "logs": Kind(lambda who: log_figures(who.clerk, timezone.now()), once=True),
    "lookups": Kind(lambda _who: lookup_figures(timezone.now()), once=True),
    "calendar": Kind(
        lambda who: calendar_figures(who.clerk, timezone.now()), once=True
    ),
    "portal": Kind(lambda who: portal_figures(who, timezone.now()), once=True),
    "portal-tree": Kind(lambda _who: portal_tree_figures(timezone.now()), once=True),
    "training": Kind(
        lambda who: training_figures(who.clerk, timezone.now()), once=True
    ),
    "vulnerabilities": Kind(
        lambda who: vulnerability_figures(who.clerk, timezone.now()), once=True
    ),
    "watching": Kind(
        lambda who: watching_figures(who.clerk, timezone.now()), once=True
    ),
    "edxml": Kind(lambda _who: edxml_figures(), once=True),
    "registry": Kind(_registry, once=True),
    "registers": Kind(
        lambda who: register_figures(who.clerk, timezone.now()), once=True
    ),
}


def fitting(documents: int, *, once: bool) -> list[str]:
    """The kinds that say something at this size; ``once``: the ones it changes not."""
    return [
        name
        for name, kind in KINDS.items()
        if kind.least <= documents and kind.once == once
    ]
