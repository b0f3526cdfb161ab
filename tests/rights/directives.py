"""What every address is asked about: directives of both agencies, and one sentence."""

from __future__ import annotations

from typing import Any

from congvu.directives.actions import open_directive, reject_proposal
from congvu.directives.models import Directive
from tests.directives.making import paper, the
from tests.documents.pages import assign
from tests.people import Province

#  address                                  reading             sending
DIRECTIVE_ROUTES = """
directives:directives                       desks               m
directives:open-incoming @assigned          incoming            incoming>open-directive
directives:open-incoming @commune           incoming            incoming>-
directives:open-outgoing @issued            outgoing            outgoing>open-directive
directives:open-outgoing @commune-line      outgoing            outgoing>-
directives:directive @directive             directive           m
directives:directive @commune-directive     directive           m
directives:progress @directive              directive           m
directives:progress @commune-directive      directive           m
directives:read-again @directive            m                   decide-directive
directives:read-again @commune-directive    m                   -
directives:watch @directive                 decide-directive    decide-directive
directives:watch @commune-directive         -                   -
directives:add @directive                   decide-directive    decide-directive
directives:add @commune-directive           -                   -
directives:confirm @directive               m                   decide-directive
directives:confirm @commune-directive       m                   -
directives:edit @directive                  m                   decide-directive
directives:edit @commune-directive          m                   -
directives:reject @directive                decide-directive    decide-directive
directives:reject @commune-directive        -                   -
directives:undo @directive-rejected         m                   decide-directive
directives:undo @commune-directive          m                   -
directives:split @directive                 decide-directive    decide-directive
directives:split @commune-directive         -                   -
directives:merge @directive                 m                   decide-directive
directives:merge @commune-directive         m                   -
"""

_ONE = "/directives/{directive_id}"
_PART = f"{_ONE}/proposals/{{proposal_id}}"

#  operation                                                     answer
DIRECTIVE_OPERATIONS = f"""
GET /directives                                                  desks
POST /incoming-documents/{{entry_id}}/directive @assigned        incoming>open-directive
POST /incoming-documents/{{entry_id}}/directive @commune         incoming>-
POST /outgoing-documents/{{entry_id}}/directive @issued          outgoing>open-directive
POST /outgoing-documents/{{entry_id}}/directive @commune-line    outgoing>-
GET {_ONE} @directive                                            directive
GET {_ONE} @commune-directive                                    directive
POST {_ONE}/meaning @directive                                   directive
POST {_ONE}/meaning @commune-directive                           directive
POST {_ONE}/read-again @directive                                decide-directive
POST {_ONE}/read-again @commune-directive                        -
PUT {_ONE}/watch @directive                                      decide-directive
PUT {_ONE}/watch @commune-directive                              -
POST {_ONE}/proposals @directive                                 decide-directive
POST {_ONE}/proposals @commune-directive                         -
PUT {_PART} @directive                                           decide-directive
PUT {_PART} @commune-directive                                   -
POST {_PART}/confirm @directive                                  decide-directive
POST {_PART}/confirm @commune-directive                          -
POST {_PART}/reject @directive                                   decide-directive
POST {_PART}/reject @commune-directive                           -
POST {_PART}/undo @directive-rejected                            decide-directive
POST {_PART}/undo @commune-directive                             -
POST {_PART}/split @directive                                    decide-directive
POST {_PART}/split @commune-directive                            -
POST {_PART}/merge @directive                                    decide-directive
POST {_PART}/merge @commune-directive                            -
"""

_WHAT = "rà soát toàn bộ"
_CARD = {"title": "Rà soát văn bản", "lead": "Văn phòng Ủy ban nhân dân tỉnh"}


def directive_papers(people: Province, objects: dict[str, dict[str, Any]]) -> None:
    """Minh opened the paper on his desk; Phúc, in the commune, one of Tú's register."""
    entry = paper(people, symbol="41/CT-UBND")
    assign(people, entry)
    made = open_directive(incoming_id=entry.id, by=people.seat("minh"), at=people.at)
    objects["directive"] = _ids(made, _WHAT)
    rejected = the(made, "quy chế trao đổi")
    reject_proposal(
        directive_id=made.id,
        proposal_id=rejected.id,
        reason="Đã có quy chế.",
        by=people.seat("dung"),
        at=people.at,
    )
    objects["directive-rejected"] = {
        "directive_id": made.id,
        "proposal_id": rejected.id,
    }
    theirs = paper(people, who="tu", symbol="42/CT-UBND")
    other = open_directive(incoming_id=theirs.id, by=people.seat("phuc"), at=people.at)
    objects["commune-directive"] = _ids(other, _WHAT)


def _ids(directive: Directive, words: str) -> dict[str, Any]:
    return {
        "directive_id": directive.id,
        "proposal_id": the(directive, words).id,
    }


def directive_forms(people: Province) -> dict[str, dict[str, Any]]:
    watch = {"watch": str(people.division.id)}
    return {
        "directives:open-incoming": watch,
        "directives:open-outgoing": watch,
        "directives:watch": watch,
        "directives:add": {"words": "văn bản quá hạn còn nhiều"},
        "directives:confirm": _CARD,
        "directives:edit": _CARD,
        "directives:reject": {"reason": "Đã làm."},
        "directives:split": {"before": "báo cáo Chủ tịch"},
    }


def directive_bodies(people: Province) -> dict[str, Any]:
    return {
        "POST /incoming-documents/{entry_id}/directive": {},
        "POST /outgoing-documents/{entry_id}/directive": {},
        f"POST {_ONE}/meaning": {"words": "các sở, ban, ngành"},
        f"POST {_ONE}/read-again": {},
        f"PUT {_ONE}/watch": {"watch_unit_id": str(people.division.id)},
        f"POST {_ONE}/proposals": {"words": "văn bản quá hạn còn nhiều"},
        f"PUT {_PART}": _CARD,
        f"POST {_PART}/confirm": {},
        f"POST {_PART}/reject": {"reason": "Đã làm."},
        f"POST {_PART}/undo": {},
        f"POST {_PART}/split": {"before": "báo cáo Chủ tịch"},
        f"POST {_PART}/merge": {},
    }
