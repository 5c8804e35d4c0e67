"""Policy as code: dated, quoted rules, checked exactly."""

__version__ = "0.2.0"
