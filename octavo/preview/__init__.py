"""The preview: the page beside the editor, made anew at each save, with all findings in it.

`scene` turns a manuscript into what is shown; `server` shows it; `changes` tells of saves;
`press` prints the pages in a process of its own; `editors` opens a place in the writer's editor.
`session` holds them together.
"""
