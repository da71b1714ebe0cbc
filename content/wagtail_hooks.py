"""Registrations with Wagtail; see https://docs.wagtail.org/en/stable/reference/hooks.html."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from content import publishing_gate
from content.admin_api import narrow_admin_api
from content.media_desk import MediaDesk
from content.media_rules import refuse_foreign_document
from content.rich_text import add_formula, add_underline
from content.search_desk import SearchDesk
from content.translation_desk import translation_button, translation_urls, translations_item

hooks.register("register_rich_text_features", add_underline)
hooks.register("register_rich_text_features", add_formula)
hooks.register("before_bulk_action", publishing_gate.refuse_bulk_publishing)
hooks.register("register_log_actions", publishing_gate.log_actions)
hooks.register("construct_admin_api", narrow_admin_api, order=1000)
hooks.register("before_serve_document", refuse_foreign_document)
hooks.register("register_admin_urls", translation_urls)
hooks.register("register_admin_menu_item", translations_item)
hooks.register("register_page_header_buttons", translation_button)
hooks.register("register_page_listing_more_buttons", translation_button)
register_snippet(MediaDesk)
register_snippet(SearchDesk)
