"""Markdown sections with citations become a finished, printable paper."""

__version__ = "0.1.0"
