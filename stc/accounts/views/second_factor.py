from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.views import ActivateTOTPView
from django.http import HttpResponse


class SetUpView(ActivateTOTPView):
    """allauth's page. The code that was just typed proves the factor for this session too."""

    def form_valid(self, form) -> HttpResponse:
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type="totp")
        return response


set_up = SetUpView.as_view()
