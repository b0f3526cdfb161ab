"""Whatever the product keeps in CONGVU_HOME is either copied or named as made anew."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from congvu.keeping.rules import is_copied
from tests.house.source import modules

COPIED = {
    "data-sources",
    "demo-logins.txt",
    "demo-password",
    "folders",
    "imports",
    "law",
    "logs",
    "logs-archive",
    "mail",
    "mail.json",
    "openid",
    "packages",
    "portal",
    "registry",
    "secret-key",
    "signing",
}
HOMES = ("settings.HOME", "state_folder()", "make_state_folder()", "HOME", "home")


def first_names() -> Iterator[str]:
    """The first name below the home, wherever the code spells it out."""
    for module in modules():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
                continue
            left = ast.unparse(node.left).removeprefix("Path(").removesuffix(")")
            left = f"{left})" if left.endswith("(") else left
            if isinstance(node.right, ast.Constant) and left in HOMES:
                yield str(node.right.value)


def test_every_name_in_the_home_is_known() -> None:
    names = set(first_names())

    assert {"openid", "signing", "files", "static", "secret-key"} <= names
    assert {name for name in names if is_copied(name)} <= COPIED


def test_what_is_made_anew_is_not_copied_and_the_rest_is() -> None:
    made_anew = ["db", "db.unfinished-3", "database.json", "log", "search", "files"]

    assert [name for name in made_anew if is_copied(name)] == []
    assert all(is_copied(name) for name in {*COPIED, "what-the-operator-put-there"})
