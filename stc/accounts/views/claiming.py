from allauth.account.internal.decorators import login_stage_required
from allauth.account.views import SignupView
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stc.accounts.forms.log_in import BirthDateForm, ClaimForm
from stc.accounts.services import claiming
from stc.accounts.services.claiming import NotYourRecord
from stc.accounts.stages import ClaimStage


class ClaimView(SignupView):
    """Ask for a record that others made: its address first, proven by a code."""

    template_name = "account/claim.html"

    def get_form_class(self):
        return ClaimForm


claim = ClaimView.as_view()


@login_stage_required(stage=ClaimStage.key, redirect_urlname="account_login")
def claim_birth_date(request: HttpRequest) -> HttpResponse:
    """The one question after the code. Few tries, and every refusal reads the same."""
    stage = request._login_stage
    form = BirthDateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person_id = stage.login.user.pk
            if not ratelimit.consume(request, action="claim", key=str(person_id)):
                raise NotYourRecord
            stage.login.user = claiming.claim_record(
                person_id=person_id,
                password=stage.login.state["chosen"]["password"],
                **form.cleaned_data,
            )
        except NotYourRecord as error:
            claiming.refuse_claim(person_id=person_id)
            form.add_error(None, str(error))
        else:
            return stage.exit()
    status = 422 if form.errors else 200
    return render(request, "account/claim_birth_date.html", {"form": form}, status=status)
