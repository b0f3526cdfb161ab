"""Who has something new on the day of an act: one notice a desk, however much it is."""

from __future__ import annotations

from django.db import connection

from congvu.notices.actions import notify_each
from congvu.organisations.rules import Passing, Role

_AT_DESKS = """
SELECT desk, count(DISTINCT part) FROM passing_part
 WHERE NOT goes_back AND desk IS NOT NULL GROUP BY desk
"""
# Papers that nobody of the heir takes up, and files at its door: each is to be put in
# motion by whoever keeps the registry.
_AT_REGISTRIES = """
SELECT p.id, w.n
  FROM (SELECT agency, count(DISTINCT thing) AS n
          FROM (SELECT agency, entry AS thing FROM passing_part WHERE goes_back
                UNION ALL SELECT agency, item FROM passing_item) AS t
         GROUP BY agency) AS w
  JOIN organisations_unit u ON u.agency_id = w.agency
  JOIN organisations_post p ON p.unit_id = u.id AND p.role = %(clerk)s
   AND p.valid_from <= %(on)s AND (p.valid_until IS NULL OR p.valid_until > %(on)s)
"""


def tell_receivers(passing: Passing) -> None:
    """Three statements; the line is told by the act, the work is read at the desk."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_DESKS)
        at_desks = cursor.fetchall()
        cursor.execute(
            _AT_REGISTRIES, {"clerk": Role.RECORDS_CLERK.value, "on": passing.on}
        )
        at_registries = cursor.fetchall()
    found = [(desk, {"n": str(n), "way": "desk"}) for desk, n in at_desks]
    found += [(desk, {"n": str(n), "way": "registry"}) for desk, n in at_registries]
    notify_each(
        "documents.taken-over",
        to=[(desk, passing.reform_id, detail) for desk, detail in found],
        at=passing.at,
    )
