"""Dossiers of each division and year, and the finished papers that lie in them."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from congvu.archives.models import Dossier, DossierGrant, DossierItem
from congvu.archives.rules import ItemKind
from congvu.documents.rules import GrantOrigin, search_text
from congvu.lib.dates import VIETNAM, local_date
from congvu.synth.actions.copying import Table
from congvu.synth.actions.papers import Received
from congvu.synth.rules import Body, Dice, Division

MODELS = (Dossier, DossierGrant, DossierItem)


class Filing:
    """Opens a dossier where a division has none yet that year, and files into it."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self.tables = {model: Table(model) for model in MODELS}
        self.opened: dict[UUID, int] = {}

    def file(self, got: Received) -> None:
        life, body = got.life, got.body
        if life.finished_at is None:
            return
        year = local_date(got.at).year
        division = next((d for d in body.divisions if d.name == life.recipient), None)
        if division is None:
            return
        key = division.dossiers.get(year) or self._open(body, division, year)
        self.tables[DossierItem].add(
            id=self.dice.key(life.finished_at),
            dossier_id=key,
            kind=ItemKind.INCOMING.value,
            incoming_id=got.entry_id,
            happened_on=got.issued.issued_on,
            added_at=life.finished_at,
            added_by=division.head.person_name,
        )

    def _open(self, body: Body, division: Division, year: int) -> UUID:
        first = max(date(year, 1, 2), body.since)
        key = self.dice.key(datetime.combine(first, time(8), VIETNAM))
        division.dossiers[year] = key
        count = self.opened[body.agency_id] = self.opened.get(body.agency_id, 0) + 1
        symbol, title = f"{count:02d}.{year}", f"{division.name}, văn bản năm {year}"
        chair = division.head
        self.tables[Dossier].add(
            id=key,
            agency_id=body.agency_id,
            fonds_id=body.agency_id,
            year=year,
            symbol=symbol,
            title=title,
            maker_name=chair.person_name,
            post_id=chair.post_id,
            post_name=chair.post_name,
            unit_id=division.unit_id,
            unit_name=division.name,
            opened_on=first,
            search_text=search_text([symbol, title, division.name, chair.person_name]),
        )
        for principal in (chair.post_id, division.unit_id):
            self.tables[DossierGrant].add(
                id=self.dice.key(datetime.combine(first, time(8), VIETNAM)),
                principal_id=principal,
                dossier_id=key,
                origin=GrantOrigin.WORK.value,
            )
        return key
