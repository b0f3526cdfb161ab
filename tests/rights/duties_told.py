"""What the model is told of the duties in ``duties.py``; nothing of the product."""

from __future__ import annotations

from tests.rights.model import Thing

COMMITTEE, COMMUNE = "tỉnh", "Yến Dương"


def duty_things() -> dict[str, Thing]:
    """Dũng gave it to the division, or to the commune; Phúc one to his own office.

    Of the commune's share its clerk sees what lies with the agency. What the commune
    put before the committee is decided there.
    """
    inside = {"given": {"khoa giáo"}, "told": {"khoa giáo"}, "desk": "khoa giáo"}
    return {
        "duty": Thing("duty", COMMITTEE, **inside),
        "duty-reported": Thing("duty", COMMITTEE, **inside),
        "duty-asked": Thing("duty", COMMITTEE, **inside),
        "duty-suspended": Thing("duty", COMMITTEE, **inside),
        "difficulty": Thing("duty", COMMITTEE, **inside),
        "escalated": Thing("duty", COMMITTEE, **inside),
        "commune-difficulty": Thing("duty", COMMUNE, told={"văn phòng xã"}),
        "referred": Thing(
            "put-before", COMMUNE, told={"văn phòng xã"}, above=COMMITTEE
        ),
        "duty-across": Thing("duty", COMMITTEE, given={"tu"}),
        "commune-duty": Thing("duty", COMMUNE, told={"văn phòng xã"}),
    }
