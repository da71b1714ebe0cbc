"""Registration only; what each hook does: https://docs.wagtail.org/en/stable/reference/hooks.html ."""

from wagtail import hooks

from practice import publishing_gate

hooks.register("before_bulk_action", publishing_gate.refuse_bulk_publishing)
