"""Who: agencies, units, posts, the people in them, each for a period.

What: the organisation of a province as it was, is and will be on any day.
Law: NĐ 30/2020/NĐ-CP (cơ quan, đơn vị, văn thư; Phụ lục VI: rights); QĐ 20/2020/QĐ-TTg
amended by QĐ 09/2025/QĐ-TTg (organisation codes); QCVN 102:2016 (13-character codes).
Words: an Agency has a seal, codes and registers; a Unit is a part of it; a Post is a
chair in a unit, with a Role; a Person holds a Post by an Appointment or stands in by a
Delegation; a Seat is what one person may do from one post today. AgencyVersion and
UnitVersion carry what changes while the body stays the same: its name and its parent.
A Reform is a legal act of Changes; a Succession says what an ended body became, an Heir
who answers for it on a day. A RightChange warns of changed rights until somebody else
confirms it.
Always true: periods of one thing never overlap (exclusion constraints in models/);
a code means one agency on one day (Identifier); history is added to, not overwritten;
an ended agency has exactly one heir on any later day.
Start reading at: models/bodies.py, then access.py; acts: actions/reforms/planning.py.
Not here: log-ins (accounts), which document a seat may see (documents/access/).
"""
