"""Log-ins, notices, the organisation, keys: by what right each is opened.

How a line is read stands in ``tests/rights/table/__init__.py``.
"""

from __future__ import annotations

#  address                                    reading                     sending
PAGES = """
accounts:sign-in                            own-account=3^2             public=r
accounts:second-step                        public=s                    public=s
accounts:enrol-at-door                      public=s                    public=s
accounts:passkey-question                   m                           public=2
accounts:passkey-sign-in                    m                           public=r
accounts:openid-begin                       public=4                    m
accounts:openid-back                        public=4                    m
accounts:unlock                             public=3                    public=3
accounts:sign-out                           m                           public=s
accounts:home                               own-account                 m
accounts:preferences                        m                           own-account
accounts:language                           m                           public=3
accounts:password                           own-account                 own-account>-
accounts:second-factor                      own-account                 m
accounts:enrol                              own-account                 own-account>-
accounts:codes                              own-account=3               own-account
accounts:remove-second-factor               own-account=3               own-account
accounts:passkeys                           own-account                 own-account>-
accounts:new-passkey                        m                           own-account=2
accounts:remove-passkey @lan's              m                           own
accounts:sessions                           own-account                 m
accounts:end-others                         m                           own-account
accounts:end-session @lan's                 m                           own
accounts:tokens                             own-account                 own-account=2
accounts:revoke-token @lan's                m                           own

notices:list                                own-account                 m
notices:count                               own-account                 m
notices:read                                m                           own-account
notices:open @minh's-notice                 own=3                       m
notices:choices                             own-account                 own-account
notices:letters                             run                         m
openid:discovery                            public=2                    m
openid:jwks                                 public=2                    m
openid:token                                m                           public=b
openid:introspect                           m                           public=u
openid:revoke                               m                           public=u
openid:userinfo                             public=u                    public=u
openid:authorize                            own-account>office          own-account>office=2
openid:end-session                          own-account                 public=s
openid:consents                             own-account                 m
openid:withdraw @lan's                      m                           own

organisations:tree                          office                      m
organisations:agency @committee             office                      m
organisations:appoint @committee            run                         run
organisations:end-appointment @committee    run                         run
organisations:delegate @committee           run                         run
organisations:end-delegation @committee     m                           run
organisations:absences                      office                      office
organisations:end-absence @lan's            m                           own
organisations:add-person @committee         run                         run=2
organisations:add-post @committee           run                         run
organisations:add-unit @committee           run                         run
organisations:reforms                       office                      m
organisations:prepare-reform                run                         run
organisations:reform-template               run                         m
organisations:reform @act                   confirm-right               m
organisations:decide-reform @act            m                           decide
organisations:withdraw-reform @act          m                           run
organisations:choose-heir @divided          m                           decide
organisations:look-up                       office                      m
organisations:rights                        confirm-right               m
organisations:confirm-right @change         m                           confirm-right
organisations:choose-seat                   m                           own@minh's

signatures:verify                           office                      office
signatures:verification @minh's-check       own                         m
signatures:trust                            office                      run
signatures:remove-anchor @anchor            m                           run
signatures:keys                             office                      m
signatures:register-key                     desks                       desks
signatures:key-image @agency's-key          seal                        m
signatures:retire-key @agency's-key         m                           stop-key
"""

#  operation                                                                  answer
OPERATIONS = """
GET /me                                                                      own-account
GET /me/posts                                                                own-account
GET /me/account                                                              own-account
PUT /me/preferences                                                          own-account
PUT /me/language                                                             own-account
POST /me/password                                                            own-account
GET /me/sessions                                                             own-account
POST /me/sessions/end-others                                                 own-account
POST /me/sessions/{session_id}/end @lan's                                    own
GET /me/tokens                                                               own-account
POST /me/tokens                                                              own-account
POST /me/tokens/{token_id}/revoke @lan's                                     own
GET /me/passkeys                                                             own-account
POST /me/passkeys/{passkey_id}/remove @lan's                                 own
GET /me/consents                                                             own-account
POST /me/consents/{consent_id}/withdraw @lan's                               own
GET /me/second-factor                                                        own-account
POST /me/second-factor/start                                                 own-account
POST /me/second-factor/confirm                                               own-account>-
POST /me/second-factor/recovery-codes                                        own-account>-
POST /me/second-factor/remove                                                own-account>-

GET /notices                                                                 own-account
GET /notices/count                                                           own-account
POST /notices/read                                                           own-account
GET /me/notice-choices                                                       own-account
PUT /me/notice-choices                                                       own-account
GET /letters                                                                 run

GET /agencies                                                                office
GET /agency-lookup                                                           office
GET /agency-codes/{code}                                                     office
GET /reforms                                                                 office
POST /reforms                                                                run
GET /reform-sheet                                                            run
GET /reforms/{reform_id} @act                                                confirm-right
POST /reforms/{reform_id}/decide @act                                        decide
POST /reforms/{reform_id}/withdraw @act                                      run
GET /heirs-waiting                                                           office
POST /heirs/{predecessor_id}/choose @divided                                 decide
GET /agencies/{agency_id} @committee                                         office
GET /agencies/{agency_id}/units @committee                                   office
GET /agencies/{agency_id}/posts @committee                                   office
POST /agencies/{agency_id}/units @committee                                  run
POST /agencies/{agency_id}/posts @committee                                  run
POST /agencies/{agency_id}/people @committee                                 run
GET /agencies/{agency_id}/appointments @committee                            run
POST /agencies/{agency_id}/appointments @committee                           run
POST /agencies/{agency_id}/appointments/{appointment_id}/end @committee      run
GET /agencies/{agency_id}/delegations @committee                             run
POST /agencies/{agency_id}/delegations @committee                            run
POST /agencies/{agency_id}/delegations/{delegation_id}/end @committee        run

GET /me/absences                                                             own-account
POST /me/absences                                                            own-account
POST /me/absences/{absence_id}/end @lan's                                    own

GET /empty-desks                                                             empty-desk
GET /posts/{post_id}/open-work @minh's                                       hand-over-desk
POST /posts/{post_id}/hand-over @minh's                                      hand-over-desk
GET /posts/{post_id}/open-work @tu's                                         hand-over-desk
POST /posts/{post_id}/hand-over @tu's                                        hand-over-desk>-

GET /right-changes                                                           confirm-right
POST /right-changes/{change_id}/confirm @change                              confirm-right

POST /signature-verifications                                                office
GET /signature-verifications                                                 office
GET /signature-verifications/{verification_id} @minh's-check                 own
GET /trust-lists                                                             office
POST /trust-lists                                                            run
POST /trust-anchors/{anchor_id}/remove @anchor                               run
GET /signing-keys                                                            office
POST /signing-keys                                                           desks
GET /signing-keys/offered/{kind} @agency's-key                               desks*
GET /signing-keys/{key_id}/image @agency's-key                               seal
POST /signing-keys/{key_id}/retire @agency's-key                             stop-key
POST /outside-signings                                                       own@minh's-key
POST /outside-signings/{waiting_id}/finish @agency's-key                     office>-
"""
