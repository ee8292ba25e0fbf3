from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from certification.credentials.looks import printable


class SignatoryBlock(blocks.StructBlock):
    """Who stands for it by name, below the words of a certificate."""

    name = blocks.CharBlock(label=_("Nama"), max_length=45, validators=[printable.check_text])
    role_id = blocks.CharBlock(label=_("Jabatan"), max_length=45, validators=[printable.check_text])
    role_en = blocks.CharBlock(
        label=_("Jabatan Inggris"), max_length=45, validators=[printable.check_text]
    )

    class Meta:
        icon = "user"
        label = _("Penanda tangan")
