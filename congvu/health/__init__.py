"""Whether the machine is well: one look at everything the office stands on.

What: the operator's page "Sức khỏe hệ thống", the same for programs, and the notice
when something turns bad.
Law: none; NĐ 30/2020 Phụ lục VI asks that the system is watched over.
Words: a check looks at one thing and says how it is (well, to be watched, bad), in
words and with what to do; a finding is its answer at one moment.
Always true: a check that cannot look is bad, and hides no other; what is shown was
looked at now, apart from what answers slowly (the bucket), which the worker looks at;
"since" is kept by the worker, and survives every restart.
Start reading at: queries.py, a list of small functions.
Not here: /health/live and /health/ready for programs that watch (config/health.py).
"""
