"""The demo province: Bắc Kạn as it was in 2024, with invented people and papers.

What: what ``make run`` loads on its first start, and ``make demo`` anew.
Law: the form of the papers follows NĐ 30/2020/NĐ-CP, Phụ lục I.
Words: a Desk is a slot every agency of a kind has (leader, chief, clerk, head,
specialist); the cast are the people who can sign in.
Always true: rows obey every constraint of the real office and stand in the audit log;
the same data gives the same keys; loading twice changes nothing; it is taken away only
from a database that holds nothing else.
Start reading at: data/bac_kan.yaml, then actions/loading.py.
Not here: the synthetic province for measuring.
"""
