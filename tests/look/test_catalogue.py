"""What is gathered from the sources, and what the check of the English catalogue refuses."""

import polib
import pytest

from stc.look import catalogue

TEMPLATE = """{% load i18n %}{% translate "Satu" %} {% translate 'Dua' context "angka" %}
{% blocktranslate trimmed count n=n %}
  {{ n }} orang
{% plural %}
  {{ n }} banyak orang
{% endblocktranslate %}{% include "x.html" with label=_("Tiga") %}{{ _("Empat")|upper }}"""
MODULE = """
from django.utils.translation import gettext as _, ngettext
a = _("Satu" " panjang"); b = ngettext("%(n)s hari", "%(n)s hari-hari", n); c = _(variable)
"""


@pytest.fixture
def base(tmp_path):
    """A small house whose texts are all translated."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "stc").mkdir()
    (tmp_path / "templates" / "a.html").write_text(TEMPLATE)
    (tmp_path / "stc" / "a.py").write_text(MODULE)
    catalogue.fill(tmp_path)
    po = polib.pofile(str(catalogue.po_file(tmp_path)))
    for entry in po:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = entry.msgid
    po.save()
    catalogue.fill(tmp_path)
    return tmp_path


def _change(base, act) -> None:
    po = polib.pofile(str(catalogue.po_file(base)))
    act(po)
    po.save()
    po.save_as_mofile(str(catalogue.po_file(base).with_suffix(".mo")))


def test_texts_of_templates_and_code_are_gathered(base):
    found = {(text.context, text.text, text.plural) for text in catalogue.sources(base)}

    assert found == {
        (None, "Satu", ""),
        ("angka", "Dua", ""),
        (None, "%(n)s orang", "%(n)s banyak orang"),
        (None, "Tiga", ""),
        (None, "Empat", ""),
        (None, "Satu panjang", ""),
        (None, "%(n)s hari", "%(n)s hari-hari"),
    }


def test_a_whole_catalogue_has_no_fault_and_stays_as_it_is(base):
    before = catalogue.po_file(base).read_text()

    waiting = catalogue.fill(base)

    assert waiting == []
    assert catalogue.faults(base) == []
    assert catalogue.po_file(base).read_text() == before


def test_a_text_that_is_new_waits_for_its_translation(base):
    (base / "stc" / "b.py").write_text('x = _("Baru")')

    assert catalogue.faults(base) == ["stc/b.py:1: not in the catalogue: 'Baru'"]
    assert catalogue.fill(base) == ["Baru"]
    assert catalogue.faults(base) == ["stc/b.py:1: not translated: 'Baru'"]


def test_a_text_that_nobody_says_any_more_goes(base):
    (base / "stc" / "a.py").write_text("")

    assert "nobody says this any more: 'Satu panjang'" in catalogue.faults(base)
    catalogue.fill(base)
    assert catalogue.faults(base) == []


def test_a_guess_of_a_merge_is_no_translation(base):
    _change(base, lambda po: po.find("Tiga").flags.append("fuzzy"))

    assert catalogue.faults(base) == ["templates/a.html:6: not translated: 'Tiga'"]


def test_placeholders_are_kept_in_translation(base):
    def lose(po):
        po.find("%(n)s hari").msgstr_plural[1] = "several days"

    _change(base, lose)

    assert catalogue.faults(base) == ["stc/a.py:3: placeholders differ: 'several days'"]


def test_a_compiled_catalogue_that_lags_behind_is_found(base):
    po = polib.pofile(str(catalogue.po_file(base)))
    po.find("Tiga").msgstr = "Three"
    po.save()

    assert catalogue.faults(base) == ["django.mo is not what django.po says: run `make messages`"]


def test_of_two_merged_entries_the_translated_one_stays(base):
    _change(base, lambda po: po.append(polib.POEntry(msgid="Satu", msgstr="")))

    assert catalogue.fill(base) == []


@pytest.mark.parametrize("code", ['_(f"Halo {name}")', '_("Halo %s" % name)'])
def test_a_text_put_together_before_it_is_looked_up_is_refused(base, code):
    (base / "stc" / "b.py").write_text(f"x = {code}")

    faults = catalogue.faults(base)

    assert faults == ["stc/b.py:1: use %(name)s in the text, and fill it in afterwards"]


def test_a_file_that_a_merge_has_broken_is_mended_from_its_whole_entries(base):
    file = catalogue.po_file(base)
    file.write_text(
        file.read_text()
        .replace('msgid "Tiga"', '"a line that belongs to nobody"\nmsgstr "lost"\n\nmsgid "Tiga"')
        .replace('msgstr "Satu"', 'msgstr ""\nmsgstr "Satu"')
    )

    assert "run `make messages`" in catalogue.faults(base)[0]
    assert catalogue.fill(base) == []
    assert catalogue.faults(base) == []


def test_each_text_stands_on_one_line(base):
    (base / "stc" / "b.py").write_text(f'x = _("{"panjang " * 40}")')

    catalogue.fill(base)

    lines = catalogue.po_file(base).read_text().splitlines()
    assert [line for line in lines if line.startswith('"panjang')] == []
