"""The parts of a Word document, one module each: WordprocessingML as in ECMA-376, 5th edition.

python-docx was weighed and left: it has neither notes, fields, bookmarks, captions, a table of
contents nor several lists, so that nearly all below would be written in spite of it, and it needs
lxml. What it has, a zip of XML parts, is some eighty lines.
"""
