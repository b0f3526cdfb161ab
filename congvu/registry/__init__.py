"""Registry: specialised databases that a unit builds without code.

What: a database of a unit with tables and typed columns; rows that say from when until
when they hold, and since when the office believes so; every change proposed by who
keeps it and approved by who heads the unit.
Law: NĐ 278/2025/NĐ-CP on sharing and master data, known second-hand.
Words: a Database (cơ sở dữ liệu chuyên ngành) has Structures (cấu trúc), one in force;
a RowVersion is what was believed of a row for a period; a RowChange proposes another.
Always true: a structure in force is never changed, a row is read by the one it was
written by; of a row one thing at most is believed about a day (a constraint holds it);
what was believed is closed, never deleted; who does not keep a database sees no
personal column of it, finds nothing by one and filters by none.
Start reading at: rules/structure.py, rules/values.py, actions/deciding.py.
Not here: the books of papers (documents).
"""
