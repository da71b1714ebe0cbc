"""What this room tells the floors above."""

from django.dispatch import Signal

public_pages_changed = Signal()
"""Sent (``sender``: the model) in the transaction that changed rows public pages show by ``QuerySet.update``, of which
Django tells nobody. Saving and deleting need no word of ours."""

translation_published = Signal()
"""Sent (``page``) in the transaction that published a page's translation."""
