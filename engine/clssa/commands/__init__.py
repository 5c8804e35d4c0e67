"""One file for each command, and what they share; each imports what it needs only when it runs."""
