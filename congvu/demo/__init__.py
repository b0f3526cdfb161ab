"""The demo province: Bắc Kạn until 30 June 2025, part of Thái Nguyên since.

What: what ``make run`` loads on its first start, and ``make demo`` anew.
Law: NQ 202/2025/QH15 and NQ 1683/NQ-UBTVQH15 (the act of 1 July 2025); the form of the
papers follows NĐ 30/2020/NĐ-CP, Phụ lục I. People and papers are invented.
Words: a Desk is a slot every agency of a kind has (leader, chief, clerk, head,
specialist); the cast are the people who can sign in; an Era lies between two acts.
Always true: rows obey every constraint of the real office and stand in the audit log;
the acts and the papers go through the office's own actions, each on its day;
the same data gives the same keys; loading twice changes nothing; it is taken away only
from a database that holds nothing else; what stands on the pages of exchange went over
a hub or into a register by the same code as anybody's (tests/demo/test_on_the_hub.py).
Start reading at: data/bac_kan.yaml, data/acts/, then actions/loading.py.
Not here: the synthetic province for measuring.
"""
