"""Notes: templates with blanks, their text, and the comparison of a draft's note with it, word by word."""
