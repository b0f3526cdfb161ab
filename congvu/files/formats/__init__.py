"""Foreign file formats as plain data: pages of words, kinds of file. No Django."""
