"""The demo's cases: applied for, examined, decided, certified, and what came of certificates."""

from collections.abc import Sequence
from datetime import date

from certification.cases import services as cases
from certification.cases.models import Case, Decision, NameConfirmation
from certification.credentials import services as credentials
from certification.credentials.models import Credential, RevocationReason
from certification.exams.models import Paper, Result
from certification.schemes.models import Scheme, SchemeRule
from certification.schemes.services import rule_on
from stc.accounts.models import User
from stc.home.demo.days import at

SCHEME = "STC-GP"
REASONS = {
    True: "Jam pelatihan lengkap dan ujian di atas batas lulus.",
    False: "Ujian belum mencapai batas lulus. Pelajari lagi unit yang kurang, lalu ajukan kembali.",
}


def reach_back(to: date) -> Scheme:
    """Let the scheme's first rule and its paper's first cut score hold since a day long past."""
    scheme = Scheme.objects.get(code=SCHEME)
    rule = scheme.rules.order_by("valid_from").first()
    if rule.valid_from > to:
        SchemeRule.objects.create(
            scheme=scheme,
            valid_from=to,
            decree="Aturan lama, rekaan untuk demo",
            **{
                name: getattr(rule, name)
                for name in SchemeRule.FIGURES
                if name not in ("scheme_id", "valid_from")
            },
        )
    paper = Paper.objects.get(code=scheme.paper_code)
    cut = paper.cuts.order_by("valid_from").first()
    if cut.valid_from > to:
        paper.cuts.create(
            valid_from=to, percent=cut.percent, decree="Aturan lama, rekaan untuk demo"
        )
    return scheme


def opened(scheme: Scheme, edition: str, people: Sequence[User], on: date) -> list[Case]:
    """Cases that were opened on a day, by the rule of that day."""
    rule, paper = rule_on(scheme=scheme, day=on), Paper.objects.get(code=scheme.paper_code)
    found = Case.objects.bulk_create(
        Case(
            scheme=scheme,
            rule=rule,
            paper=paper,
            edition=edition,
            candidate=person,
            opened_at=at(on, 20),
        )
        for person in people
    )
    NameConfirmation.objects.bulk_create(
        NameConfirmation(case=case, name=cases.spelling(case), confirmed_at=at(on, 20))
        for case in found
    )
    return found


def applied(person: User) -> Case:
    """Applied for today, and the name confirmed."""
    case = cases.open_case(person=person, scheme_code=SCHEME)
    cases.confirm_name(case_id=case.pk, by=person, name=cases.spelling(case))
    return case


def examined(found: Sequence[Case], results: Sequence[Result]) -> None:
    """Their results are out."""
    for case, result in zip(found, results, strict=True):
        case.examine(result=result)
        case.save(update_fields=["state", "result"])


def decided(case: Case, *, by: User, on: date) -> Credential | None:
    """Decided on a day as the exam went; whoever is competent has the certificate since then."""
    passed = case.result.outcome == Result.Outcome.COMPETENT
    Decision.objects.create(
        case=case,
        candidate=case.candidate,
        decided_by=by,
        outcome=case.result.outcome,
        reasons=REASONS[passed],
        decided_at=at(on, 10),
    )
    case.decide()
    case.save(update_fields=["state"])
    return cases.certify(case=case, by=by, on=on) if passed else None


def unsettle(by: User, *, suspended: Sequence[Credential], revoked: Sequence[Credential]) -> None:
    """Some certificates no longer hold."""
    misuse = RevocationReason.objects.get(code="misuse")
    for credential in suspended:
        credentials.suspend(
            credential_id=credential.pk, by=by, note="Aduan dari perusahaan sedang diperiksa."
        )
    for credential in revoked:
        credentials.revoke_credential(
            credential_id=credential.pk,
            by=by,
            reason=misuse,
            note="Sertifikat dipinjamkan kepada orang lain.",
        )


def renew(by: User, *, old: Sequence[Credential], new: Sequence[Credential]) -> None:
    """Newer certificates stand in the place of older ones of the same holders."""
    for before, after in zip(old, new, strict=True):
        credentials.replace_credential(
            credential_id=before.pk, new_id=after.pk, by=by, note="Diperpanjang lewat ujian baru."
        )
