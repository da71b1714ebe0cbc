"""The whole public section as plain files: for any web server, for a USB stick, for the day the site is down.

``whole`` tells the story: ``gathering`` asks this very program for every public page, ``rewriting`` makes its links lead to
files, ``searching`` writes an index that a browser can look through alone, ``checking`` walks every link, and ``folders``
puts the copy in the place of the one before.
"""
