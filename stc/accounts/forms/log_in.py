"""Logging in, signing up, claiming a record and getting back in: one field for phone or e-mail."""

from typing import ClassVar

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from allauth.account.internal import flows
from allauth.account.models import Login
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stc.accounts import phone, senders
from stc.accounts.forms.fields import ContactField, NewPasswordHint
from stc.accounts.services import claiming, contacts


class LogInForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Who has a phone number may log in by it even where no code can be sent to it.
        self.fields["login"] = forms.CharField(
            label=_("Nomor ponsel atau surel"),
            max_length=254,
            widget=forms.TextInput(
                {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        self.fields["password"].label = _("Kata sandi")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = _("Ingat saya di perangkat ini")
        self.order_fields(["login", "password", "remember"])

    def clean_login(self) -> str:
        typed = self.cleaned_data["login"].strip()
        if phone.looks_like_one(typed):
            try:
                return phone.normal(typed)
            except forms.ValidationError:
                return typed
        return typed.lower()

    def user_credentials(self) -> dict:
        """What is neither a number nor an address is nobody's, and costs as much as a wrong one."""
        name = "phone" if self.cleaned_data["login"].startswith("+") else "email"
        return {name: self.cleaned_data["login"], "password": self.cleaned_data["password"]}


class _NewPassword(allauth_forms.SignupForm):
    """A contact and a password, as one who comes for the first time chooses them."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["email"], self.fields["phone"]
        self.by_phone = senders.current() is not None
        self.fields["contact"] = ContactField(by_phone=self.by_phone)
        self.fields["password1"].label = _("Kata sandi")
        self.fields["password1"].help_text = NewPasswordHint.text
        self.fields["password1"].widget.attrs.pop("placeholder", None)

    def clean_contact(self) -> str:
        contact = self.cleaned_data["contact"]
        self.cleaned_data["phone" if contact.startswith("+") else "email"] = contact
        self.owner = contacts.owner_of(**{"phone" if contact.startswith("+") else "email": contact})
        self.account_already_exists = self.owner is not None
        return contact

    def _clean_phone(self) -> None:
        """Done with the contact."""

    def try_save(self, request):
        """A new person, or whoever's contact this is. From outside all cases look and last alike:
        one password is hashed, one message sent, and a code is asked for."""
        if self.owner is None:
            try:
                with transaction.atomic():
                    return self._create(request)
            except IntegrityError:  # signed up at the same moment in another window
                self.clean_contact()
        chosen = {
            "password": make_password(self.cleaned_data["password1"]),
            "full_name": self.cleaned_data.get("full_name", ""),
        }
        owner = self.owner
        if owner and (claiming.waits_for_owner(owner) or self._may_start_anew(owner)):
            login = Login(
                user=claiming.ask_for_proof(person_id=owner.pk),
                email=self.cleaned_data.get("email"),
                phone=self.cleaned_data.get("phone"),
                signup=True,
                state={"chosen": chosen},
            )
            return owner, flows.login.perform_login(request, login)
        return None, self._pretend(request)

    def _may_start_anew(self, owner) -> bool:
        return claiming.is_unfinished(owner)

    def _create(self, request):
        return self.save(request), None

    def _pretend(self, request):
        return flows.signup.prevent_enumeration(
            request, email=self.cleaned_data.get("email"), phone=self.cleaned_data.get("phone")
        )


class SignUpForm(_NewPassword):
    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        help_text=_("Seperti di KTP. Satu kata pun boleh."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    field_order: ClassVar = ["full_name", "contact", "password1"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)


class ClaimForm(_NewPassword):
    """Ask for a record that a company or an association made. Makes none."""

    field_order: ClassVar = ["contact", "password1"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)
        self.fields["password1"].label = _("Kata sandi baru")

    def _create(self, request):
        make_password(self.cleaned_data["password1"])
        return None, self._pretend(request)

    def _may_start_anew(self, owner) -> bool:
        return False


class BirthDateForm(forms.Form):
    birth_date = forms.DateField(
        label=_("Tanggal lahir"),
        help_text=_("Seperti di KTP."),
        widget=forms.DateInput({"type": "date", "autocomplete": "bday"}, format="%Y-%m-%d"),
    )


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    """allauth resets by e-mail; a number in its place gets the code by message (the adapter)."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.by_phone = senders.current() is not None
        self.fields["email"] = ContactField(by_phone=self.by_phone)

    def clean_email(self) -> str:
        """Records without a log-in are none here: they are claimed, which takes more proof."""
        contact = self.cleaned_data["email"]
        owner = contacts.owner_of(**{"phone" if contact.startswith("+") else "email": contact})
        may = owner is not None and owner.is_active and owner.has_usable_password()
        self.users = [owner] if may else []
        return get_adapter().clean_email(contact)
