"""Dossiers, file plans, hand-overs to the archive, councils: by what right each is opened.

How a line is read stands in ``tests/rights/table/__init__.py``.
"""

from __future__ import annotations

#  address                                    reading                     sending
PAGES = """
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
archives:conclude @heard-appraisal          appraisal                   appraisal>conclude
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
"""

#  operation                                                                  answer
OPERATIONS = """
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
POST /appraisals/{appraisal_id}/conclude @heard-appraisal                    appraisal>conclude
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
"""
