"""Policy as code: dated, quoted rules, checked exactly."""

__version__ = "0.1.0"
