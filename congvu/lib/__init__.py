"""Pure helpers: text, days, periods, numbers. No Django, no tables, no office words.

What: the small things that every app would otherwise write anew.
Law: NĐ 30/2020/NĐ-CP Phụ lục I and III (how a số, ký hiệu is written: numbering.py);
TCVN 6909 (Vietnamese letters in Unicode: text.py).
Words: *folding* takes accents away for search; a *working day* is one the calendar does
not exclude; a *half-open period* holds its first day and not its last; a *refusal* is
every reason against an act at once.
Always true: these modules import nothing of the product (import contracts 1 and 5); a
symbol written by them is read back the same (tests/lib/test_numbering.py); adding
working days never lands on a day off (tests/lib/test_dates.py).
Start reading at: refusals.py, then dates.py.
Not here: which days are off (law), how things look (ui), anything that needs a row.
"""
