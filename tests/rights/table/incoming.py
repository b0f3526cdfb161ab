"""The door, the registers, incoming papers and their way: by what right each is opened.

How a line is read stands in ``tests/rights/table/__init__.py``.
"""

from __future__ import annotations

#  address                                    reading                     sending
PAGES = """
documents:register                          office                      m
documents:register-news                     office                      m
documents:entry @registered                 incoming                    m
documents:entry @assigned                   incoming                    m
documents:entry @commune                    incoming                    m
documents:rights @assigned                  incoming                    m
documents:rights @commune                   incoming                    m
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

documents:empty-desks                       empty-desk                  m
documents:hand-over-desk @minh's            hand-over-desk              hand-over-desk
documents:hand-over-desk @tu's              hand-over-desk              hand-over-desk>-
"""

#  operation                                                                  answer
OPERATIONS = """
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
"""
