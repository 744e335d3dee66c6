"""BibLaTeX and BibTeX: from the file's text to CSL items, one module a step.

syntax (entries as written) --> inherit (crossref, xdata, sets) --> convert (CSL items), which
uses fields (an entry's, as text), latex (text), names (lists of names), dates, archives and tables
(types and fields), and has faults say what is wrong.
"""
