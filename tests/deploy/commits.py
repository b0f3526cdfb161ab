"""Commits that are tried but belong to no branch: today's, and one or two after it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from congvu.machine.state import CODE

STEPS = "congvu/law/migrations"

# The next version: a table more.
GOOD = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("law", "{after}")]
    operations = [
        migrations.RunSQL("CREATE TABLE law_trial (id int PRIMARY KEY)"),
    ]
"""
# And one that is half done when it fails: the first step is committed by then, and the
# second takes its time (a plain 1 / 0 would fail before anything is waited for).
HALF = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("law", "{after}")]
    operations = [
        migrations.RunSQL(
            "UPDATE accounts_user SET username = username || '-half-done';"
            "DROP TABLE law_trial"
        ),
    ]
"""
FAILS = """
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("law", "{after}")]
    operations = [migrations.RunSQL("SELECT 1 / (SELECT 0 FROM pg_sleep(%s))")]
"""


def good(parent: str = "HEAD") -> str:
    last = _last(parent)
    return commit(parent, {"0901_trial": GOOD.format(after=last)})


def failing(parent: str, *, after_seconds: int = 0) -> str:
    return commit(
        parent,
        {
            "0902_half": HALF.format(after=_last(parent)),
            "0903_fails": FAILS.format(after="0902_half") % after_seconds,
        },
    )


def commit(parent: str, steps: dict[str, str]) -> str:
    """A commit with these migrations more; no branch, index or file is touched."""
    with tempfile.TemporaryDirectory() as place:
        index = {"GIT_INDEX_FILE": str(Path(place) / "index")}
        git("read-tree", parent, **index)
        for name, text in steps.items():
            blob = git("hash-object", "-w", "--stdin", given=text)
            entry = f"100644,{blob},{STEPS}/{name}.py"
            git("update-index", "--add", "--cacheinfo", entry, **index)
        tree = git("write-tree", **index)
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", "trial"), ("EMAIL", "trial@localhost"))
    }
    return git("commit-tree", tree, "-p", parent, "-m", " ".join(steps), **who)


def _last(parent: str) -> str:
    listed = git("ls-tree", "--name-only", f"{parent}:{STEPS}").splitlines()
    return max(Path(name).stem for name in listed if name[0].isdigit())


def git(*words: str, given: str = "", **environment: str) -> str:
    return subprocess.run(
        ["git", "-C", str(CODE), *words],
        input=given,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
