"""What one's own work, the search, the law, old registers and the machine are opened by.

How a line is read stands in ``tests/rights/table/__init__.py``.
"""

from __future__ import annotations

#  address                                    reading                     sending
PAGES = """
home:front                                  own-account=3               m
home:work                                   own-account                 m
home:overview                               desks                       m
home:overview-list                          desks                       m
home:overview-export @report                desks                       m
home:late-causes                            desks                       m
home:late-causes-export @report             desks                       m
home:work-item @assigned                    work                        m
home:work-item @submitted                   work                        m

finding:search                              desks                       m
finding:suggest                             desks                       m
finding:xlsx                                desks                       m
finding:csv                                 desks                       m
finding:save                                m                           desks
finding:watch @question                     m                           own
finding:watch @commune-question             m                           own
finding:delete @question                    m                           own
finding:delete @commune-question            m                           own

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
GET /handbook                                                                own-account
GET /handbook/{slug} @handbook                                               own-account

GET /rules                                                                   office
GET /working-days                                                            office

GET /calendar                                                                office
GET /calendar/{year}                                                         office
PUT /calendar/days/{day}                                                     run
DELETE /calendar/days/{day}                                                  run

GET /search                                                                  desks
GET /search.{form} @report                                                   desks
GET /search/suggestions                                                      desks
GET /saved-questions                                                         desks
POST /saved-questions                                                        desks
PUT /saved-questions/{question_id}/watched @question                         own
PUT /saved-questions/{question_id}/watched @commune-question                 own
DELETE /saved-questions/{question_id} @question                              own
DELETE /saved-questions/{question_id} @commune-question                      own
GET /overview                                                                desks
GET /overview/documents                                                      desks
GET /overview/late-causes                                                    desks
GET /overview/report/{form} @report                                          desks
GET /overview/late-causes/{form} @report                                     desks

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
