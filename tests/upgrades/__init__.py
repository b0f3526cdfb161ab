"""Dumps that earlier commits made by their own code, brought to today's tables.

``data/<milestone>.*``: the tables as SQL, the contents, and a record of what the tables
held, column by column. ``python -m tests.upgrades make NAME [COMMIT]`` makes the next
one, by that commit's own stories (CONTRIBUTING.md).
"""
