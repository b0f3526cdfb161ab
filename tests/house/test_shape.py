"""The shape of the code, as far as a machine can see it."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import (
    PACKAGE,
    Function,
    Module,
    apps,
    decorators,
    modules,
    of_kind,
    parameters,
)

PARTS = ("What", "Law", "Words", "Always true", "Start reading at", "Not here")
# An app's way in for other apps; the rest is its own.
OPEN_TO_OTHERS = {"models", "queries", "access", "actions", "rules", "formats"}
# Apps without papers or people of their own: whole packages that are tools.
TOOLS = {"lib", "ui", "machine", "config"}


def where(module: Module, node: Function | ast.ClassDef) -> str:
    return f"{module.name}:{node.lineno} {node.name}"


def test_no_file_is_longer_than_600_lines() -> None:
    assert [m.name for m in modules() if m.lines > 600] == []


def test_no_function_is_longer_than_60_lines() -> None:
    long = [
        where(module, function)
        for module in modules()
        for function in module.functions()
        if (function.end_lineno or 0) - function.lineno + 1 > 60
    ]

    assert long == []


def test_nothing_happens_behind_a_save() -> None:
    """Write a row; a job reads it. No signals, no ``save`` of our own."""
    hidden = [
        where(module, node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, Function)
        and any(name.endswith("receiver") for name in decorators(node))
    ]
    hidden += [
        where(module, method)
        for module in of_kind("models")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, Function) and method.name in {"save", "delete"}
    ]

    assert hidden == []


def test_nobody_below_the_views_knows_a_request() -> None:
    """``access`` may: its decorators are where a request becomes a seat."""
    knowing = [
        where(module, function)
        for module in of_kind("actions", "queries", "rules", "models", "formats")
        for function in module.functions()
        if any(
            argument.arg == "request"
            and (
                argument.annotation is None
                or "Request" in ast.unparse(argument.annotation)
            )
            for argument in [
                *function.args.posonlyargs,
                *function.args.args,
                *function.args.kwonlyargs,
            ]
        )
    ]

    assert knowing == []


# Their first word says what they write: ``record("documents.registered", by=…)``.
WORD_FIRST = {"record", "event_row", "note", "point_out"}


def test_whoever_acts_is_named() -> None:
    """An action with an actor takes keywords only: nobody is acted for by position."""
    loose = [
        where(module, node)
        for module in of_kind("actions")
        for node in module.tree.body
        if isinstance(node, Function) and not node.name.startswith("_")
        if "by" in [argument.arg for argument in node.args.kwonlyargs]
        if node.args.args and node.name not in WORD_FIRST
    ]

    assert loose == []


def test_the_clock_is_read_at_the_doors_only() -> None:
    reading = [
        f"{module.name}:{node.lineno}"
        for module in of_kind("actions", "queries", "access", "models", "rules")
        if module.app not in TOOLS
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"timezone.now", "timezone.localdate", "datetime.now", "date.today"}
    ]

    assert reading == []


@pytest.mark.parametrize("app", apps())
def test_each_app_says_what_it_is(app: str) -> None:
    text = ast.get_docstring(
        ast.parse((PACKAGE / app / "__init__.py").read_text(encoding="utf-8"))
    )
    assert text, f"{app} has no docstring"
    said = [(text.find(word), word) for word in PARTS]

    assert all(place >= 0 for place, _word in said), said
    assert sorted(said) == said, "in the order of CONTRIBUTING"
    # The design system's docstring is the manual of its parts.
    assert app == "ui" or len(text.splitlines()) <= 26


# Who is asking is decided once, for pages (``access``) and for programs (here).
ASKED_BY_ALL = {"congvu.organisations.api"}
# The worker runs sealer and indexer beside the queue: they go on while it is full.
SEALER = ("jobs/management/commands/worker.py", "congvu.audit.jobs")
INDEXER = ("jobs/management/commands/worker.py", "congvu.search.jobs")
# Whoever signs opens a key now: the PIN is typed and kept nowhere, no job can do it.
SIGNING = [
    ("outgoing/client.py", "congvu.signatures.client"),
    ("training/client.py", "congvu.signatures.client"),
]
# A connection to the very address that was looked at: one way for whoever fetches.
PINNED = ("registry/client/fetching.py", "congvu.signatures.client.pinned")
# Hub and client are measured together; of balancing the solver is what is measured.
MEASURED = [
    ("bench/hub.py", f"congvu.exchange.client{part}")
    for part in ("", ".national", ".wire")
] + [
    ("bench/search_quality.py", "congvu.search.store"),
    ("bench/investment.py", "congvu.investment.client"),
]


def test_apps_use_only_the_open_modules_of_other_apps() -> None:
    inside = []
    for module in modules():
        for node in ast.walk(module.tree):
            for name in _imported(node):
                parts = name.split(".")
                if parts[0] != "congvu" or len(parts) < 3 or parts[1] == module.app:
                    continue
                if module.app in {"config", "demo", "synth"} or parts[1] in TOOLS:
                    continue
                if name in ASKED_BY_ALL and module.kind == "api":
                    continue
                if parts[2] not in OPEN_TO_OTHERS and (module.name, name) not in (
                    SEALER,
                    INDEXER,
                    PINNED,
                    *SIGNING,
                    *MEASURED,
                ):
                    inside.append(f"{module.name}: {name}")

    assert inside == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module]
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return []


def test_views_have_no_classes() -> None:
    classes = [
        where(module, node)
        for module in of_kind("views")
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
        and any("View" in ast.unparse(base) for base in node.bases)
    ]

    assert classes == []


def test_parameters_are_counted_with_their_kinds() -> None:
    function = ast.parse("def f(a, /, b, *, c): ...").body[0]
    assert isinstance(function, ast.FunctionDef)

    assert parameters(function) == ["a", "b", "c"]
