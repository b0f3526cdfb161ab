"""Who gets what: one line an address, one letter a person.

In this order: nobody signed in, Lan (clerk), Minh (specialist), Hoa (head of Minh's
division), Dũng (chairman), Hà (office chief), Quân (administrator), Thu (archivist),
Tú (clerk of a commune), Khách (no post), Sơn (post ended yesterday).

2 shown or done · 3 done, or on to another page · s to the sign-in page · 4 not found ·
r refused in words (422) · m not in this way (405) · u unknown (401) · 5 not ready
(503). One letter alone stands for everybody.

After @ stands what it is about: a paper in that state, handed Lan → Dũng → Hoa → Minh;
a file at the door; "commune" is the paper of Tú, "lan's" what belongs to her log-in.
"""

from __future__ import annotations

#         address                          reading      sending
ROUTES = """
home:front                                 s3333333333  m
home:work                                  s2222222222  m
home:overview                              s2222242244  m
home:overview-list                         s2222242244  m
home:overview-export @report               s2222242244  m
home:late-causes                           s2222242244  m
home:late-causes-export @report            s2222242244  m
home:work-item @assigned                   s4224444444  m
home:work-item @submitted                  s4442444444  m

documents:register                         s2222222244  m
documents:register-news                    s2222222244  m
documents:entry @registered                s2442242444  m
documents:entry @assigned                  s2222242444  m
documents:entry @commune                   s4444444244  m
documents:slip @assigned                   s2222242444  m
documents:slip @commune                    s4444444244  m
documents:slip-pdf @assigned               s2222242444  m
documents:slip-pdf @commune                s4444444244  m
documents:submit @registered               s2444244444  s3444344444
documents:submit @commune                  s4444444244  s4444444r44
documents:transfer @held                   s2444244444  s3444344444
documents:transfer @commune                s4444444244  s4444444r44
documents:return-to-sender @registered     s2444444444  s3444444444
documents:return-to-sender @commune        s4444444244  s4444444344
documents:cancel-number @registered        s2444444444  s3444444444
documents:cancel-number @commune           s4444444244  s4444444344
documents:correct @registered              s2444444444  s3444444444
documents:correct @commune                 s4444444244  s4444444344
documents:attach @registered               s2444444444  s3444444444
documents:attach @commune                  s4444444244  s4444444344
documents:open-right @assigned             s2442244444  s3443344444
documents:open-right @commune              s4444444244  s4444444r44
documents:close-right @opened              s2442244444  s3443344444
documents:close-right @commune             s4444444444  s4444444444
documents:instruct @submitted              s4442444444  s4443444444
documents:instruct @commune                s4444444444  s4444444444
documents:agree @submitted                 s4443444444  s4443444444
documents:agree @commune                   s4444444444  s4444444444
documents:assign @handling                 s4424444444  s4434444444
documents:assign @commune                  s4444444444  s4444444444
documents:report @assigned                 s4244444444  s4344444444
documents:report @commune                  s4444444444  s4444444444
documents:confirm @reported                s4424444444  s4434444444
documents:confirm @commune                 s4444444444  s4444444444
documents:return-report @reported          s4424444444  s4434444444
documents:return-report @commune           s4444444444  s4444444444
documents:send-back @assigned              s4244444444  s4344444444
documents:send-back @commune               s4444444444  s4444444444
documents:seen @handling-inform            s2444242444  s3444343444
documents:seen @commune                    s4444444444  s4444444444
documents:recall @handling                 s4422244444  s44r3r44444
documents:recall @commune                  s4444444444  s4444444444
documents:pass-on @handling                s4422244444  s44r3r44444
documents:pass-on @commune                 s4444444444  s4444444444
documents:ask-pass-on @assigned            s4244444444  s4344444444
documents:ask-pass-on @commune             s4444444444  s4444444444
documents:grant-pass-on @asked             s4424444444  s4434444444
documents:grant-pass-on @commune           s4444444444  s4444444444
documents:refuse-pass-on @asked            s4424444444  s4434444444
documents:refuse-pass-on @commune          s4444444444  s4444444444
documents:ask-extension @dated             s4244444444  s4344444444
documents:ask-extension @commune           s4444444444  s4444444444
documents:grant-extension @asked           s4424444444  s4434444444
documents:grant-extension @commune         s4444444444  s4444444444
documents:refuse-extension @asked          s4424444444  s4434444444
documents:refuse-extension @commune        s4444444444  s4444444444
documents:ask-sender-extension @assigned   s4444444444  s4444444444
documents:ask-sender-extension @commune    s4444444444  s4444444444
documents:move-day @handling               s4442444444  s444r444444
documents:move-day @commune                s4444444444  s4444444444
documents:urge @handling                   s4422244444  s44r3r44444
documents:urge @commune                    s4444444444  s4444444444
documents:urge-registry @registered        s4442244444  s444rr44444
documents:urge-registry @commune           s4444444444  s4444444444
documents:forward @registered              s2442244444  s3443344444
documents:forward @commune                 s4444444244  s4444444r44
documents:readers @assigned                s2422242444  m
documents:readers @commune                 s4444444244  m
documents:urge-many                        s4422244444  s44rrr44444
documents:intake                           s2444444244  m
documents:intake-upload                    m            s3444444344
documents:intake-register-ready            m            s3444444344
documents:piles                            s2444444244  s3444444344
documents:pile-label                       m            s3444444344
documents:pile-separator                   s2444444244  m
documents:pile @pile                       s2444444444  m
documents:pile @commune-pile               s4444444244  m
documents:pile-image @pile                 s2444444444  m
documents:pile-image @commune-pile         s4444444244  m
documents:pile-split @pile                 m            s3444444444
documents:pile-split @commune-pile         m            s4444444344
documents:pile-join @pile                  m            s3444444444
documents:pile-join @commune-pile          m            s4444444344
documents:pile-keep @pile                  m            s3444444444
documents:pile-keep @commune-pile          m            s4444444344
documents:intake-item @item                s2444444444  m
documents:intake-item @commune-item        s4444444244  m
documents:intake-row @item                 s2444444444  m
documents:intake-row @commune-item         s4444444244  m
documents:intake-register @item            m            s3444444444
documents:intake-register @commune-item    m            s4444444344
documents:intake-draft @item               m            s3444444444
documents:intake-draft @commune-item       m            s4444444344
documents:intake-discard @item             m            s3444444444
documents:intake-discard @commune-item     m            s4444444344
documents:intake-attach @item              m            s3444444444
documents:intake-attach @commune-item      m            s4444444344
documents:intake-secret @held-item           m            s3444444444
documents:intake-secret @commune-item        m            s4444444344
documents:intake-not-secret @held-item       m            s3444444444
documents:intake-not-secret @commune-item    m            s4444444344
documents:intake-file @held-item             s4444444444  m
documents:intake-page-image @held-item       s4444444444  m
documents:intake-compare @item             s2444444444  m
documents:intake-compare @commune-item     s4444444444  m
documents:intake-file @item                s2444444444  m
documents:intake-file @commune-item        s4444444244  m
documents:intake-searchable @item          s2444444444  m
documents:intake-searchable @commune-item  s4444444244  m
documents:intake-page-image @item          s2444444444  m
documents:intake-page-image @commune-item  s4444444244  m
documents:register-paper                   s2444444244  s3444444344
documents:issuer-note                      s2444444244  m
documents:register-print                   s2442242244  m
documents:register-pdf                     s2442242244  m
documents:register-xlsx                    s2442242244  m
documents:register-export                  s2222222244  m
documents:register-csv                     s2222222244  m
documents:register-table                   s2222222244  m
documents:choose-columns                   m            s3333333344
documents:save-filter                      m            s3333333344
documents:delete-filter @filter            m            s3444444444
documents:delete-filter @shared-filter     m            s4444444344
documents:books                            s2442242244  sr444444r44
archives:dossiers                          s2222242244  m
archives:plans                             s2222242244  m
archives:plan @issued-plan                 s2222242444  m
archives:plan @plan                        s2442242444  m
archives:write-plan @plan                  s2444242244  s3444343344
archives:copy-plan @no-plan                s2444242244  s3444343r44
archives:approve-plan @plan                s4442444444  s4443444444
archives:return-plan @plan                 s4442444444  s4443444444
archives:issue-plan @approved-plan         s2442242444  s3443343444
archives:plan-pdf @issued-plan             s2222242444  m
archives:freezes                           s4442244444  m
archives:freeze                            s4442244444  s4443344444
archives:unfreeze @freeze                  s4442244444  s4443344444
archives:hand-overs                        s2222242244  m
archives:hand-over                         s2222242244  sr33rr4rr44
archives:hand-over-historical              s4444442444  s444444r444
archives:postpone                          s4442444444  s4443444444
archives:minutes @minutes                  s2222242444  m
archives:take @minutes                     s4444442444  s4444443444
archives:minutes-pdf @minutes              s2222242444  m
archives:minutes-list-pdf @minutes         s2222242444  m
archives:appraisals                        s2222242244  m
archives:appraise                          s4444442444  s444444r444
archives:appraisal @appraisal              s2442242444  m
archives:opinion @appraisal                s2442242444  sr443343444
archives:conclude @appraisal               s2442242444  sr44rr4r444
archives:approve-appraisal @appraisal      s4442444444  s444r444444
archives:return-appraisal @appraisal       s4442444444  s444r444444
archives:carry-out @appraisal              s4444442444  s444444r444
archives:appraisal-pdf @appraisal          s2442242444  m
archives:new-dossier                       s2222242244  s3333343344
archives:dossier @dossier                  s2222242444  m
archives:dossier @commune-dossier          s4444444244  m
archives:change @dossier                   s2222242444  sr33rr4r444
archives:change @commune-dossier           s4444444244  s4444444344
archives:retention @dossier                s2222242444  sr33rr4r444
archives:open-right @dossier               s2222242444  s333334r444
archives:open-right @commune-dossier       s4444444244  s4444444r44
archives:close-right @dossier              s2222242444  s333334r444
archives:close-right @commune-dossier      s4444444244  s4444444r44
archives:export-pdf @dossier               s2222242444  m
archives:export-pdf @commune-dossier       s4444444244  m
archives:export-xml @dossier               s2222242444  m
archives:export-xml @commune-dossier       s4444444244  m
archives:add-file @dossier                 s2222242444  sr33rr4r444
archives:add-file @commune-dossier         s4444444244  s4444444344
archives:close @dossier                    s2222242444  sr33rr4r444
archives:close @commune-dossier            s4444444244  s4444444344
archives:reopen @closed-dossier            s4442244444  s4443344444
archives:reopen @commune-dossier           s4444444444  s4444444444
archives:pack @closed-dossier              s4442242444  s4443343444
archives:pack @commune-dossier             s4444444444  s4444444444
archives:check-package                     s4442242444  s4443343444
archives:package-check @package-check      s4442242444  m
archives:package-file @closed-dossier      s4444444444  m
archives:package-file @commune-dossier     s4444444444  m
archives:item-file @dossier                s2222242444  m
archives:item-file @commune-dossier        s4444444444  m
archives:remove @dossier                   s2222242444  sr33rr4r444
archives:remove @commune-dossier           s4444444244  s4444444344
archives:move @dossier                     s2222242444  sr33rr4r444
archives:move @commune-dossier             s4444444244  s4444444r44
archives:of-incoming @assigned             s2222242444  sr33rr4r444
archives:of-incoming @commune              s4444444244  s4444444r44
archives:of-outgoing @outgoing             s2222242444  sr33rr4r444
archives:of-outgoing @commune-line         s4444444244  s4444444r44

outgoing:book                              s2222222244  m
outgoing:export                            s2222222244  m
outgoing:csv                               s2222222244  m
outgoing:book-print                        s2442242244  m
outgoing:book-pdf                          s2442242244  m
outgoing:book-xlsx                         s2442242244  m
outgoing:sequences                         s2442242244  s4443344444
outgoing:reserve                           s2444444244  s3444444344
outgoing:line @outgoing                    s2222242444  m
outgoing:line @commune-line                s4444444244  m
outgoing:line-file @issued                 s2222242444  m
outgoing:line-file @commune-line           s4444444444  m
outgoing:cancel-number @outgoing           s2444444444  s3444444444
outgoing:cancel-number @commune-line       s4444444244  s4444444344
outgoing:issue-number @outgoing            s2444444444  s3444444444
outgoing:issue-number @commune-line        s4444444244  s4444444344
outgoing:groups                            s2442242244  m
outgoing:new-group                         s2444244244  s3444344344
outgoing:group @group                      s2444244444  s3444344444
outgoing:drop-group @group                 m            s3444344444
outgoing:templates                         s2222244244  m
outgoing:template @template                s2222244244  s3444344344
outgoing:template-file @template           s2222244244  m
outgoing:drop-template @template           m            s3444344344
outgoing:books                             s2442242244  m
outgoing:book-close @this-year             s2444444244  sr444444r44
outgoing:book-reopen @this-year            s4442244444  s444rr44444
outgoing:paper-rules                       s2442242244  s4443344444
outgoing:copies                            s2222222244  m
outgoing:copy-choose                       s2444444244  m
outgoing:copy-incoming @registered         s2444444444  s3444444444
outgoing:copy-incoming @commune            s4444444244  s4444444r44
outgoing:copy-outgoing @issued             s2444444444  s3444444444
outgoing:copy-outgoing @commune-line       s4444444244  s4444444r44
outgoing:copy @copy                        s2442242444  m
outgoing:copy-print @copy                  s2444444444  m
outgoing:copy-finish @copy                 s2444444444  s3444444444
outgoing:copy-seal @copy-electronic        s2444444444  sr444444444
outgoing:drafts                            s2222222244  m
outgoing:new-draft                         s2222244244  s3333344r44
outgoing:draft @draft                      s2222242444  m
outgoing:write @draft                      s4244444444  s4344444444
outgoing:autosave @draft                   m            s4244444444
outgoing:upload @draft                     s4244444444  s4344444444
outgoing:attach @draft-beside              s4244444444  s4344444444
outgoing:detach @draft-beside              m            s3333344444
outgoing:attachment @draft-beside          s2222242444  m
outgoing:line-attachment @commune-line     s4444444444  m
outgoing:line-attachment @issued-beside    s2222242444  m
outgoing:version-set @draft                s2222242444  m
outgoing:mend @draft                       m            s3333344444
outgoing:version @draft                    s2222242444  m
outgoing:version-file @draft-filed         s2222242444  m
outgoing:send @draft                       s2222244444  sr3rrr44444
outgoing:check-content @draft-content      s4422244444  s443rr44444
outgoing:check-form @draft-form            s2444244444  s3444r44444
outgoing:approve @draft-approval           s4422244444  s44r3r44444
outgoing:pen-signature @draft-approved     s2444444444  s3444444444
outgoing:sign @draft-approved              s4422244444  s44rrr44444
outgoing:seal @draft-numbered              s2444444444  sr444444444
outgoing:to-sign                           s4422244444  s44rrr44444
outgoing:to-seal                           s2444444244  sr444444r44
outgoing:run @signing-run                  s4442444444  m
outgoing:change-signer @draft               s4244444444  s4r44444444
outgoing:answers @assigned                  s2222242444  m
outgoing:answers @commune                   s4444444244  m
outgoing:change-facts @draft                s4244444444  s4344444444
outgoing:approve-and-sign @draft-approval  s4422244444  s44rrr44444
outgoing:signatures @draft-signed          s2222242444  m
outgoing:sign-outside @draft-approved      s2422244444  sr4rrr44444
outgoing:outside @outside                  s4442444444  m
outgoing:signed-file @draft-key            s2222242444  m
outgoing:give-number @draft-signed         s2444444444  s3444444444
outgoing:issue @draft-numbered             s2444444444  s3444444444
outgoing:recall @issued                    s2222242444  s3r3334r444
outgoing:recall @commune-line              s4444444244  s4444444r44
exchange:places @sent                      s2442242444  m
exchange:places @commune-line              s4444444244  m
exchange:ask-back @sent                    s2442242444  s344334r444
exchange:sender @commune-asked             s4444444244  m
exchange:answer @commune-asked             s4444444244  s4444444344
exchange:share                             s2442242244  m
exchange:share-list                        s2442242244  m
exchange:share-export @share               s2442242244  m
exchange:directory                         s2222222244  m
exchange:regulation                        s2222222244  m
exchange:rule-history @regulation          s2222222244  m
exchange:add-rule                          s4444424444  s4444434444
exchange:end-rule @regulation              s4444424444  s4444434444
exchange:violations                        s2442242244  m
exchange:arrivals                          s2444444244  m
exchange:arrival @arrival                  s4444444244  m
exchange:arrival-file @arrival             s4444444244  m
exchange:packets                           s2444444244  m
exchange:send-again @given-up              m  s3444444444
outgoing:relate @issued                    s2444444444  s3444444444
outgoing:relate @commune-line              s4444444244  s4444444r44
outgoing:return @draft-approval            s2222242444  srrr3r4r444
outgoing:withdraw @draft                   s2222242444  sr3rrr4r444
outgoing:ask-opinions @draft               s2222244444  sr3rrr44444
outgoing:close-opinions @draft-late        s2222244444  sr3rrr44444
outgoing:give-opinion @draft-late          s4424444444  s4434444444

documents:handling-rules                   s4442244444  s4443344444
documents:reopen-register                  m            s444rr44444
documents:old-books                        s2222222244  m
documents:old-book @old-book               s2222242444  m
documents:old-book-pdf @old-book           s2442242444  m
documents:old-book-xlsx @old-book          s2442242444  m
documents:hand-overs                       s2222222244  m
documents:hand-over @handed                s2222242444  m
documents:hand-over-pdf @handed            s2222242444  m
documents:file @filed                      s2442242444  m
documents:file @commune                    s4444444244  m
documents:file-searchable @filed           s2442242444  m
documents:file-searchable @commune         s4444444244  m
documents:file-marked @filed               s2442242444  m
documents:file-marked @commune             s4444444244  m
documents:page-image @filed                s2442242444  m
documents:page-image @commune              s4444444244  m

accounts:sign-in                           23333333333  r
accounts:second-step                       s            s
accounts:enrol-at-door                     s            s
accounts:passkey-question                  m            2
accounts:passkey-sign-in                   m            r
accounts:openid-begin                      4            m
accounts:openid-back                       4            m
accounts:sign-out                          m            s
accounts:home                              s2222222222  m
accounts:preferences                       m            s3333333333
accounts:language                          m            3
accounts:password                          s2222222222  srrrrrrrrrr
accounts:second-factor                     s2222222222  m
accounts:enrol                             s2222222222  srrrrrrrrrr
accounts:codes                             s3333333333  s3333333333
accounts:remove-second-factor              s3333333333  s3333333333
accounts:passkeys                          s2222222222  srrrrrrrrrr
accounts:new-passkey                       m            s2222222222
accounts:remove-passkey @lan's             m            s3444444444
accounts:sessions                          s2222222222  m
accounts:end-others                        m            s3333333333
accounts:end-session @lan's                m            s3444444444
accounts:tokens                            s2222222222  s2222222222
accounts:revoke-token @lan's               m            s3444444444

documents:empty-desks                      s4422224444  m
documents:hand-over-desk @minh's           s4222224444  s4333334444
documents:hand-over-desk @tu's             s4444424244  s44444r4r44
finding:search                             s2222242244  m
finding:suggest                            s2222242244  m
finding:xlsx                               s2222242244  m
finding:csv                                s2222242244  m
finding:save                               m            s3333343344
finding:watch @question                    m            s3444444444
finding:watch @commune-question            m            s4444444344
finding:delete @question                   m            s3444444444
finding:delete @commune-question           m            s4444444344
notices:list                               s2222222222  m
notices:count                              s2222222222  m
notices:read                               m            s3333333333
notices:open @minh's-notice                s4344444444  m
notices:choices                            s2222222222  s3333333333
notices:letters                            s4444424444  m
openid:discovery                           2            m
openid:jwks                                2            m
openid:token                               m            b
openid:introspect                          m            u
openid:revoke                              m            u
openid:userinfo                            u            u
openid:authorize                           s22222222rr  s22222222rr
openid:end-session                         s2222222222  s
openid:consents                            s2222222222  m
openid:withdraw @lan's                     m            s3444444444

organisations:tree                         s2222222244  m
organisations:agency @committee            s2222222244  m
organisations:appoint @committee           s4444424444  s4444434444
organisations:end-appointment @committee   s4444424444  s4444434444
organisations:delegate @committee          s4444424444  s4444434444
organisations:end-delegation @committee    m            s4444434444
organisations:absences                     s2222222244  s3333333344
organisations:end-absence @lan's           m            s3444444444
organisations:add-person @committee        s4444424444  s4444424444
organisations:add-post @committee          s4444424444  s4444434444
organisations:add-unit @committee          s4444424444  s4444434444
organisations:reforms                      s2222222244  m
organisations:prepare-reform               s4444424444  s4444434444
organisations:reform-template              s4444424444  m
organisations:reform @act                  s4442424444  m
organisations:decide-reform @act           m            s4443444444
organisations:withdraw-reform @act         m            s4444434444
organisations:choose-heir @divided         m            s4443444444
organisations:look-up                      s2222222244  m
organisations:rights                       s4442424444  m
organisations:confirm-right @change        m            s4443434444
organisations:choose-seat                  m            s4344444444

signatures:verify                          s2222222244  s3333333344
signatures:verification @minh's-check      s4244444444  m
signatures:trust                           s2222222244  s4444434444
signatures:remove-anchor @anchor           m            s4444434444
signatures:keys                            s2222222244  m
signatures:register-key                    s2222242244  s3333343344
signatures:key-image @agency's-key         s2444424444  m
signatures:retire-key @agency's-key        m            s3444434444

law:rules                                  s2222222244  m
law:calendar                               s2222222244  s4444434444
law:calendar-remove                        m            s4444434444

imports:loads                              s2444224244  s3444334344
imports:load @load                         s2444224444  m
imports:enter @load                        s3444334444  s3444334444
imports:undo @load                         s2444224444  s3444334444
imports:report @load                       s2444224444  m

audit:log                                  s4444424444  m

jobs:run-list                              s4444424444  m
health:overview                            s4444424444  m
jobs:run-retry @run                        m            s4444434444

ui:gallery                                 2            2

handbook:front                             s2222222222  m
handbook:page @handbook                    s2222222222  m
handbook:page @sign-in-help                2            m

api-v1:openapi-json                        2            2
api-v1:api-root                            4            4

health-live                                2            m
health-ready                               5            m
metrics                                    2            m
"""

