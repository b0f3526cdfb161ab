"""One more way to compare a column."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey, Lookup, UUIDField


@ForeignKey.register_lookup
@UUIDField.register_lookup
class AnyOf(Lookup):  # type: ignore[type-arg]  # not generic when it runs
    """``principal_id__any=[…]``: the list is one value, so the SQL is the same for all.

    PostgreSQL answers it as it answers ``IN``.
    """

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*values, list(self.rhs)]
