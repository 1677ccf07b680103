"""The language server: what is found in a text, shown in the editor while it is written.

It speaks the Language Server Protocol 3.17 (https://microsoft.github.io/language-server-protocol/) through
``pygls``. Open documents are judged as they stand in the editor, never as they lie on disk, in a process of
their own: a text that takes too long is given up there, and typing never waits.

    features.py     what the editor may ask
    server.py       the documents, what was found in them, and how the server talks to the editor
    texts.py        the open documents, kept in step with the editor
    positions.py    offsets in the text as lines and characters in the editor's units
    desk.py         what is judged when: wait for a pause, drop what is stale, give up what takes too long
    worker.py       the process that judges
    diagnostics.py  findings as diagnostics
    hover.py        why and fix, where the mouse rests
    actions.py      what is offered at a finding: a waiver's stub, and what the rule means
    stub.py         the stub: an edit of the file of waivers
    settings.py     the editor's own settings
"""
