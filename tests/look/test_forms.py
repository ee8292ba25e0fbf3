"""A form: label, hint, error, control; and a summary that leads to what is wrong."""

import pytest
from django import forms
from django.utils import translation

from stc.look.design import filled_form


class Plain(forms.Form):
    name = forms.CharField(label="Nama", help_text="Seperti di KTP.")
    nick = forms.CharField(label="Panggilan", required=False)
    level = forms.ChoiceField(label="Jenjang", choices=[("1", "Satu")], widget=forms.RadioSelect)

    def clean(self):
        raise forms.ValidationError("Pilih satu <cara>.")


@pytest.fixture
def refused() -> str:
    with translation.override("id"):
        return str(Plain({"name": "", "nick": "Iti"}).as_div())


def test_the_summary_links_to_each_field(refused):
    summary = refused.split("</div>")[0]

    assert 'role="alert"' in summary
    assert '<a href="#id_name">Nama: ' in summary
    assert '<a href="#id_level_0">Jenjang: ' in summary
    assert "<li>Pilih satu &lt;cara&gt;.</li>" in summary


def test_the_error_stands_at_its_field_and_is_read_with_it(refused):
    assert 'id="id_name_error"' in refused
    assert 'aria-describedby="id_name_helptext id_name_error"' in refused
    assert 'aria-invalid="true"' in refused


def test_what_was_typed_is_kept(refused):
    assert 'value="Iti"' in refused


def test_a_field_that_may_be_empty_says_so(refused):
    assert refused.count("boleh kosong") == 1


def test_a_fresh_form_has_no_summary():
    assert "error-summary" not in str(Plain())
    assert "error-summary" in str(filled_form())
