"""How what every page asks of the database is asked: written once, planned once.

What: a queryset as a function of its values, a cursor whose statements the server
keeps, several counts in one statement, and a column compared with any of a list.
Law: none.
Words: a question's shape is what alters its SQL, its values are what does not; asked by
key means about one thing or one desk, where one plan is right for everybody.
Always true: a question stays where its rights are, in the words of the models; no
answer is kept, so a right taken back is gone with the next page.
Start reading at: compiled.py.
Not here: the questions themselves (each app's queries).
"""

from congvu.sql.compiled import Compiled
from congvu.sql.lookups import AnyOf
from congvu.sql.planned import planned
from congvu.sql.together import Tally, together

__all__ = ["AnyOf", "Compiled", "Tally", "planned", "together"]
