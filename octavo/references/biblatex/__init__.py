"""BibLaTeX and BibTeX: from the file's text to CSL items, one module a step.

syntax (entries as written) --> inherit (crossref, xdata, sets) --> convert (CSL items), which
uses latex (text), names (lists of names), dates and tables (types and fields).
"""
