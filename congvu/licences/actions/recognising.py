"""Names of the inventory become products: each by the first rule that takes it.

Every name is asked, not every install: a province has millions of these and some ten
thousands of names. Written is what changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.db import connection

from congvu.inventory.actions import name_programs
from congvu.inventory.models import Machine, MachineChange, Software
from congvu.inventory.rules import Program
from congvu.licences.models import NAMELESS, ProgramName
from congvu.licences.queries import catalogue_now
from congvu.licences.rules import Catalogue

_AT_ONCE = 10_000
_WRITE = """
INSERT INTO licences_programname AS n
       (software_id, product_id, rule_id, ignored, machines)
SELECT told.*, 0
  FROM unnest(%s::bigint[], %s::uuid[], %s::uuid[], %s::bool[]) AS told
    ON CONFLICT (software_id) DO UPDATE
   SET product_id = excluded.product_id, rule_id = excluded.rule_id,
       ignored = excluded.ignored
 WHERE (n.product_id, n.rule_id, n.ignored)
       IS DISTINCT FROM (excluded.product_id, excluded.rule_id, excluded.ignored)
"""
_NEW = """
SELECT s.id, s.publisher, s.name, s.version FROM inventory_software s
 WHERE NOT EXISTS (SELECT FROM licences_programname n WHERE n.software_id = s.id)
"""

Known = tuple[UUID | None, UUID | None, bool]
_NOBODYS: Known = (None, None, False)


@dataclass(frozen=True)
class Replayed:
    """Names asked; of these, those that are another product now; what they were and
    are, `NAMELESS` for those that nobody knows.
    """

    names: int
    changed: int
    products: frozenset[UUID] = frozenset()


def replay() -> Replayed:
    """Every rule over every name ever told; writes what is another thing now."""
    hold_names()
    before: dict[int, Known] = {
        pk: (product, rule, ignored)
        for pk, product, rule, ignored in ProgramName.objects.values_list(
            "software_id", "product_id", "rule_id", "ignored"
        )
    }
    rows = Software.objects.values_list("id", "publisher", "name", "version")
    return _write(rows.iterator(chunk_size=_AT_ONCE), catalogue_now(), before)


def recognise_new() -> Replayed:
    """The names that came since, of systems too; the others are what they are."""
    hold_names()
    systems = Machine.objects.exclude(os_name="").values_list("os_name", flat=True)
    before = MachineChange.objects.filter(fact="os_name").exclude(before="")
    every = systems.union(before.values_list("before", flat=True))
    name_programs([Program(name) for name in every])
    with connection.cursor() as cursor:
        cursor.execute(_NEW)
        rows = list(cursor.fetchall())
    return _write(rows, catalogue_now(), {}) if rows else Replayed(0, 0)


def hold_names() -> None:
    """Till the end of the transaction nobody else changes what names are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('licences:names', 0))"
        )


def _write(
    rows: Iterable[Sequence[object]], catalogue: Catalogue, before: dict[int, Known]
) -> Replayed:
    names = changed = 0
    products: set[UUID] = set()
    found = _found(rows, catalogue)
    while some := list(islice(found, _AT_ONCE)):
        names += len(some)
        other = [one for one in some if before.get(one[0]) != one[1]]
        for pk, known in other:
            was = before.get(pk, _NOBODYS)
            if was[::2] != known[::2]:
                changed += 1
                products |= {was[0] or NAMELESS, known[0] or NAMELESS}
        if not other:
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE,
                [
                    [pk for pk, _known in other],
                    *([known[n] for _pk, known in other] for n in range(3)),
                ],
            )
    return Replayed(names, changed, frozenset(products))


def _found(
    rows: Iterable[Sequence[object]], catalogue: Catalogue
) -> Iterator[tuple[int, Known]]:
    for pk, publisher, name, version in rows:
        rule = catalogue.decide(str(publisher), str(name), str(version))
        known = _NOBODYS
        if rule is not None:
            known = (rule.product_id, rule.rule_id, rule.product_id is None)
        yield int(str(pk)), known
