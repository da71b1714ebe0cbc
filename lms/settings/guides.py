"""Citizens' pages: who publishes guides, and whether and how the links that stand in pages are asked."""

import os

from lms.settings.places import SITE_URL

# Once an hour the worker asks the links that are due, over http(s) and public addresses only. 0 where nothing may go out.
GUIDES_CHECK_LINKS = os.environ.get("GUIDES_CHECK_LINKS", "1") == "1"
# How we introduce ourselves to the servers asked.
GUIDES_LINK_AGENT = f"Mozilla/5.0 (compatible; link check; +{SITE_URL})"

# A second ministry editor or an administrator publishes a guide. 0: who writes a guide publishes it.
GUIDES_FOUR_EYES = os.environ.get("GUIDES_FOUR_EYES", "1") == "1"
