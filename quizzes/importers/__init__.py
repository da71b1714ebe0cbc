"""Files of questions become drafts (``drafts``), and drafts against a bank become a plan (``plan``). Pure.

A format is one module that returns a ``ParsedBank``. Nothing is dropped in silence and nothing is guessed: every
question found is a draft, importable or with the reason why it is not.
"""
