"""Word files read into a small tree (``tree``), and the tree written as clean HTML (``to_html``). Pure.

``read_word(data, filename=…)`` trusts nothing but the shape of the ZIP: call ``content.intake.check_word_file`` first and
run it in a child process (``content.services.words.read_word_safely`` does both).

Reading goes through lxml with entities, network and DTDs off, not through python-docx: python-docx shows neither
footnotes nor text boxes, tracked changes or inherited numbering, and parses every part of the package at once.
"""

from content.word.reader import read_word

__all__ = ["read_word"]
