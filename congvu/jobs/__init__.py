"""Work that happens behind the pages: a durable queue in PostgreSQL, and its worker.

What: runs, repeats and schedules the office's background work, and shows it to the
operator.
Law: none; it carries the promise that nothing is lost between a click and its effect.
Words: a *job* is a named function in an app's ``jobs.py``; a *run* is one row that
asks for it; the *worker* is the process that does runs.
Always true: a run is written in the transaction of the change that needs it
(``tests/jobs/test_enqueue.py``); a run whose worker was killed is taken up again
(``tests/jobs/test_worker.py``); two waiting runs never share a once-only key
(``queueing_lock``, unique in the database).
Start reading at: ``rules.py`` (declaring a job), ``actions.py`` (asking for a run).
Not here: what the jobs do (each app's ``jobs.py``); the queue's own tables
(procrastinate, ``procrastinate.contrib.django``).
"""
