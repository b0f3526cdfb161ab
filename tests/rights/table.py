"""Every address with the right it is found by, and the right to do what it does.

The words are those of docs/rights.md: a thing that is read, an act, or a right; who
that is for each person is worked out by ``model.py``. An address has no word here for
anybody: who gets what changes in docs/rights.md alone.

    found>done    who finds it but may not do it is told why in words; without ">" who
                  does not have the right finds nothing
    -             nobody: what is sent cannot be done here (another agency's desk, a
                  year that is not over, a file still held)
    right*        of any agency, not just of the thing's own
    right@thing   of that other thing, which the form names
    right=3       the letter of the answer, where it is not the usual one;
    right=3^2     and after ^ for who has not signed in

Letters of answers: 2 shown or done; 3 done, or on to another page; s to the sign-in
page; 4 not found; r refused in words (422); b not understood (400); u unknown (401); 5
not ready (503). ``m`` alone: not in this way (405).

After @ stands what it is about (``told.py``): a paper in that state, handed Lan → Dũng
→ Hoa → Minh; a file at the door; "commune" is the paper of Tú, "lan's" what belongs to
her log-in.
"""

from __future__ import annotations

#  address                                    reading                     sending
ROUTES = """
home:front                                  own-account=3               m
home:work                                   own-account                 m
home:overview                               desks                       m
home:overview-list                          desks                       m
home:overview-export @report                desks                       m
home:late-causes                            desks                       m
home:late-causes-export @report             desks                       m
home:work-item @assigned                    work                        m
home:work-item @submitted                   work                        m

documents:register                          office                      m
documents:register-news                     office                      m
documents:entry @registered                 incoming                    m
documents:entry @assigned                   incoming                    m
documents:entry @commune                    incoming                    m
documents:slip @assigned                    incoming                    m
documents:slip @commune                     incoming                    m
documents:slip-pdf @assigned                incoming                    m
documents:slip-pdf @commune                 incoming                    m
documents:submit @registered                submit                      submit
documents:submit @commune                   submit                      submit>-
documents:transfer @held                    transfer                    transfer
documents:transfer @commune                 incoming                    incoming>-
documents:return-to-sender @registered      return-to-sender            return-to-sender
documents:return-to-sender @commune         return-to-sender            return-to-sender
documents:cancel-number @registered         cancel-number               cancel-number
documents:cancel-number @commune            registry                    registry
documents:correct @registered               correct                     correct
documents:correct @commune                  correct                     correct
documents:attach @registered                correct                     correct
documents:attach @commune                   correct                     correct
documents:open-right @assigned              open-right                  open-right
documents:open-right @commune               open-right                  open-right>-
documents:close-right @opened               open-right                  open-right
documents:close-right @commune              -                           -
documents:instruct @submitted               instruct                    instruct
documents:instruct @commune                 instruct                    instruct
documents:agree @submitted                  instruct=3                  instruct
documents:agree @commune                    instruct                    instruct
documents:assign @handling                  assign                      assign
documents:assign @commune                   assign                      assign
documents:report @assigned                  report                      report
documents:report @commune                   report                      report
documents:confirm @reported                 confirm                     confirm
documents:confirm @commune                  confirm                     confirm
documents:return-report @reported           return-report               return-report
documents:return-report @commune            return-report               return-report
documents:send-back @assigned               send-back                   send-back
documents:send-back @commune                send-back                   send-back
documents:seen @handling-inform             seen                        seen
documents:seen @commune                     -                           -
documents:recall @handling                  hand-out                    hand-out>gave
documents:recall @commune                   -                           -
documents:pass-on @handling                 hand-out                    hand-out>gave
documents:pass-on @commune                  -                           -
documents:ask-pass-on @assigned             at-desk                     at-desk
documents:ask-pass-on @commune              -                           -
documents:grant-pass-on @asked              gave                        gave
documents:grant-pass-on @commune            -                           -
documents:refuse-pass-on @asked             gave                        gave
documents:refuse-pass-on @commune           -                           -
documents:ask-extension @dated              at-desk                     at-desk
documents:ask-extension @commune            -                           -
documents:grant-extension @asked            gave                        gave
documents:grant-extension @commune          -                           -
documents:refuse-extension @asked           gave                        gave
documents:refuse-extension @commune         -                           -
documents:ask-sender-extension @assigned    -                           -
documents:ask-sender-extension @commune     -                           -
documents:move-day @handling                gave                        gave>-
documents:move-day @commune                 -                           -
documents:urge @handling                    hand-out                    hand-out>gave
documents:urge @commune                     -                           -
documents:urge-registry @registered         lead                        lead>-
documents:urge-registry @commune            -                           -
documents:forward @registered               forward                     forward
documents:forward @commune                  forward                     forward>-
documents:readers @assigned                 track                       m
documents:readers @commune                  track                       m
documents:urge-many                         manage                      manage>-
documents:intake                            registry                    m
documents:intake-upload                     m                           registry
documents:intake-register-ready             m                           registry
documents:piles                             registry                    registry
documents:pile-label                        m                           registry
documents:pile-separator                    registry                    m
documents:pile @pile                        pile                        m
documents:pile @commune-pile                pile                        m
documents:pile-image @pile                  pile                        m
documents:pile-image @commune-pile          pile                        m
documents:pile-split @pile                  m                           pile
documents:pile-split @commune-pile          m                           pile
documents:pile-join @pile                   m                           pile
documents:pile-join @commune-pile           m                           pile
documents:pile-keep @pile                   m                           pile
documents:pile-keep @commune-pile           m                           pile
documents:intake-item @item                 intake                      m
documents:intake-item @commune-item         intake                      m
documents:intake-row @item                  intake                      m
documents:intake-row @commune-item          intake                      m
documents:intake-register @item             m                           intake
documents:intake-register @commune-item     m                           intake
documents:intake-draft @item                m                           intake
documents:intake-draft @commune-item        m                           intake
documents:intake-discard @item              m                           intake
documents:intake-discard @commune-item      m                           intake
documents:intake-attach @item               m                           intake
documents:intake-attach @commune-item       m                           intake
documents:intake-secret @held-item          m                           intake
documents:intake-secret @commune-item       m                           intake
documents:intake-not-secret @held-item      m                           intake
documents:intake-not-secret @commune-item   m                           intake
documents:intake-file @held-item            -                           m
documents:intake-page-image @held-item      -                           m
documents:intake-compare @item              intake                      m
documents:intake-compare @commune-item      -                           m
documents:intake-file @item                 intake                      m
documents:intake-file @commune-item         intake                      m
documents:intake-searchable @item           intake                      m
documents:intake-searchable @commune-item   intake                      m
documents:intake-page-image @item           intake                      m
documents:intake-page-image @commune-item   intake                      m
documents:register-paper                    registry                    registry
documents:issuer-note                       registry                    m
documents:register-print                    whole-book                  m
documents:register-pdf                      whole-book                  m
documents:register-xlsx                     whole-book                  m
documents:register-export                   office                      m
documents:register-csv                      office                      m
documents:register-table                    office                      m
documents:choose-columns                    m                           office
documents:save-filter                       m                           office
documents:delete-filter @filter             m                           own
documents:delete-filter @shared-filter      m                           own
documents:books                             whole-book                  registry>-
archives:dossiers                           desks                       m
archives:plans                              desks                       m
archives:plan @issued-plan                  desks                       m
archives:plan @plan                         whole-book                  m
archives:write-plan @plan                   write-plan*                 write-plan*
archives:copy-plan @no-plan                 write-plan*                 write-plan*>write-plan
archives:approve-plan @plan                 decide                      decide
archives:return-plan @plan                  decide                      decide
archives:issue-plan @approved-plan          whole-book                  whole-book
archives:plan-pdf @issued-plan              desks                       m
archives:freezes                            lead                        m
archives:freeze                             lead                        lead
archives:unfreeze @freeze                   lead                        lead
archives:hand-overs                         desks                       m
archives:hand-over                          desks                       desks>keep-dossier@closed-dossier
archives:hand-over-historical               archive                     archive>-
archives:postpone                           decide                      decide
archives:minutes @minutes                   minutes                     m
archives:take @minutes                      archive                     archive
archives:minutes-pdf @minutes               minutes                     m
archives:minutes-list-pdf @minutes          minutes                     m
archives:appraisals                         desks                       m
archives:appraise                           archive                     archive>-
archives:appraisal @appraisal               appraisal                   m
archives:opinion @appraisal                 appraisal                   appraisal>council
archives:conclude @appraisal                appraisal                   appraisal>-
archives:approve-appraisal @appraisal       decide                      decide>-
archives:return-appraisal @appraisal        decide                      decide>-
archives:carry-out @appraisal               archive                     archive>-
archives:appraisal-pdf @appraisal           appraisal                   m
archives:new-dossier                        desks                       desks
archives:dossier @dossier                   dossier                     m
archives:dossier @commune-dossier           dossier                     m
archives:change @dossier                    dossier                     dossier>keep-dossier
archives:change @commune-dossier            dossier                     dossier
archives:retention @dossier                 dossier                     dossier>keep-dossier
archives:open-right @dossier                dossier                     dossier>open-dossier
archives:open-right @commune-dossier        open-dossier                open-dossier>-
archives:close-right @dossier               dossier                     dossier>open-dossier
archives:close-right @commune-dossier       open-dossier                open-dossier>-
archives:export-pdf @dossier                dossier                     m
archives:export-pdf @commune-dossier        dossier                     m
archives:export-xml @dossier                dossier                     m
archives:export-xml @commune-dossier        dossier                     m
archives:add-file @dossier                  dossier                     dossier>keep-dossier
archives:add-file @commune-dossier          dossier                     dossier
archives:close @dossier                     dossier                     dossier>keep-dossier
archives:close @commune-dossier             dossier                     dossier
archives:reopen @closed-dossier             lead                        lead
archives:reopen @commune-dossier            -                           -
archives:pack @closed-dossier               preserve                    preserve
archives:pack @commune-dossier              -                           -
archives:check-package                      preserve                    preserve
archives:package-check @package-check       preserve                    m
archives:package-file @closed-dossier       -                           m
archives:package-file @commune-dossier      -                           m
archives:item-file @dossier                 dossier                     m
archives:item-file @commune-dossier         -                           m
archives:remove @dossier                    dossier                     dossier>keep-dossier
archives:remove @commune-dossier            dossier                     dossier
archives:move @dossier                      dossier                     dossier>keep-dossier
archives:move @commune-dossier              dossier                     dossier>-
archives:of-incoming @assigned              incoming                    incoming>keep-dossier@dossier
archives:of-incoming @commune               incoming                    incoming>-
archives:of-outgoing @outgoing              outgoing                    outgoing>keep-dossier@dossier
archives:of-outgoing @commune-line          outgoing                    outgoing>-

outgoing:book                               office                      m
outgoing:export                             office                      m
outgoing:csv                                office                      m
outgoing:book-print                         whole-book                  m
outgoing:book-pdf                           whole-book                  m
outgoing:book-xlsx                          whole-book                  m
outgoing:sequences                          whole-book                  lead
outgoing:reserve                            registry                    registry
outgoing:line @outgoing                     outgoing                    m
outgoing:line @commune-line                 outgoing                    m
outgoing:line-file @issued                  outgoing                    m
outgoing:line-file @commune-line            -                           m
outgoing:cancel-number @outgoing            registry                    registry
outgoing:cancel-number @commune-line        registry                    registry
outgoing:issue-number @outgoing             registry                    registry
outgoing:issue-number @commune-line         registry                    registry
outgoing:groups                             whole-book                  m
outgoing:new-group                          submit-for                  submit-for
outgoing:group @group                       submit-for                  submit-for
outgoing:drop-group @group                  m                           submit-for
outgoing:templates                          write-draft                 m
outgoing:template @template                 write-draft                 submit-for
outgoing:template-file @template            write-draft                 m
outgoing:drop-template @template            m                           submit-for
outgoing:books                              whole-book                  m
outgoing:book-close @this-year              registry                    registry>-
outgoing:book-reopen @this-year             lead                        lead>-
outgoing:paper-rules                        whole-book                  lead
outgoing:copies                             office                      m
outgoing:copy-choose                        registry                    m
outgoing:copy-incoming @registered          registry                    registry
outgoing:copy-incoming @commune             registry                    registry>-
outgoing:copy-outgoing @issued              registry                    registry
outgoing:copy-outgoing @commune-line        registry                    registry>-
outgoing:copy @copy                         whole-book                  m
outgoing:copy-print @copy                   registry                    m
outgoing:copy-finish @copy                  registry                    registry
outgoing:copy-seal @copy-electronic         registry                    registry>-
outgoing:drafts                             office                      m
outgoing:new-draft                          write-draft                 write-draft>write-draft@draft
outgoing:draft @draft                       draft                       m
outgoing:write @draft                       at-desk                     at-desk
outgoing:autosave @draft                    m                           at-desk=2
outgoing:upload @draft                      at-desk                     at-desk
outgoing:attach @draft-beside               at-desk                     at-desk
outgoing:detach @draft-beside               m                           steer-draft
outgoing:attachment @draft-beside           draft                       m
outgoing:line-attachment @commune-line      -                           m
outgoing:line-attachment @issued-beside     outgoing                    m
outgoing:version-set @draft                 draft                       m
outgoing:mend @draft                        m                           steer-draft
outgoing:version @draft                     draft                       m
outgoing:version-file @draft-filed          draft                       m
outgoing:send @draft                        steer-draft                 steer-draft>at-desk
outgoing:check-content @draft-content       approve                     approve>at-desk
outgoing:check-form @draft-form             check-form                  check-form>at-desk
outgoing:approve @draft-approval            approve                     approve>at-desk
outgoing:pen-signature @draft-approved      registry                    registry
outgoing:sign @draft-approved               approve                     approve>-
outgoing:seal @draft-numbered               registry                    registry>-
outgoing:to-sign                            manage                      manage>-
outgoing:to-seal                            registry                    registry>-
outgoing:run @signing-run                   own                         m
outgoing:change-signer @draft               at-desk                     at-desk>-
outgoing:answers @assigned                  incoming                    m
outgoing:answers @commune                   incoming                    m
outgoing:change-facts @draft                at-desk                     at-desk
outgoing:approve-and-sign @draft-approval   approve                     approve>-
outgoing:signatures @draft-signed           draft                       m
outgoing:sign-outside @draft-approved       sign-elsewhere              sign-elsewhere>-
outgoing:outside @outside                   own                         m
outgoing:signed-file @draft-key             draft                       m
outgoing:give-number @draft-signed          registry                    registry
outgoing:issue @draft-numbered              registry                    registry
outgoing:recall @issued                     outgoing                    outgoing>call-back
outgoing:recall @commune-line               call-back                   call-back>-
exchange:places @sent                       outgoing                    m
exchange:places @commune-line               outgoing                    m
exchange:ask-back @sent                     outgoing                    outgoing>call-back
exchange:sender @commune-asked              incoming                    m
exchange:answer @commune-asked              registry                    registry
exchange:share                              whole-book                  m
exchange:share-list                         whole-book                  m
exchange:share-export @share                whole-book                  m
exchange:directory                          office                      m
exchange:regulation                         office                      m
exchange:rule-history @regulation           office                      m
exchange:add-rule                           run                         run
exchange:end-rule @regulation               run                         run
exchange:violations                         whole-book                  m
exchange:arrivals                           registry                    m
exchange:arrival @arrival                   registry                    m
exchange:arrival-file @arrival              registry                    m
exchange:packets                            registry                    m
exchange:send-again @given-up               m                           registry
outgoing:relate @issued                     registry                    registry
outgoing:relate @commune-line               registry                    registry>-
outgoing:return @draft-approval             draft                       draft>at-desk
outgoing:withdraw @draft                    draft                       draft>at-desk
outgoing:ask-opinions @draft                steer-draft                 steer-draft>at-desk
outgoing:close-opinions @draft-late         steer-draft                 steer-draft>at-desk
outgoing:give-opinion @draft-late           opinion                     opinion

documents:handling-rules                    lead                        lead
documents:reopen-register                   m                           lead>-
documents:old-books                         office                      m
documents:old-book @old-book                desks                       m
documents:old-book-pdf @old-book            whole-book                  m
documents:old-book-xlsx @old-book           whole-book                  m
documents:hand-overs                        office                      m
documents:hand-over @handed                 hand-over                   m
documents:hand-over-pdf @handed             hand-over                   m
documents:file @filed                       incoming                    m
documents:file @commune                     incoming                    m
documents:file-searchable @filed            incoming                    m
documents:file-searchable @commune          incoming                    m
documents:file-marked @filed                incoming                    m
documents:file-marked @commune              incoming                    m
documents:page-image @filed                 incoming                    m
documents:page-image @commune               incoming                    m

accounts:sign-in                            own-account=3^2             public=r
accounts:second-step                        public=s                    public=s
accounts:enrol-at-door                      public=s                    public=s
accounts:passkey-question                   m                           public=2
accounts:passkey-sign-in                    m                           public=r
accounts:openid-begin                       public=4                    m
accounts:openid-back                        public=4                    m
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

documents:empty-desks                       empty-desk                  m
documents:hand-over-desk @minh's            hand-over-desk              hand-over-desk
documents:hand-over-desk @tu's              hand-over-desk              hand-over-desk>-
finding:search                              desks                       m
finding:suggest                             desks                       m
finding:xlsx                                desks                       m
finding:csv                                 desks                       m
finding:save                                m                           desks
finding:watch @question                     m                           own
finding:watch @commune-question             m                           own
finding:delete @question                    m                           own
finding:delete @commune-question            m                           own
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
signatures:retire-key @agency's-key         m                           seal

law:rules                                   office                      m
law:calendar                                office                      run
law:calendar-remove                         m                           run

imports:loads                               load                        load
imports:load @load                          load                        m
imports:enter @load                         load=3                      load
imports:undo @load                          load                        load
imports:report @load                        load                        m

audit:log                                   run                         m

jobs:run-list                               run                         m
health:overview                             run                         m
jobs:run-retry @run                         m                           run

ui:gallery                                  public=2                    public=2

handbook:front                              own-account                 m
handbook:page @handbook                     own-account                 m
handbook:page @sign-in-help                 public=2                    m

api-v1:openapi-json                         public=2                    public=2
api-v1:api-root                             public=4                    public=4

health-live                                 public=2                    m
health-ready                                public=5                    m
metrics                                     public=2                    m
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

GET /handbook                                                                own-account
GET /handbook/{slug} @handbook                                               own-account

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
POST /signing-keys/{key_id}/retire @agency's-key                             seal
POST /outside-signings                                                       own@minh's-key
POST /outside-signings/{waiting_id}/finish @agency's-key                     office>-

GET /rules                                                                   office
GET /working-days                                                            office

GET /calendar                                                                office
GET /calendar/{year}                                                         office
PUT /calendar/days/{day}                                                     run
DELETE /calendar/days/{day}                                                  run

POST /intake                                                                 registry
GET /intake                                                                  registry
POST /intake/register-ready                                                  registry
GET /intake/{item_id}/compare/{entry_id} @item                               intake
GET /intake/{item_id}/compare/{entry_id} @commune-item                       -
GET /intake/{item_id} @item                                                  intake
GET /intake/{item_id} @commune-item                                          intake
POST /intake/{item_id}/register @item                                        intake
POST /intake/{item_id}/register @commune-item                                intake
PUT /intake/{item_id}/draft @item                                            intake
PUT /intake/{item_id}/draft @commune-item                                    intake
GET /intake/{item_id}/duplicates @item                                       intake
GET /intake/{item_id}/duplicates @commune-item                               intake
GET /intake/{item_id}/file @item                                             intake
GET /intake/{item_id}/file @commune-item                                     intake
GET /intake/{item_id}/searchable @item                                       intake
GET /intake/{item_id}/searchable @commune-item                               intake
GET /intake/{item_id}/pages/{number} @item                                   intake
GET /intake/{item_id}/pages/{number} @commune-item                           intake
POST /intake/{item_id}/attach @item                                          intake
POST /intake/{item_id}/attach @commune-item                                  -
POST /intake/{item_id}/secret @held-item                                     intake
POST /intake/{item_id}/secret @commune-item                                  intake>-
POST /intake/{item_id}/not-secret @held-item                                 intake
POST /intake/{item_id}/not-secret @commune-item                              intake>-
GET /intake/{item_id}/file @held-item                                        -
POST /intake/{item_id}/discard @item                                         intake
POST /intake/{item_id}/discard @commune-item                                 intake

POST /piles                                                                  registry
GET /piles                                                                   registry
GET /pile-label                                                              registry
PUT /pile-label                                                              registry
GET /piles/{pile_id} @pile                                                   pile
GET /piles/{pile_id} @commune-pile                                           pile
GET /piles/{pile_id}/pages/{number} @pile                                    pile
GET /piles/{pile_id}/pages/{number} @commune-pile                            pile
POST /piles/{pile_id}/split @pile                                            pile
POST /piles/{pile_id}/split @commune-pile                                    pile
POST /piles/{pile_id}/join @pile                                             pile>-
POST /piles/{pile_id}/join @commune-pile                                     pile>-
POST /piles/{pile_id}/keep @pile                                             pile>-
POST /piles/{pile_id}/keep @commune-pile                                     pile>-

GET /incoming-documents                                                      office
GET /incoming-documents.xlsx                                                 office
GET /incoming-documents.csv                                                  office
GET /search                                                                  desks
GET /search.{form} @report                                                   desks
GET /search/suggestions                                                      desks
GET /saved-questions                                                         desks
POST /saved-questions                                                        desks
PUT /saved-questions/{question_id}/watched @question                         own
PUT /saved-questions/{question_id}/watched @commune-question                 own
DELETE /saved-questions/{question_id} @question                              own
DELETE /saved-questions/{question_id} @commune-question                      own
GET /saved-filters                                                           office
POST /saved-filters                                                          office
DELETE /saved-filters/{filter_id} @filter                                    own
DELETE /saved-filters/{filter_id} @shared-filter                             own
GET /list-columns                                                            office
PUT /list-columns                                                            office
POST /incoming-documents                                                     registry
GET /issuer-note                                                             registry
GET /incoming-documents/{entry_id} @assigned                                 incoming
GET /incoming-documents/{entry_id} @commune                                  incoming
GET /incoming-documents/{entry_id}/slip @assigned                            incoming
GET /incoming-documents/{entry_id}/slip @commune                             incoming
GET /incoming-documents/{entry_id}/slip/page @assigned                       incoming
GET /incoming-documents/{entry_id}/slip/page @commune                        incoming
GET /incoming-documents/{entry_id}/slip/pdf @assigned                        incoming
GET /incoming-documents/{entry_id}/slip/pdf @commune                         incoming
GET /incoming-documents/{entry_id}/files/{file_id} @filed                    incoming
GET /incoming-documents/{entry_id}/files/{file_id} @commune                  incoming
GET /incoming-documents/{entry_id}/files/{file_id}/searchable @filed         incoming
GET /incoming-documents/{entry_id}/files/{file_id}/searchable @commune       incoming
GET /incoming-documents/{entry_id}/files/{file_id}/marked @filed             incoming
GET /incoming-documents/{entry_id}/files/{file_id}/marked @commune           incoming
GET /incoming-documents/{entry_id}/files/{file_id}/pages/{number} @filed     incoming
GET /incoming-documents/{entry_id}/files/{file_id}/pages/{number} @commune   incoming
GET /overview                                                                desks
GET /overview/documents                                                      desks
GET /overview/late-causes                                                    desks
GET /overview/report/{form} @report                                          desks
GET /overview/late-causes/{form} @report                                     desks
GET /my-work                                                                 office
GET /counts                                                                  office
GET /desks                                                                   office

GET /handling-rules                                                          lead
PUT /handling-rules                                                          lead

GET /old-books                                                               office
GET /old-books/search                                                        office
GET /old-books/{register_id} @old-book                                       desks
GET /old-books/{register_id}/pdf @old-book                                   whole-book
GET /old-books/{register_id}/xlsx @old-book                                  whole-book
GET /hand-overs                                                              office
GET /hand-overs/{hand_over_id} @handed                                       hand-over
GET /hand-overs/{hand_over_id}/pdf @handed                                   hand-over
GET /outgoing-documents                                                      office
POST /outgoing-documents                                                     registry
GET /outgoing-documents.{form} @report                                       office
GET /outgoing-documents/{entry_id} @outgoing                                 outgoing
GET /outgoing-documents/{entry_id} @commune-line                             outgoing
GET /outgoing-documents/{entry_id}/deliveries @sent                          outgoing
GET /outgoing-documents/{entry_id}/deliveries @commune-line                  outgoing
GET /arrivals                                                                registry
GET /arrivals/{arrival_id} @arrival                                          registry
GET /arrivals/{arrival_id}/file @arrival                                     registry
GET /packets                                                                 registry
POST /packets/{packet_id}/send-again @given-up                               registry
POST /deliveries/{dispatch_id}/ask-back @sent                                outgoing>call-back
GET /incoming-documents/{entry_id}/sender-requests @commune-asked            incoming
POST /sender-requests/{request_id}/answer @commune-asked                     registry
GET /electronic-share                                                        whole-book
GET /electronic-share/documents                                              whole-book
GET /electronic-share/{form} @share                                          whole-book
GET /directory                                                               office
GET /regulation                                                              office
GET /regulation/offer                                                        -
POST /regulation                                                             run
GET /regulation/{regulation_id}/history @regulation                          office
POST /regulation/{regulation_id}/end @regulation                             run
GET /regulation-violations                                                   whole-book
GET /outgoing-documents/{entry_id}/file @issued                              outgoing
GET /outgoing-documents/{entry_id}/file @commune-line                        -
POST /outgoing-documents/{entry_id}/issue @outgoing                          registry
POST /outgoing-documents/{entry_id}/issue @commune-line                      registry
POST /outgoing-documents/{entry_id}/cancel-number @outgoing                  registry
POST /outgoing-documents/{entry_id}/cancel-number @commune-line              registry
POST /outgoing-documents/{entry_id}/recall @issued                           outgoing>call-back
POST /outgoing-documents/{entry_id}/recall @commune-line                     call-back>-
POST /outgoing-documents/{entry_id}/relation @issued                         registry
POST /outgoing-documents/{entry_id}/relation @commune-line                   registry>-
GET /recipient-groups                                                        whole-book
POST /recipient-groups                                                       submit-for
PUT /recipient-groups/{group_id} @group                                      submit-for
POST /recipient-groups/{group_id}/drop @group                                submit-for
GET /paper-templates                                                         write-draft
GET /paper-templates/{type_code} @template                                   write-draft
POST /paper-templates/{type_code} @template                                  submit-for
POST /paper-templates/{type_code}/drop @template                             submit-for>-
GET /outgoing-books                                                          whole-book
POST /outgoing-books/{year}/close                                            registry>-
POST /outgoing-books/{year}/reopen                                           lead>-
GET /paper-rules                                                             whole-book
POST /paper-rules                                                            lead
GET /copies                                                                  office
POST /incoming-documents/{entry_id}/copies @registered                       registry
POST /incoming-documents/{entry_id}/copies @commune                          registry>-
POST /outgoing-documents/{entry_id}/copies @issued                           registry
POST /outgoing-documents/{entry_id}/copies @commune-line                     registry>-
GET /copies/{copy_id} @copy                                                  whole-book
GET /copies/{copy_id}/print @copy                                            registry
POST /copies/{copy_id}/finish @copy                                          registry
POST /copies/{copy_id}/seal @copy-electronic                                 -
GET /outgoing-sequences/{year}                                               whole-book
PUT /outgoing-sequences/{year}                                               lead
GET /outgoing-register                                                       whole-book
GET /outgoing-register/{form} @report                                        whole-book
GET /file-plans                                                              desks
GET /file-plans/{year} @issued-plan                                          desks
PUT /file-plans/{year} @plan                                                 write-plan*
POST /file-plans/{year}/copy @no-plan                                        write-plan*>write-plan
POST /file-plans/{year}/approve @plan                                        decide
POST /file-plans/{year}/return @plan                                         decide
POST /file-plans/{year}/issue @approved-plan                                 desks*>whole-book
GET /file-plans/{year}/pdf @issued-plan                                      desks
GET /dossiers                                                                desks
POST /dossiers                                                               desks
GET /dossiers/{dossier_id} @dossier                                          dossier
GET /dossiers/{dossier_id} @commune-dossier                                  dossier
PUT /dossiers/{dossier_id} @dossier                                          dossier>keep-dossier
POST /dossiers/{dossier_id}/close @dossier                                   dossier>keep-dossier
POST /dossiers/{dossier_id}/reopen @closed-dossier                           lead
GET /dossiers/{dossier_id}/export.{form} @dossier                            dossier
GET /dossiers/{dossier_id}/export.{form} @commune-dossier                    dossier
GET /dossiers/{dossier_id}/retention @dossier                                dossier
POST /dossiers/{dossier_id}/retention @dossier                               dossier>keep-dossier
GET /dossiers/{dossier_id}/rights @dossier                                   dossier
POST /dossiers/{dossier_id}/rights @dossier                                  dossier>open-dossier
POST /dossiers/{dossier_id}/rights/take-back @dossier                        dossier>open-dossier
GET /dossiers/{dossier_id}/packages @closed-dossier                          preserve
POST /dossiers/{dossier_id}/packages @closed-dossier                         preserve
GET /dossiers/{dossier_id}/packages/{package_id}/file @closed-dossier        preserve>-
GET /dossiers/{dossier_id}/packages/{package_id}/file @commune-dossier       -
GET /dossiers-to-hand-over                                                   desks
POST /dossiers-to-hand-over/postpone @closed-dossier                         decide
GET /archive-hand-overs                                                      desks
POST /archive-hand-overs @closed-dossier                                     desks*>keep-dossier
GET /archive-hand-overs/{hand_over_id} @minutes                              minutes
POST /archive-hand-overs/{hand_over_id}/take @minutes                        archive
GET /archive-hand-overs/{hand_over_id}/{paper}.pdf @minutes                  minutes
GET /package-checks                                                          preserve
POST /package-checks                                                         preserve
GET /package-checks/{check_id} @package-check                                preserve
GET /dossiers-run-out                                                        archive
GET /appraisals                                                              desks
POST /appraisals @closed-dossier                                             archive>-
GET /appraisals/{appraisal_id} @appraisal                                    appraisal
POST /appraisals/{appraisal_id}/opinions @appraisal                          appraisal>-
POST /appraisals/{appraisal_id}/conclude @appraisal                          appraisal>-
POST /appraisals/{appraisal_id}/approve @appraisal                           decide>-
POST /appraisals/{appraisal_id}/return @appraisal                            decide>-
POST /appraisals/{appraisal_id}/carry-out @appraisal                         archive>-
GET /appraisals/{appraisal_id}/pdf @appraisal                                appraisal
GET /freezes                                                                 lead
POST /freezes                                                                lead
POST /freezes/{freeze_id}/end @freeze                                        lead
GET /incoming-documents/{entry_id}/dossiers @assigned                        incoming
GET /incoming-documents/{entry_id}/dossiers @commune                         incoming
GET /outgoing-documents/{entry_id}/dossiers @outgoing                        outgoing
GET /outgoing-documents/{entry_id}/dossiers @commune-line                    outgoing
POST /dossiers/{dossier_id}/items @dossier                                   dossier>keep-dossier
POST /dossiers/{dossier_id}/items @commune-dossier                           dossier>-
POST /dossiers/{dossier_id}/files @dossier                                   dossier>keep-dossier
POST /dossiers/{dossier_id}/items/{held_id}/remove @dossier                  dossier>keep-dossier
POST /dossiers/{dossier_id}/items/{held_id}/move @dossier                    dossier>keep-dossier
GET /dossiers/{dossier_id}/items/{held_id}/file @dossier                     dossier
GET /dossiers/{dossier_id}/items/{held_id}/file @commune-dossier             -

GET /drafts                                                                  office
POST /drafts                                                                 write-draft>write-draft@draft
GET /drafts/{draft_id} @draft                                                draft
PUT /drafts/{draft_id}/typed @draft                                          steer-draft>at-desk
DELETE /drafts/{draft_id}/typed @draft                                       steer-draft
POST /drafts/{draft_id}/versions @draft                                      steer-draft>at-desk
POST /drafts/{draft_id}/files @draft                                         steer-draft>at-desk
POST /drafts/{draft_id}/attachments @draft-beside                            steer-draft>at-desk
DELETE /drafts/{draft_id}/attachments/{attachment_id} @draft-beside          steer-draft>at-desk
GET /drafts/{draft_id}/attachments/{attachment_id} @draft-beside             draft
GET /outgoing-documents/{entry_id}/files/{file_id} @commune-line             -
GET /outgoing-documents/{entry_id}/files/{file_id} @issued-beside            outgoing
GET /drafts/{draft_id}/versions/{number} @draft                              draft
GET /drafts/{draft_id}/versions/{number}/paper.{form} @draft                 draft
POST /drafts/{draft_id}/mend @draft                                          steer-draft>-
GET /drafts/{draft_id}/versions/{number}/file @draft-filed                   draft
POST /drafts/{draft_id}/send @draft                                          steer-draft>at-desk
POST /drafts/{draft_id}/check-content @draft-content                         approve>at-desk
POST /drafts/{draft_id}/check-form @draft-form                               check-form>at-desk
POST /drafts/{draft_id}/approve @draft-approval                              approve>at-desk
POST /drafts/{draft_id}/pen-signature @draft-approved                        registry
POST /drafts/{draft_id}/sign @draft-approved                                 approve>at-desk=4
POST /drafts/{draft_id}/seal @draft-numbered                                 registry>-
GET /drafts/{draft_id}/signers @draft                                        draft
POST /drafts/{draft_id}/signer @draft                                        steer-draft>at-desk
GET /incoming-documents/{entry_id}/answers @assigned                         incoming
GET /incoming-documents/{entry_id}/answers @commune                          incoming
POST /drafts/{draft_id}/facts @draft                                         steer-draft>at-desk
GET /drafts/{draft_id}/signatures @draft-signed                              draft
GET /waiting-signatures/{how} @personal                                      manage
POST /signing-runs                                                           -
GET /signing-runs/{run_id} @signing-run                                      own
POST /drafts/{draft_id}/outside-signings @draft-approved                     sign-elsewhere>at-desk=4
GET /drafts/{draft_id}/outside-signings/{waiting_id} @outside                own
POST /signing-agent/digest                                                   public=r
POST /signing-agent/signature                                                public=r
GET /drafts/{draft_id}/signed-file @draft-key                                draft
POST /drafts/{draft_id}/number @draft-signed                                 registry
POST /drafts/{draft_id}/issue @draft-numbered                                registry
POST /drafts/{draft_id}/return @draft-approval                               draft>at-desk
POST /drafts/{draft_id}/withdraw @draft                                      draft>at-desk
POST /drafts/{draft_id}/ask-opinions @draft                                  steer-draft>at-desk
POST /drafts/{draft_id}/close-opinions @draft-late                           steer-draft>at-desk
POST /drafts/{draft_id}/opinions/{request_id} @draft-late                    opinion
GET /registers                                                               whole-book
GET /registers/{book}                                                        whole-book
GET /registers/{book}/columns                                                whole-book
GET /registers/{book}/pdf                                                    whole-book
GET /registers/{book}/xlsx                                                   whole-book
POST /registers/{year}/close                                                 registry>-
POST /registers/{year}/reopen                                                lead>-

POST /incoming-documents/{entry_id}/submit @registered                       incoming>submit
POST /incoming-documents/{entry_id}/submit @commune                          incoming>-
POST /incoming-documents/{entry_id}/instruct @submitted                      incoming>instruct
POST /incoming-documents/{entry_id}/instruct @commune                        incoming>-
POST /incoming-documents/{entry_id}/agree @submitted                         instruct
POST /incoming-documents/{entry_id}/agree @commune                           instruct
POST /incoming-documents/{entry_id}/transfer @held                           incoming>transfer
POST /incoming-documents/{entry_id}/transfer @commune                        incoming>-
POST /incoming-documents/{entry_id}/assign @handling                         incoming>assign
POST /incoming-documents/{entry_id}/assign @commune                          incoming>-
POST /incoming-documents/{entry_id}/report @assigned                         incoming>report
POST /incoming-documents/{entry_id}/report @commune                          incoming>-
POST /incoming-documents/{entry_id}/confirm @reported                        incoming>confirm
POST /incoming-documents/{entry_id}/confirm @commune                         incoming>-
POST /incoming-documents/{entry_id}/return-report @reported                  incoming>return-report
POST /incoming-documents/{entry_id}/return-report @commune                   incoming>-
POST /incoming-documents/{entry_id}/send-back @assigned                      incoming>send-back
POST /incoming-documents/{entry_id}/send-back @commune                       incoming>-
POST /incoming-documents/{entry_id}/seen @handling-inform                    incoming>seen
POST /incoming-documents/{entry_id}/seen @commune                            incoming>-
POST /incoming-documents/{entry_id}/return-to-sender @registered             incoming>return-to-sender
POST /incoming-documents/{entry_id}/return-to-sender @commune                return-to-sender
POST /incoming-documents/{entry_id}/cancel-number @registered                incoming>cancel-number
POST /incoming-documents/{entry_id}/cancel-number @commune                   registry

POST /incoming-documents/{entry_id}/recall @handling                         incoming>gave
POST /incoming-documents/{entry_id}/recall @commune                          incoming>-
POST /incoming-documents/{entry_id}/pass-on @handling                        incoming>gave
POST /incoming-documents/{entry_id}/pass-on @commune                         incoming>-
POST /incoming-documents/{entry_id}/ask-pass-on @assigned                    incoming>at-desk
POST /incoming-documents/{entry_id}/ask-pass-on @commune                     incoming>-
POST /incoming-documents/{entry_id}/grant-pass-on @asked                     incoming>gave
POST /incoming-documents/{entry_id}/grant-pass-on @commune                   incoming>-
POST /incoming-documents/{entry_id}/refuse-pass-on @asked                    incoming>gave
POST /incoming-documents/{entry_id}/refuse-pass-on @commune                  incoming>-
POST /incoming-documents/{entry_id}/ask-extension @dated                     incoming>at-desk
POST /incoming-documents/{entry_id}/ask-extension @commune                   incoming>-
POST /incoming-documents/{entry_id}/grant-extension @asked                   incoming>gave
POST /incoming-documents/{entry_id}/grant-extension @commune                 incoming>-
POST /incoming-documents/{entry_id}/refuse-extension @asked                  incoming>gave
POST /incoming-documents/{entry_id}/refuse-extension @commune                incoming>-
POST /incoming-documents/{entry_id}/ask-sender-extension @assigned           incoming>-
POST /incoming-documents/{entry_id}/ask-sender-extension @commune            incoming>-
POST /incoming-documents/{entry_id}/move-day @handling                       incoming>-
POST /incoming-documents/{entry_id}/move-day @commune                        incoming>-
POST /incoming-documents/{entry_id}/urge @handling                           incoming>gave
POST /incoming-documents/{entry_id}/urge @commune                            incoming>-
POST /incoming-documents/{entry_id}/forward @registered                      incoming>forward
POST /incoming-documents/{entry_id}/forward @commune                         incoming>-
GET /incoming-documents/{entry_id}/readers @assigned                         track
GET /incoming-documents/{entry_id}/readers @commune                          track
GET /late-papers                                                             office
POST /late-papers/urge                                                       office>-

POST /incoming-documents/{entry_id}/files @registered                        correct
POST /incoming-documents/{entry_id}/files @commune                           correct
POST /incoming-documents/{entry_id}/correct @registered                      correct
POST /incoming-documents/{entry_id}/correct @commune                         correct

GET /incoming-documents/{entry_id}/rights @assigned                          incoming
GET /incoming-documents/{entry_id}/rights @commune                           incoming
POST /incoming-documents/{entry_id}/rights @assigned                         open-right
POST /incoming-documents/{entry_id}/rights @commune                          open-right>-
POST /incoming-documents/{entry_id}/rights/take-back @opened                 open-right
POST /incoming-documents/{entry_id}/rights/take-back @commune                open-right>-

GET /register-loads                                                          load
POST /register-loads                                                         load
GET /register-loads/{load_id} @load                                          load
GET /register-loads/{load_id}/rows @load                                     load
POST /register-loads/{load_id}/enter @load                                   load
POST /register-loads/{load_id}/undo @load                                    load
GET /register-loads/{load_id}/report.xlsx @load                              load
GET /audit-events                                                            run
GET /audit-roots/{day}                                                       run
GET /jobs                                                                    run
GET /health                                                                  run
POST /jobs/{run_id}/retry @run                                               run>-
"""
