"""The examples in the rules: whether each comes out as it says, and which change of the policies none of them would notice."""

from clssa.examples.example import run_examples

__all__ = ["run_examples"]
