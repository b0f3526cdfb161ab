"""The triggers behind the index: which rows' changes have a thing read again. Pure."""

from __future__ import annotations

from collections.abc import Iterator

_ROWS = {
    "INSERT": "NEW TABLE AS changed",
    "UPDATE": "OLD TABLE AS former NEW TABLE AS changed",
    "DELETE": "OLD TABLE AS changed",
}
ALWAYS = "INSERT UPDATE DELETE"


def noting(kind: str, table: str, events: str, which: str) -> Iterator[tuple[str, str]]:
    """Statements that make and unmake the triggers of a table.

    ``which`` selects the keys of the things of ``kind`` that the rows ``changed`` are
    of; an update has ``former``, too.
    """
    for event in events.split():
        name = f"note_{kind}_{event.lower()}"
        made = (
            f"CREATE TRIGGER {name} AFTER {event} ON {table}"
            f" REFERENCING {_ROWS[event]} FOR EACH STATEMENT"
            f" EXECUTE FUNCTION search_note('{kind}', '{which}')"
        )
        yield made, f"DROP TRIGGER {name} ON {table}"


def noting_both(kind: str, table: str, which: str) -> tuple[str, str]:
    """What makes an update of a table note the former owner of a row, too; and back.

    A row that moves from one thing to another changes both. ``which`` selects the keys
    of the rows of one ``{side}``.
    """
    now, before = (which.format(side=side) for side in ("changed", "former"))
    ((both, drop),) = noting(kind, table, "UPDATE", f"{now} UNION {before}")
    ((one, _drop),) = noting(kind, table, "UPDATE", now)
    return f"{drop}; {both}", f"{drop}; {one}"
