"""What: the law as dated rows, each with its source and how sure we are of it; and the
calendar of working days that deadlines are counted on.

Law: NĐ 30/2020/NĐ-CP (types, numbers, registers, deadlines), QĐ 28/2018/QĐ-TTg (no
state secrets), Bộ luật Lao động 2019 Điều 112 (holidays), and what they replaced.
Words: a *source* is one legal text; a *rule* is one value of one kind and key, in force
for a half-open period; *sureness* says whether we read the text itself ("read"), a
secondary source ("secondary") or neither ("unverified"); a *calendar day* is a holiday
or a working Saturday, shipped or set by the office.
Always true: two rules of one kind and key never share a day (an exclusion constraint,
tests/law/test_rules_of_the_day.py); loading twice changes nothing and never undoes what
the office set in its calendar (tests/law/test_load_law.py).
Start reading at: data/incoming.yaml (what a rule looks like), then queries.py (`rule`).
Not here: the working-day arithmetic is in `lib/dates.py`; what a document does with a
deadline is in `documents/rules/`.
"""
