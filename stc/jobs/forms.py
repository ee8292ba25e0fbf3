from django import forms

from stc.jobs.models import Job


class FilterForm(forms.Form):
    """What the address of the list asks for; what it does not say, or says wrong, is not asked."""

    state = forms.ChoiceField(choices=Job.State.choices, required=False)
    name = forms.CharField(max_length=100, required=False)


class RetryAllForm(forms.Form):
    name = forms.CharField(max_length=100)
