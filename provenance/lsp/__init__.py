"""The language server: what is found in a text, shown in the editor while it is written.

It speaks the Language Server Protocol 3.17 (https://microsoft.github.io/language-server-protocol/) through
``pygls``. Open documents are judged as they stand in the editor, never as they lie on disk, in a process of
their own: a text that takes too long is given up there, and typing never waits.

    server.py       what the editor may ask, and how the server lives and ends
    texts.py        the open documents, kept in step with the editor
    positions.py    offsets in the text as lines and characters in the editor's units
    desk.py         what is judged when: wait for a pause, drop what is stale, give up what takes too long
    worker.py       the process that judges
    diagnostics.py  findings as diagnostics
    hover.py        why and fix, where the mouse rests
    actions.py      a waiver's stub, and what a rule means
"""
