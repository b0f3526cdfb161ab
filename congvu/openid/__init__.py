"""The office as an OpenID provider: mail, calendar and other programs sign in through
it.

What: discovery, authorization code with PKCE, tokens, userinfo, introspection for
Dovecot, revocation, end of session; the register of client programs.
Law: TCVN 11930:2017 5.2 (one identification of users for every part of a system);
RFC 6749, 7009, 7636, 7662 and OpenID Connect Core, Discovery, RP-Initiated Logout.
Words: a *client* is a program registered by the operator; a *consent* is what one user
lets one client know, asked once; a *code* is good for one exchange; an *issued token*
is what a client then brings, kept as a digest; a *family* is all tokens of one code.
Always true: who is locked or holds no post today gets no token, and those given out die
at the next question (tests/openid/test_who.py); a code or a refresh token used twice
ends its family (test_tokens.py); private keys lie in CONGVU_HOME, readable by their
owner alone, and change without anybody signing in anew (test_keys.py).
Start reading at: rules.py, access.py, views/server.py.
Not here: signing in itself, and signing in through somebody else's provider
(accounts); who holds which post (organisations).
"""
