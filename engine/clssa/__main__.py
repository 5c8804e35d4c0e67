"""`python -m clssa`."""

from clssa.cli import main

main()
