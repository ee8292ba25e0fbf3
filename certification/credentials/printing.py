"""Which forms of a credential there are, as pages list them."""

from dataclasses import dataclass

from certification.credentials import services
from certification.credentials.models import Credential, Document
from stc.jobs.models import Job


@dataclass(frozen=True)
class Line:
    """``form`` is one of ``Document.Form``; of the certificate nobody has to ask."""

    form: Document.Form
    is_there: bool
    is_in_making: bool


def papers_of(credential: Credential, found: list[Job] | None = None) -> list[Line]:
    there, making = credential.papers, services.in_making(credential, found)
    always = Document.Form.CERTIFICATE
    return [Line(form, form in there, form in making or form == always) for form in Document.Form]
