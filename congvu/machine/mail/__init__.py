"""The mail stack of one machine: Debian's servers, told by us, asking our database.

What. Postfix (SMTP, submission), Dovecot (IMAP, LMTP, Sieve, quota), OpenDKIM, Rspamd,
Roundcube: their configuration written from one plan, their processes started, watched
and stopped, the records for the DNS.
Law. None here; who has which box is the business of ``congvu.mailboxes``.
Words. The *plan* is everything that differs between two machines; a *box* is what
``mail.boxes`` names today; a *seat* is a box that is opened through somebody's own.
Always true. No user is written into any file: each question goes to the views of the
schema ``mail``, so that a right ends at midnight without anybody's doing. Nobody has
the password of a seat. A letter leaves only from an address that its sender may use
today (tests/mailboxes/stack).
Start reading at ``plan.Plan``, then ``postfix.py`` and ``dovecot.py``.
Not here. The views (mailboxes' migrations), the office as OpenID provider (openid).
"""
