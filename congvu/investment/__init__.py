"""Investment: money for information technology, asked for, balanced, given and spent.

What: needs of agencies with their cost by year; versions of a balance over sources and
years, by hand or by a solver with its proof, compared, one adopted; budget lines that
are allocated, committed, spent, moved and carried over by decision; the way of a need
from the opinion of the unit in charge to its evaluation, with contracts and clocks.
Law: Luật Ngân sách nhà nước and the yearly practice of estimates; no text that we read
says how needs are weighed, or by whose hand (docs/adr/0136-balancing.md).
Also NĐ 102/2009 Điều 28, NĐ 73/2019 for the parts of an estimate (docs/adr/0135), NĐ
224/2026 Điều 65, 67, 68 for clocks (docs/adr/0140).
Words: a Need (nhu cầu kinh phí) is decided in full, in part or rejected with a reason;
a BalanceVersion (phương án cân đối) supposes money; a BudgetLine (dòng dự toán) is one
need, source and year. An Estimate (dự toán chi tiết) is a version of what a need costs,
line by line.
Always true: priority 1 is never given up for 2; whole đồng, whatever the solver said;
spent ≤ committed ≤ allocated, held by the database; a move makes and loses nothing;
entries are never rewritten.
Start reading at: rules/steps.py, rules/balancing.py, rules/money.py,
rules/estimates.py.
Not here: what a machine or a licence cost (inventory, licences).
"""
