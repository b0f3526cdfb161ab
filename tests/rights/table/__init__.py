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

Letters of answers: 2 shown or done; 3 done, or on to another page; p lies elsewhere for
good; s to the sign-in
page; 4 not found; r refused in words (422); b not understood (400); u unknown (401); 5
not ready (503). ``m`` alone: not in this way (405).

After @ stands what it is about (``told.py``): a paper in that state, handed Lan → Dũng
→ Hoa → Minh; a file at the door; "commune" is the paper of Tú, "lan's" what belongs to
her log-in.
"""
