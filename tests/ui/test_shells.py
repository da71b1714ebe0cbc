"""Shells: kept for equal keys, filled anew in their slots, and never with what belongs to one visitor."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import override

from ui import shells


def render(source: str | Template, **values: object) -> str:
    template = source if isinstance(source, Template) else Template(source)
    return template.render(Context(values))


def test_equal_keys_are_rendered_once_and_slots_each_time():
    seen: list[str] = []

    def say() -> str:
        seen.append("once")
        return "title"

    template = Template("{% shell lesson %}<h1>{{ say }}</h1>{% slot %}{{ name }}{% endslot %}{% endshell %}")
    pages = [render(template, lesson=1, say=say, name=name) for name in ("Lan", "Bình")]

    assert pages == ["<h1>title</h1>Lan", "<h1>title</h1>Bình"]
    assert seen == ["once"]
    assert render(template, lesson=2, say=say, name="Lan") == "<h1>title</h1>Lan"
    assert seen == ["once", "once"]


def test_each_language_has_its_own():
    template = Template("{% shell %}{% translate 'Sign out' %}{% endshell %}")
    with override("vi"):
        vietnamese = render(template)
    with override("en"):
        assert render(template) == "Sign out" != vietnamese
    with override("vi"):
        assert render(template) == vietnamese


def test_what_is_in_a_slot_is_escaped_as_anywhere():
    template = Template("{% shell %}{% slot %}{{ name }}{% endslot %}{% endshell %}")
    assert render(template, name="<b>") == "&lt;b&gt;"


def test_safe_and_unsafe_words_are_not_the_same_key():
    template = Template("{% shell title %}{{ title }}{% endshell %}")
    assert render(template, title=mark_safe("<b>")) == "<b>"
    assert render(template, title="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize("name", ["request", "user", "perms", "messages", "csrf_token"])
@pytest.mark.parametrize(
    "use",
    ["{{{{ {} }}}}", "{{{{ {}.path }}}}", "{{% if {} %}}x{{% endif %}}", "{{% for a in {} %}}{{% endfor %}}"],
)
def test_a_visitors_own_is_refused_outside_a_slot(name, use):
    inside = use.format(name)
    with pytest.raises(shells._Kept, match=name):
        render("{% shell %}" + inside + "{% endshell %}", **{name: "a visitor's own"})
    render("{% shell %}{% slot %}" + inside + "{% endslot %}{% endshell %}", **{name: "a visitor's own"})


def test_a_token_never_comes_into_a_shell_by_an_included_form():
    with pytest.raises(shells._Kept):
        render("{% shell %}<form>{% csrf_token %}</form>{% endshell %}", csrf_token="secret")


def test_a_text_cannot_forge_a_slot():
    template = Template("{% shell text %}{{ text }}{% slot %}own{% endslot %}{% endshell %}")
    assert render(template, text="\x02-0\x03") == "\x02-0\x03own"


def test_a_slot_under_a_condition_of_the_key_is_filled_only_there():
    template = Template(
        "{% shell has %}{% if has %}[{% slot %}{{ own }}{% endslot %}]{% endif %}{% endshell %}"
    )
    assert [render(template, has=has, own=own) for has, own in ((True, 1), (False, 2), (True, 3))] == [
        "[1]",
        "",
        "[3]",
    ]


def test_shells_in_shells_and_blocks_in_shells_are_refused():
    with pytest.raises(TemplateSyntaxError):
        Template("{% shell %}{% shell %}{% slot %}{% endslot %}{% endshell %}{% endshell %}")
    with pytest.raises(TemplateSyntaxError):
        Template("{% shell %}{% block title %}{% endblock %}{% endshell %}")


def test_the_least_used_is_forgotten():
    store = shells.Store(2)
    for key in ("a", "b"):
        store.keep(key, [key])
    store.get("a")
    store.keep("c", ["c"])
    assert (store.get("a"), store.get("b"), store.get("c"), len(store)) == (["a"], None, ["c"], 2)
