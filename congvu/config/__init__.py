"""The office put together: settings, addresses, who is asking, health, the command.

What: joins the apps to one web office, one API and one operator's command.
Law: none.
Words: the *shell* is what surrounds every page; a *problem* is a refusal as JSON
(RFC 9457); *live* and *ready* are what a monitoring system asks.
Always true: an unsafe setting has to be asked for, everything works at once without
any (settings.py); every page carries the content policy and a signed-in one is never
cached (middleware.py); nothing below imports the office (import contract 1).
Start reading at: settings.py, then urls.py.
Not here: rights (organisations.access, documents.access), the processes and the
embedded database (machine).
"""
