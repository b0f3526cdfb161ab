"""What the house tests look at: modules of the product, parsed once, when asked for.

Their files are given out together (``tests/together.py``): parsing all takes seconds.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

CODE = Path(__file__).resolve().parents[2]
PACKAGE = CODE / "congvu"
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    path: Path

    @cached_property
    def _text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self._text)

    @property
    def lines(self) -> int:
        return len(self._text.splitlines())

    @property
    def name(self) -> str:
        """``documents/actions/routing.py``."""
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def app(self) -> str:
        return self.name.split("/", 1)[0]

    @property
    def kind(self) -> str:
        """The part of its app it belongs to: ``actions``, ``rules``, …"""
        return self.name.split("/")[1].removesuffix(".py") if "/" in self.name else ""

    def functions(self) -> Iterator[Function]:
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node


@cache
def modules() -> tuple[Module, ...]:
    found = sorted(PACKAGE.rglob("*.py"))
    return tuple(Module(path) for path in found if "migrations" not in path.parts)


def of_kind(*kinds: str) -> list[Module]:
    return [module for module in modules() if module.kind in kinds]


@cache
def apps() -> tuple[str, ...]:
    return tuple(sorted({m.app for m in modules() if m.kind}))


def parameters(function: Function) -> list[str]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return [argument.arg for argument in every]


def decorators(node: Function | ast.ClassDef) -> list[str]:
    """The dotted names of a node's decorators, called or not."""
    found = []
    for decorator in node.decorator_list:
        called = decorator.func if isinstance(decorator, ast.Call) else decorator
        found.append(ast.unparse(called))
    return found
