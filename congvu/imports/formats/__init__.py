"""Tables of strangers as rows of text, read in the jail."""
