"""Components keep their promises: right markup, escaped text, and a typo fails at once."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

HOSTILE = '<script>alert("x")</script>\'"'


def render(source: str, **values: object) -> str:
    request = RequestFactory().get("/khoa-hoc/", {"q": "ký số", "trang": "2"})
    return Template(source).render(Context({"request": request, **values}))


@pytest.mark.parametrize(
    "source",
    [
        '{% ui_button "Go" tonne="primary" %}',
        '{% ui_button "Go" tone="pink" %}',
        '{% ui_button "Go" hook="explode" %}',
        '{% ui_icon "no-such-icon" %}',
        '{% ui_tag "Late" colour="red" %}',
        '{% ui_tag "Late" tone="red" %}',
        '{% ui_notice tone="loud" %}x{% endui_notice %}',
        '{% ui_notice titel="x" %}x{% endui_notice %}',
        '{% ui_panel heading="x" %}x{% endui_panel %}',
        "{% ui_table caption='x' %}x{% endui_table %}",
        '{% ui_card tag="script" %}x{% endui_card %}',
        "{% ui_progress 1 2 %}",
    ],
)
def test_a_typo_fails_at_once(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        render(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% ui_button text %}",
        "{% ui_button text href=text %}",
        "{% ui_button text name=text value=text id=text context=text %}",
        '{% ui_button text hook="copy" copy=text %}',
        "{% ui_tag text %}",
        "{% ui_notice title=text %}{{ text }}{% endui_notice %}",
        "{% ui_panel title=text id=text %}{{ text }}{% endui_panel %}",
        "{% ui_card %}{{ text }}{% endui_card %}",
        "{% ui_table label=text %}<table></table>{% endui_table %}",
        "{% ui_progress 1 2 text %}",
        "{% ui_breadcrumb crumbs %}",
        "{% ui_facts facts %}",
    ],
)
def test_hostile_text_comes_out_as_text(source: str) -> None:
    html = render(source, text=HOSTILE, crumbs=[(HOSTILE, HOSTILE)], facts=[(HOSTILE, HOSTILE)])

    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "'\"" not in html


def test_a_button_with_an_address_is_a_link() -> None:
    assert '<a class="ui-button" href="/x/">' in render('{% ui_button "Đi" href="/x/" %}')
    assert '<button class="ui-button ui-button--danger" type="submit" name="a" value="1">' in render(
        '{% ui_button "Xóa" tone="danger" name="a" value=1 %}'
    )


def test_a_button_that_needs_javascript_is_hidden_until_it_works() -> None:
    html = render('{% ui_button "In trang này" hook="print" %}')

    assert 'type="button"' in html
    assert "data-print" in html
    assert "hidden" in html


def test_a_progress_bar_is_written_for_machines_in_every_language() -> None:
    assert 'value="0.5" max="3"' in render('{% ui_progress value 3 "Tiến độ" %}', value=0.5)


def test_facts_without_a_value_are_left_out() -> None:
    html = render("{% ui_facts facts %}", facts=[("Lệ phí", "Miễn phí"), ("Hạn", None), ("Nơi nộp", "")])

    assert html.count("<dt>") == 1


def test_pages_keep_the_rest_of_the_address() -> None:
    html = render("{% ui_pagination page %}", page=Paginator(range(100), 10).page(2))

    assert "?q=k%C3%BD+s%E1%BB%91&amp;trang=3" in html
    assert 'aria-current="page">2<' in html
    assert render("{% ui_pagination page %}", page=Paginator(range(3), 10).page(1)).strip() == ""


class SampleForm(forms.Form):
    name = forms.CharField(label="Họ và tên", help_text="Viết đủ dấu.")
    password = forms.CharField(widget=forms.PasswordInput, required=False)
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "Một"), ("b", HOSTILE)])
    agree = forms.BooleanField(label="Đồng ý")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_ties_label_help_and_error_together() -> None:
    html = render("{% ui_field form.name %}", form=SampleForm({}))

    assert '<label for="id_name">Họ và tên' in html
    assert 'aria-describedby="id_name_help id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_help"' in html
    assert 'id="id_name_error"' in html


def test_a_choice_is_a_fieldset_whose_labels_are_the_rows() -> None:
    html = render("{% ui_field form.kind boxed=True %}", form=SampleForm())

    assert "<fieldset" in html
    assert '<label class="ui-choice ui-choice--box" for="id_kind_0">' in html
    assert "<script" not in html


def test_a_filter_does_not_say_of_every_field_that_it_is_optional() -> None:
    assert "(không bắt buộc)" in render("{% ui_field form.password %}", form=SampleForm())
    assert "(không bắt buộc)" not in render(
        "{% ui_field form.password mark_optional=False %}", form=SampleForm()
    )


def test_a_hidden_field_has_no_label() -> None:
    html = render("{% ui_field form.secret %}", form=SampleForm())

    assert html.startswith('<input type="hidden"')


def test_the_error_summary_links_to_each_question() -> None:
    form = SampleForm({})
    form.add_error(None, HOSTILE)
    html = render("{% ui_error_summary form %}", form=form)

    assert 'href="#id_name"' in html
    assert 'href="#id_kind_0"' in html
    assert 'role="alert"' in html
    assert "<script" not in html
    assert render("{% ui_error_summary form %}", form=SampleForm()) == ""
