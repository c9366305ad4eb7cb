"""How every form looks: the words at the field, tied to it for those who listen."""

import re

from django import forms


class Service(forms.Form):
    minutes = forms.IntegerField(help_text="Of one visit.", max_value=90)
    note = forms.CharField(required=False, widget=forms.Textarea(attrs={"class": "mine"}))
    place = forms.ChoiceField(widget=forms.RadioSelect, choices=[("in", "In class"), ("out", "Apart")])
    quiet = forms.BooleanField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, initial="s3")


def test_error_and_help_are_tied_to_their_field() -> None:
    html = str(Service({"minutes": "200", "place": "in", "secret": "s3"}))
    field = re.search(r'<input type="number"[^>]*>', html)
    assert field
    described = re.search(r'aria-describedby="([^"]+)"', field[0])
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in html
    assert 'aria-invalid="true"' in field[0]
    assert "less than or equal to 90" in html


def test_every_control_has_the_class_of_the_design() -> None:
    html = str(Service())
    assert re.search(r'<input type="number"[^>]*class="input w-full num"', html)
    assert re.search(r'<input type="checkbox"[^>]*class="checkbox', html)
    assert html.count('class="radio flex-none"') == 2


def test_a_class_of_the_widgets_own_stays() -> None:
    assert 'class="textarea w-full mine"' in str(Service()["note"])


def test_a_group_of_choices_is_a_fieldset_with_its_question() -> None:
    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>Place</legend>", str(Service()))


def test_what_may_be_left_out_says_so() -> None:
    html = str(Service())
    assert re.search(r"Note <span[^>]*>\(optional\)", html)
    assert not re.search(r"Minutes <span", html)


def test_hidden_fields_have_no_label() -> None:
    html = str(Service())
    assert '<input type="hidden" name="secret" value="s3"' in html
    assert "Secret" not in html


def test_a_refusal_of_the_whole_form_stands_above_it() -> None:
    form = Service({"minutes": "30", "place": "in", "secret": "s3"})
    form.is_valid()
    form.add_error(None, "A visit of <30> minutes is already there.")
    html = str(form)
    assert html.index("callout-refused") < html.index("<input")
    assert "&lt;30&gt;" in html


def test_words_that_a_user_wrote_are_escaped() -> None:
    html = str(Service({"minutes": "x", "note": "<script>", "place": "in", "secret": "s3"}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
