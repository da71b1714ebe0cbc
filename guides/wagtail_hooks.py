"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from wagtail import hooks

from guides import desk, publishing_gate

hooks.register("register_admin_urls", desk.desk_urls)
hooks.register("before_bulk_action", publishing_gate.refuse_bulk_publishing)
hooks.register("register_reports_menu_item", desk.reviews_item)
