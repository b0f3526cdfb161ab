"""Drafts, the outgoing book, what goes between agencies: by what right each is opened.

How a line is read stands in ``tests/rights/table/__init__.py``.
"""

from __future__ import annotations

#  address                                    reading                     sending
PAGES = """
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
"""

#  operation                                                                  answer
OPERATIONS = """
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
"""
