"""What somebody should be told: in the product, by mail at once, in one digest a day.

What: notices lie at a *desk* (or at one person's log-in) and are told to whoever sits
there when they are read; the outbox sends what people want by mail.
Law: none; QĐ 28/2018/QĐ-TTg Điều 8 (who has to act is told by the system itself).
Words: a *notice* names a kind, a desk, a target and a moment, never a text; a *line* is
all notices of one group key; *told* is what its app says of it to this reader now; a
*letter* is one mail owed to one person, with its Message-ID from birth.
Always true: what is shown passes the owning app's policy at the moment of reading
(tests/notices/test_shown.py); one letter per person and key, whoever asks how often
(letter_once, tests/notices/test_outbox.py); the counter is one indexed question and
writes nothing (tests/notices/test_counter.py).
Start reading at: rules.py (declaring a kind), actions/telling.py, actions/posting.py.
Not here: which event tells whom and what a paper is called (``documents/notices.py``);
who sits where (``organisations/notices.py``); the calendar (``law/notices.py``).
"""
