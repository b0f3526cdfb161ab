"""Log-ins: how people and programs show who they are.

What: passwords, the second factor, passkeys, open sessions and programs' tokens;
sign-in through the office's directory or an OpenID provider.
Law: TCVN 11930:2017 5.2 and NĐ 85/2016/NĐ-CP (an information system by level identifies
and authenticates its users, limits failed tries, ends idle sessions).
Words: a *user* is a log-in name; a *second factor* is a code from a phone (TOTP);
a *passkey* is a device's key, worth both; a *recovery code* stands in for a lost phone;
an *attempt* is one try at the door; a *session record* is one signed-in browser; a
*token* is a program's password; an *outsider* is a person as a directory or provider
knows them, tied to a user by an *outside identity*.
Always true: five failures lock an account for fifteen minutes, whether it exists or not
(tests/accounts/test_lock_out.py); a code is accepted once (test_second_factor.py); no
secret is stored readable except the phone's own key, and none is ever in the log
(test_tokens.py, test_second_factor.py); one person has one account, whatever name they
come by (test_directory.py).
Start reading at: rules.py, actions/signing_in.py, actions/outsiders.py.
Not here: people, posts and rights are in `organisations`; who acts with which hat is
the seat there; being a provider for other programs is `openid`.
"""