OPERATIONS = """
GET /me                                                                    u22222222uu
GET /me/posts                                                              u22222222uu
GET /me/account                                                            u22222222uu
PUT /me/preferences                                                        u22222222uu
PUT /me/language                                                           u22222222uu
POST /me/password                                                          u22222222uu
GET /me/sessions                                                           u22222222uu
POST /me/sessions/end-others                                               u22222222uu
POST /me/sessions/{session_id}/end @lan's                                  u24444444uu
GET /me/tokens                                                             u22222222uu
POST /me/tokens                                                            u22222222uu
POST /me/tokens/{token_id}/revoke @lan's                                   u24444444uu
GET /me/passkeys                                                           u22222222uu
POST /me/passkeys/{passkey_id}/remove @lan's                               u24444444uu
GET /me/consents                                                           u22222222uu
POST /me/consents/{consent_id}/withdraw @lan's                             u24444444uu
GET /me/second-factor                                                      u22222222uu
POST /me/second-factor/start                                               u22222222uu
POST /me/second-factor/confirm                                             urrrrrrrruu
POST /me/second-factor/recovery-codes                                      urrrrrrrruu
POST /me/second-factor/remove                                              urrrrrrrruu

GET /notices                                                               u22222222uu
GET /notices/count                                                         u22222222uu
POST /notices/read                                                         u22222222uu
GET /me/notice-choices                                                     u22222222uu
PUT /me/notice-choices                                                     u22222222uu
GET /letters                                                               u44444244uu

GET /handbook                                                              u22222222uu
GET /handbook/{slug} @handbook                                             u22222222uu

GET /agencies                                                              u22222222uu
GET /agency-lookup                                                         u22222222uu
GET /agency-codes/{code}                                                   u22222222uu
GET /reforms                                                               u22222222uu
POST /reforms                                                              u44444244uu
GET /reform-sheet                                                          u44444244uu
GET /reforms/{reform_id} @act                                              u44424244uu
POST /reforms/{reform_id}/decide @act                                      u44424444uu
POST /reforms/{reform_id}/withdraw @act                                    u44444244uu
GET /heirs-waiting                                                         u22222222uu
POST /heirs/{predecessor_id}/choose @divided                               u44424444uu
GET /agencies/{agency_id} @committee                                       u22222222uu
GET /agencies/{agency_id}/units @committee                                 u22222222uu
GET /agencies/{agency_id}/posts @committee                                 u22222222uu
POST /agencies/{agency_id}/units @committee                                u44444244uu
POST /agencies/{agency_id}/posts @committee                                u44444244uu
POST /agencies/{agency_id}/people @committee                               u44444244uu
GET /agencies/{agency_id}/appointments @committee                          u44444244uu
POST /agencies/{agency_id}/appointments @committee                         u44444244uu
POST /agencies/{agency_id}/appointments/{appointment_id}/end @committee    u44444244uu
GET /agencies/{agency_id}/delegations @committee                           u44444244uu
POST /agencies/{agency_id}/delegations @committee                          u44444244uu
POST /agencies/{agency_id}/delegations/{delegation_id}/end @committee      u44444244uu

GET /me/absences                                                           u22222222uu
POST /me/absences                                                          u22222222uu
POST /me/absences/{absence_id}/end @lan's                                  u24444444uu

GET /empty-desks                                                           u44222244uu
GET /posts/{post_id}/open-work @minh's                                     u42222244uu
POST /posts/{post_id}/hand-over @minh's                                    u42222244uu
GET /posts/{post_id}/open-work @tu's                                       u44444242uu
POST /posts/{post_id}/hand-over @tu's                                      u44444r4ruu

GET /right-changes                                                         u44424244uu
POST /right-changes/{change_id}/confirm @change                            u44424244uu

POST /signature-verifications                                              u22222222uu
GET /signature-verifications                                               u22222222uu
GET /signature-verifications/{verification_id} @minh's-check               u42444444uu
GET /trust-lists                                                           u22222222uu
POST /trust-lists                                                          u44444244uu
POST /trust-anchors/{anchor_id}/remove @anchor                             u44444244uu
GET /signing-keys                                                          u22222222uu
POST /signing-keys                                                         u22222422uu
GET /signing-keys/offered/{kind} @agency's-key                             u22222422uu
GET /signing-keys/{key_id}/image @agency's-key                             u24444244uu
POST /signing-keys/{key_id}/retire @agency's-key                           u24444244uu
POST /outside-signings                                                     u42444444uu
POST /outside-signings/{waiting_id}/finish @agency's-key                   urrrrrrrruu

GET /rules                                                                 u22222222uu
GET /working-days                                                          u22222222uu

GET /calendar                                                              u22222222uu
GET /calendar/{year}                                                       u22222222uu
PUT /calendar/days/{day}                                                   u44444244uu
DELETE /calendar/days/{day}                                                u44444244uu

POST /intake                                                               u24444442uu
GET /intake                                                                u24444442uu
POST /intake/register-ready                                                u24444442uu
GET /intake/{item_id}/compare/{entry_id} @item                             u24444444uu
GET /intake/{item_id}/compare/{entry_id} @commune-item                     u44444444uu
GET /intake/{item_id} @item                                                u24444444uu
GET /intake/{item_id} @commune-item                                        u44444442uu
POST /intake/{item_id}/register @item                                      u24444444uu
POST /intake/{item_id}/register @commune-item                              u44444442uu
PUT /intake/{item_id}/draft @item                                          u24444444uu
PUT /intake/{item_id}/draft @commune-item                                  u44444442uu
GET /intake/{item_id}/duplicates @item                                     u24444444uu
GET /intake/{item_id}/duplicates @commune-item                             u44444442uu
GET /intake/{item_id}/file @item                                           u24444444uu
GET /intake/{item_id}/file @commune-item                                   u44444442uu
GET /intake/{item_id}/searchable @item                                     u24444444uu
GET /intake/{item_id}/searchable @commune-item                             u44444442uu
GET /intake/{item_id}/pages/{number} @item                                 u24444444uu
GET /intake/{item_id}/pages/{number} @commune-item                         u44444442uu
POST /intake/{item_id}/attach @item                                        u24444444uu
POST /intake/{item_id}/attach @commune-item                                u44444444uu
POST /intake/{item_id}/secret @held-item                                   u24444444uu
POST /intake/{item_id}/secret @commune-item                                u4444444ruu
POST /intake/{item_id}/not-secret @held-item                               u24444444uu
POST /intake/{item_id}/not-secret @commune-item                            u4444444ruu
GET /intake/{item_id}/file @held-item                                      u44444444uu
POST /intake/{item_id}/discard @item                                       u24444444uu
POST /intake/{item_id}/discard @commune-item                               u44444442uu

POST /piles                                                                u24444442uu
GET /piles                                                                 u24444442uu
GET /pile-label                                                            u24444442uu
PUT /pile-label                                                            u24444442uu
GET /piles/{pile_id} @pile                                                 u24444444uu
GET /piles/{pile_id} @commune-pile                                         u44444442uu
GET /piles/{pile_id}/pages/{number} @pile                                  u24444444uu
GET /piles/{pile_id}/pages/{number} @commune-pile                          u44444442uu
POST /piles/{pile_id}/split @pile                                          u24444444uu
POST /piles/{pile_id}/split @commune-pile                                  u44444442uu
POST /piles/{pile_id}/join @pile                                           ur4444444uu
POST /piles/{pile_id}/join @commune-pile                                   u4444444ruu
POST /piles/{pile_id}/keep @pile                                           ur4444444uu
POST /piles/{pile_id}/keep @commune-pile                                   u4444444ruu

GET /incoming-documents                                                    u22222222uu
GET /incoming-documents.xlsx                                               u22222222uu
GET /incoming-documents.csv                                                u22222222uu
GET /search                                                                u22222422uu
GET /search.{form} @report                                                 u22222422uu
GET /search/suggestions                                                    u22222422uu
GET /saved-questions                                                       u22222422uu
POST /saved-questions                                                      u22222422uu
PUT /saved-questions/{question_id}/watched @question                       u24444444uu
PUT /saved-questions/{question_id}/watched @commune-question               u44444442uu
DELETE /saved-questions/{question_id} @question                            u24444444uu
DELETE /saved-questions/{question_id} @commune-question                    u44444442uu
GET /saved-filters                                                         u22222222uu
POST /saved-filters                                                        u22222222uu
DELETE /saved-filters/{filter_id} @filter                                  u24444444uu
DELETE /saved-filters/{filter_id} @shared-filter                           u44444442uu
GET /list-columns                                                          u22222222uu
PUT /list-columns                                                          u22222222uu
POST /incoming-documents                                                   u24444442uu
GET /issuer-note                                                           u24444442uu
GET /incoming-documents/{entry_id} @assigned                               u22222424uu
GET /incoming-documents/{entry_id} @commune                                u44444442uu
GET /incoming-documents/{entry_id}/slip @assigned                          u22222424uu
GET /incoming-documents/{entry_id}/slip @commune                           u44444442uu
GET /incoming-documents/{entry_id}/slip/page @assigned                     u22222424uu
GET /incoming-documents/{entry_id}/slip/page @commune                      u44444442uu
GET /incoming-documents/{entry_id}/slip/pdf @assigned                      u22222424uu
GET /incoming-documents/{entry_id}/slip/pdf @commune                       u44444442uu
GET /incoming-documents/{entry_id}/files/{file_id} @filed                  u24422424uu
GET /incoming-documents/{entry_id}/files/{file_id} @commune                u44444442uu
GET /incoming-documents/{entry_id}/files/{file_id}/searchable @filed       u24422424uu
GET /incoming-documents/{entry_id}/files/{file_id}/searchable @commune     u44444442uu
GET /incoming-documents/{entry_id}/files/{file_id}/marked @filed           u24422424uu
GET /incoming-documents/{entry_id}/files/{file_id}/marked @commune         u44444442uu
GET /incoming-documents/{entry_id}/files/{file_id}/pages/{number} @filed   u24422424uu
GET /incoming-documents/{entry_id}/files/{file_id}/pages/{number} @commune  u44444442uu
GET /overview                                                              u22222422uu
GET /overview/documents                                                    u22222422uu
GET /overview/late-causes                                                  u22222422uu
GET /overview/report/{form} @report                                        u22222422uu
GET /overview/late-causes/{form} @report                                   u22222422uu
GET /my-work                                                               u22222222uu
GET /counts                                                                u22222222uu
GET /desks                                                                 u22222222uu

GET /handling-rules                                                        u44422444uu
PUT /handling-rules                                                        u44422444uu

GET /old-books                                                             u22222222uu
GET /old-books/search                                                      u22222222uu
GET /old-books/{register_id} @old-book                                     u22222424uu
GET /old-books/{register_id}/pdf @old-book                                 u24422424uu
GET /old-books/{register_id}/xlsx @old-book                                u24422424uu
GET /hand-overs                                                            u22222222uu
GET /hand-overs/{hand_over_id} @handed                                     u22222424uu
GET /hand-overs/{hand_over_id}/pdf @handed                                 u22222424uu
GET /outgoing-documents                                                    u22222222uu
POST /outgoing-documents                                                   u24444442uu
GET /outgoing-documents.{form} @report                                     u22222222uu
GET /outgoing-documents/{entry_id} @outgoing                               u22222424uu
GET /outgoing-documents/{entry_id} @commune-line                           u44444442uu
GET /outgoing-documents/{entry_id}/deliveries @sent                        u24422424uu
GET /outgoing-documents/{entry_id}/deliveries @commune-line                u44444442uu
GET /arrivals                                                             u24444442uu
GET /arrivals/{arrival_id} @arrival                                       u44444442uu
GET /arrivals/{arrival_id}/file @arrival                                  u44444442uu
GET /packets                                                              u24444442uu
POST /packets/{packet_id}/send-again @given-up                            u24444444uu
POST /deliveries/{dispatch_id}/ask-back @sent                              u244224r4uu
GET /incoming-documents/{entry_id}/sender-requests @commune-asked          u44444442uu
POST /sender-requests/{request_id}/answer @commune-asked                   u44444442uu
GET /electronic-share                                                      u24422422uu
GET /electronic-share/documents                                            u24422422uu
GET /electronic-share/{form} @share                                        u24422422uu
GET /directory                                                             u22222222uu
GET /regulation                                                            u22222222uu
GET /regulation/offer                                                      u44444444uu
POST /regulation                                                           u44444244uu
GET /regulation/{regulation_id}/history @regulation                        u22222222uu
POST /regulation/{regulation_id}/end @regulation                           u44444244uu
GET /regulation-violations                                                 u24422422uu
GET /outgoing-documents/{entry_id}/file @issued                            u22222424uu
GET /outgoing-documents/{entry_id}/file @commune-line                      u44444444uu
POST /outgoing-documents/{entry_id}/issue @outgoing                        u24444444uu
POST /outgoing-documents/{entry_id}/issue @commune-line                    u44444442uu
POST /outgoing-documents/{entry_id}/cancel-number @outgoing                u24444444uu
POST /outgoing-documents/{entry_id}/cancel-number @commune-line            u44444442uu
POST /outgoing-documents/{entry_id}/recall @issued                         u2r2224r4uu
POST /outgoing-documents/{entry_id}/recall @commune-line                   u4444444ruu
POST /outgoing-documents/{entry_id}/relation @issued                       u24444444uu
POST /outgoing-documents/{entry_id}/relation @commune-line                 u4444444ruu
GET /recipient-groups                                                      u24422422uu
POST /recipient-groups                                                     u24442442uu
PUT /recipient-groups/{group_id} @group                                    u24442444uu
POST /recipient-groups/{group_id}/drop @group                              u24442444uu
GET /paper-templates                                                       u22222442uu
GET /paper-templates/{type_code} @template                                 u22222442uu
POST /paper-templates/{type_code} @template                                u24442442uu
POST /paper-templates/{type_code}/drop @template                           ur444r44ruu
GET /outgoing-books                                                        u24422422uu
POST /outgoing-books/{year}/close                                          ur444444ruu
POST /outgoing-books/{year}/reopen                                         u444rr444uu
GET /paper-rules                                                           u24422422uu
POST /paper-rules                                                          u44422444uu
GET /copies                                                                u22222222uu
POST /incoming-documents/{entry_id}/copies @registered                     u24444444uu
POST /incoming-documents/{entry_id}/copies @commune                        u4444444ruu
POST /outgoing-documents/{entry_id}/copies @issued                         u24444444uu
POST /outgoing-documents/{entry_id}/copies @commune-line                   u4444444ruu
GET /copies/{copy_id} @copy                                                u24422424uu
GET /copies/{copy_id}/print @copy                                          u24444444uu
POST /copies/{copy_id}/finish @copy                                        u24444444uu
POST /copies/{copy_id}/seal @copy-electronic                               u44444444uu
GET /outgoing-sequences/{year}                                             u24422422uu
PUT /outgoing-sequences/{year}                                             u44422444uu
GET /outgoing-register                                                     u24422422uu
GET /outgoing-register/{form} @report                                      u24422422uu
GET /file-plans                                                         u22222422uu
GET /file-plans/{year} @issued-plan                                     u22222424uu
PUT /file-plans/{year} @plan                                            u24442422uu
POST /file-plans/{year}/copy @no-plan                                   u2444242ruu
POST /file-plans/{year}/approve @plan                                   u44424444uu
POST /file-plans/{year}/return @plan                                    u44424444uu
POST /file-plans/{year}/issue @approved-plan                            u2rr2242ruu
GET /file-plans/{year}/pdf @issued-plan                                 u22222424uu
GET /dossiers                                                           u22222422uu
POST /dossiers                                                          u22222422uu
GET /dossiers/{dossier_id} @dossier                                     u22222424uu
GET /dossiers/{dossier_id} @commune-dossier                             u44444442uu
PUT /dossiers/{dossier_id} @dossier                                     ur22rr4r4uu
POST /dossiers/{dossier_id}/close @dossier                              ur22rr4r4uu
POST /dossiers/{dossier_id}/reopen @closed-dossier                      u44422444uu
GET /dossiers/{dossier_id}/export.{form} @dossier                       u22222424uu
GET /dossiers/{dossier_id}/export.{form} @commune-dossier               u44444442uu
GET /dossiers/{dossier_id}/retention @dossier                           u22222424uu
POST /dossiers/{dossier_id}/retention @dossier                          ur22rr4r4uu
GET /dossiers/{dossier_id}/rights @dossier                              u22222424uu
POST /dossiers/{dossier_id}/rights @dossier                             u222224r4uu
POST /dossiers/{dossier_id}/rights/take-back @dossier                   u222224r4uu
GET /dossiers/{dossier_id}/packages @closed-dossier                     u44422424uu
POST /dossiers/{dossier_id}/packages @closed-dossier                    u44422424uu
GET /dossiers/{dossier_id}/packages/{package_id}/file @closed-dossier   u444rr4r4uu
GET /dossiers/{dossier_id}/packages/{package_id}/file @commune-dossier  u44444444uu
GET /dossiers-to-hand-over                                              u22222422uu
POST /dossiers-to-hand-over/postpone @closed-dossier                    u44424444uu
GET /archive-hand-overs                                                 u22222422uu
POST /archive-hand-overs @closed-dossier                                ur22rr4rruu
GET /archive-hand-overs/{hand_over_id} @minutes                         u22222424uu
POST /archive-hand-overs/{hand_over_id}/take @minutes                   u44444424uu
GET /archive-hand-overs/{hand_over_id}/{paper}.pdf @minutes             u22222424uu
GET /package-checks                                                     u44422424uu
POST /package-checks                                                    u44422424uu
GET /package-checks/{check_id} @package-check                           u44422424uu
GET /dossiers-run-out                                                   u44444424uu
GET /appraisals                                                         u22222422uu
POST /appraisals @closed-dossier                                        u444444r4uu
GET /appraisals/{appraisal_id} @appraisal                               u24422424uu
POST /appraisals/{appraisal_id}/opinions @appraisal                     ur44rr4r4uu
POST /appraisals/{appraisal_id}/conclude @appraisal                     ur44rr4r4uu
POST /appraisals/{appraisal_id}/approve @appraisal                      u444r4444uu
POST /appraisals/{appraisal_id}/return @appraisal                       u444r4444uu
POST /appraisals/{appraisal_id}/carry-out @appraisal                    u444444r4uu
GET /appraisals/{appraisal_id}/pdf @appraisal                           u24422424uu
GET /freezes                                                            u44422444uu
POST /freezes                                                           u44422444uu
POST /freezes/{freeze_id}/end @freeze                                   u44422444uu
GET /incoming-documents/{entry_id}/dossiers @assigned                   u22222424uu
GET /incoming-documents/{entry_id}/dossiers @commune                    u44444442uu
GET /outgoing-documents/{entry_id}/dossiers @outgoing                   u22222424uu
GET /outgoing-documents/{entry_id}/dossiers @commune-line               u44444442uu
POST /dossiers/{dossier_id}/items @dossier                              ur22rr4r4uu
POST /dossiers/{dossier_id}/items @commune-dossier                      u4444444ruu
POST /dossiers/{dossier_id}/files @dossier                              ur22rr4r4uu
POST /dossiers/{dossier_id}/items/{held_id}/remove @dossier             ur22rr4r4uu
POST /dossiers/{dossier_id}/items/{held_id}/move @dossier               ur22rr4r4uu
GET /dossiers/{dossier_id}/items/{held_id}/file @dossier                u22222424uu
GET /dossiers/{dossier_id}/items/{held_id}/file @commune-dossier        u44444444uu

GET /drafts                                                                u22222222uu
POST /drafts                                                               u2222244ruu
GET /drafts/{draft_id} @draft                                              u22222424uu
PUT /drafts/{draft_id}/typed @draft                                        ur2rrr444uu
DELETE /drafts/{draft_id}/typed @draft                                     u22222444uu
POST /drafts/{draft_id}/versions @draft                                    ur2rrr444uu
POST /drafts/{draft_id}/files @draft                                       ur2rrr444uu
POST /drafts/{draft_id}/attachments @draft-beside                          ur2rrr444uu
DELETE /drafts/{draft_id}/attachments/{attachment_id} @draft-beside        ur2rrr444uu
GET /drafts/{draft_id}/attachments/{attachment_id} @draft-beside           u22222424uu
GET /outgoing-documents/{entry_id}/files/{file_id} @commune-line           u44444444uu
GET /outgoing-documents/{entry_id}/files/{file_id} @issued-beside          u22222424uu
GET /drafts/{draft_id}/versions/{number} @draft                            u22222424uu
GET /drafts/{draft_id}/versions/{number}/paper.{form} @draft               u22222424uu
POST /drafts/{draft_id}/mend @draft                                        urrrrr444uu
GET /drafts/{draft_id}/versions/{number}/file @draft-filed                 u22222424uu
POST /drafts/{draft_id}/send @draft                                        ur2rrr444uu
POST /drafts/{draft_id}/check-content @draft-content                       u442rr444uu
POST /drafts/{draft_id}/check-form @draft-form                             u2444r444uu
POST /drafts/{draft_id}/approve @draft-approval                            u44r2r444uu
POST /drafts/{draft_id}/pen-signature @draft-approved                      u24444444uu
POST /drafts/{draft_id}/sign @draft-approved                               u44r4r444uu
POST /drafts/{draft_id}/seal @draft-numbered                               ur4444444uu
GET /drafts/{draft_id}/signers @draft                                      u22222424uu
POST /drafts/{draft_id}/signer @draft                                      ur2rrr444uu
GET /incoming-documents/{entry_id}/answers @assigned                       u22222424uu
GET /incoming-documents/{entry_id}/answers @commune                        u44444442uu
POST /drafts/{draft_id}/facts @draft                                       ur2rrr444uu
GET /drafts/{draft_id}/signatures @draft-signed                            u22222424uu
GET /waiting-signatures/{how} @personal                                    u44222444uu
POST /signing-runs                                                         u44444444uu
GET /signing-runs/{run_id} @signing-run                                    u44424444uu
POST /drafts/{draft_id}/outside-signings @draft-approved                   ur4r4r444uu
GET /drafts/{draft_id}/outside-signings/{waiting_id} @outside              u44424444uu
POST /signing-agent/digest                                                 r
POST /signing-agent/signature                                              r
GET /drafts/{draft_id}/signed-file @draft-key                              u22222424uu
POST /drafts/{draft_id}/number @draft-signed                               u24444444uu
POST /drafts/{draft_id}/issue @draft-numbered                              u24444444uu
POST /drafts/{draft_id}/return @draft-approval                             urrr2r4r4uu
POST /drafts/{draft_id}/withdraw @draft                                    ur2rrr4r4uu
POST /drafts/{draft_id}/ask-opinions @draft                                ur2rrr444uu
POST /drafts/{draft_id}/close-opinions @draft-late                         ur2rrr444uu
POST /drafts/{draft_id}/opinions/{request_id} @draft-late                  u44244444uu
GET /registers                                                             u24422422uu
GET /registers/{book}                                                      u24422422uu
GET /registers/{book}/columns                                              u24422422uu
GET /registers/{book}/pdf                                                  u24422422uu
GET /registers/{book}/xlsx                                                 u24422422uu
POST /registers/{year}/close                                               ur444444ruu
POST /registers/{year}/reopen                                              u444rr444uu

POST /incoming-documents/{entry_id}/submit @registered                     u244r24r4uu
POST /incoming-documents/{entry_id}/submit @commune                        u4444444ruu
POST /incoming-documents/{entry_id}/instruct @submitted                    ur442r4r4uu
POST /incoming-documents/{entry_id}/instruct @commune                      u4444444ruu
POST /incoming-documents/{entry_id}/agree @submitted                       u44424444uu
POST /incoming-documents/{entry_id}/agree @commune                         u44444444uu
POST /incoming-documents/{entry_id}/transfer @held                         u244r24r4uu
POST /incoming-documents/{entry_id}/transfer @commune                      u4444444ruu
POST /incoming-documents/{entry_id}/assign @handling                       ur42rr4r4uu
POST /incoming-documents/{entry_id}/assign @commune                        u4444444ruu
POST /incoming-documents/{entry_id}/report @assigned                       ur2rrr4r4uu
POST /incoming-documents/{entry_id}/report @commune                        u4444444ruu
POST /incoming-documents/{entry_id}/confirm @reported                      urr2rr4r4uu
POST /incoming-documents/{entry_id}/confirm @commune                       u4444444ruu
POST /incoming-documents/{entry_id}/return-report @reported                urr2rr4r4uu
POST /incoming-documents/{entry_id}/return-report @commune                 u4444444ruu
POST /incoming-documents/{entry_id}/send-back @assigned                    ur2rrr4r4uu
POST /incoming-documents/{entry_id}/send-back @commune                     u4444444ruu
POST /incoming-documents/{entry_id}/seen @handling-inform                  u24rr2424uu
POST /incoming-documents/{entry_id}/seen @commune                          u4444444ruu
POST /incoming-documents/{entry_id}/return-to-sender @registered           u244rr4r4uu
POST /incoming-documents/{entry_id}/return-to-sender @commune              u44444442uu
POST /incoming-documents/{entry_id}/cancel-number @registered              u244rr4r4uu
POST /incoming-documents/{entry_id}/cancel-number @commune                 u44444442uu

POST /incoming-documents/{entry_id}/recall @handling                       ur4r2r4r4uu
POST /incoming-documents/{entry_id}/recall @commune                        u4444444ruu
POST /incoming-documents/{entry_id}/pass-on @handling                      ur4r2r4r4uu
POST /incoming-documents/{entry_id}/pass-on @commune                       u4444444ruu
POST /incoming-documents/{entry_id}/ask-pass-on @assigned                  ur2rrr4r4uu
POST /incoming-documents/{entry_id}/ask-pass-on @commune                   u4444444ruu
POST /incoming-documents/{entry_id}/grant-pass-on @asked                   urr2rr4r4uu
POST /incoming-documents/{entry_id}/grant-pass-on @commune                 u4444444ruu
POST /incoming-documents/{entry_id}/refuse-pass-on @asked                  urr2rr4r4uu
POST /incoming-documents/{entry_id}/refuse-pass-on @commune                u4444444ruu
POST /incoming-documents/{entry_id}/ask-extension @dated                   ur2rrr4r4uu
POST /incoming-documents/{entry_id}/ask-extension @commune                 u4444444ruu
POST /incoming-documents/{entry_id}/grant-extension @asked                 urr2rr4r4uu
POST /incoming-documents/{entry_id}/grant-extension @commune               u4444444ruu
POST /incoming-documents/{entry_id}/refuse-extension @asked                urr2rr4r4uu
POST /incoming-documents/{entry_id}/refuse-extension @commune              u4444444ruu
POST /incoming-documents/{entry_id}/ask-sender-extension @assigned         urrrrr4r4uu
POST /incoming-documents/{entry_id}/ask-sender-extension @commune          u4444444ruu
POST /incoming-documents/{entry_id}/move-day @handling                     ur4rrr4r4uu
POST /incoming-documents/{entry_id}/move-day @commune                      u4444444ruu
POST /incoming-documents/{entry_id}/urge @handling                         ur4r2r4r4uu
POST /incoming-documents/{entry_id}/urge @commune                          u4444444ruu
POST /incoming-documents/{entry_id}/forward @registered                    u244224r4uu
POST /incoming-documents/{entry_id}/forward @commune                       u4444444ruu
GET /incoming-documents/{entry_id}/readers @assigned                       u24222424uu
GET /incoming-documents/{entry_id}/readers @commune                        u44444442uu
GET /late-papers                                                           u22222222uu
POST /late-papers/urge                                                     urrrrrrrruu

POST /incoming-documents/{entry_id}/files @registered                      u24444444uu
POST /incoming-documents/{entry_id}/files @commune                         u44444442uu
POST /incoming-documents/{entry_id}/correct @registered                    u24444444uu
POST /incoming-documents/{entry_id}/correct @commune                       u44444442uu

GET /incoming-documents/{entry_id}/rights @assigned                        u22222424uu
GET /incoming-documents/{entry_id}/rights @commune                         u44444442uu
POST /incoming-documents/{entry_id}/rights @assigned                       u24422444uu
POST /incoming-documents/{entry_id}/rights @commune                        u4444444ruu
POST /incoming-documents/{entry_id}/rights/take-back @opened               u24422444uu
POST /incoming-documents/{entry_id}/rights/take-back @commune              u4444444ruu

GET /register-loads                                                        u24442242uu
POST /register-loads                                                       u24442242uu
GET /register-loads/{load_id} @load                                        u24442244uu
GET /register-loads/{load_id}/rows @load                                   u24442244uu
POST /register-loads/{load_id}/enter @load                                 u24442244uu
POST /register-loads/{load_id}/undo @load                                  u24442244uu
GET /register-loads/{load_id}/report.xlsx @load                            u24442244uu
GET /audit-events                                                          u44444244uu
GET /audit-roots/{day}                                                     u44444244uu
GET /jobs                                                                  u44444244uu
GET /health                                                                u44444244uu
POST /jobs/{run_id}/retry @run                                             u44444r44uu
"""
