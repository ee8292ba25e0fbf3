"""What stands between a right password, or a sign-up, and being signed in.

Whoever signs up proves the address or number that they gave; whoever logs in proves the one by
which they log in. A person without an e-mail has none to prove (allauth's own stage would send
them away).
"""

from allauth.account import stages as allauth_stages
from allauth.core.internal.httpkit import headed_redirect_response

from stc.accounts.services import claiming


class PhoneStage(allauth_stages.PhoneVerificationStage):
    def handle(self):
        if self.login.user and self.login.email:
            return None, True
        return super().handle()


class EmailStage(allauth_stages.EmailVerificationStage):
    def handle(self):
        person = self.login.user
        if person and not self.login.email and (person.phone_verified or not person.email):
            return None, True
        return super().handle()


class ClaimStage(allauth_stages.LoginStage):
    """The address is proven. A record that others made for this person is theirs after one more
    question; a sign-up that was never finished is finished with what was typed last."""

    key = "claim"
    urlname = "account_claim_birth_date"

    def handle(self):
        chosen = self.login.state.get("chosen")
        if not self.login.user or not chosen:
            return None, True
        if claiming.waits_for_owner(self.login.user):
            return headed_redirect_response(self.urlname), True
        self.login.user = claiming.finish_sign_up(person_id=self.login.user.pk, **chosen)
        return None, True
