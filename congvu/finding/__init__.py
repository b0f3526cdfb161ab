"""One box for everything a person may see, and the questions people keep.

What: the page of hits over incoming and outgoing papers, drafts and dossiers, what is
suggested while typing, what was found as a file, and saved questions that tell of new
hits.
Law: none; who may read what is found is the law of each app.
Words: a question is what was typed and what it is narrowed to; a saved question is one
somebody keeps, ``watched`` where its new hits are told.
Always true: the rights are those of the lists (access.py of each app), asked of the
index and then of the tables; nothing is kept of what was found.
Start reading at: queries/looking.py.
Not here: the index (search), the lists of each register.
"""
