"""What every installation needs before anyone comes: loaded by ``manage.py setup``, idempotent."""

from certification.credentials.services import load_reasons, load_templates
from certification.exams.services import load_papers
from certification.items.services import load_bank
from certification.schemes.services import load_schemes
from courses.competencies.services import load_units
from courses.curricula.services import load_curricula
from search.standards.services import load_standards
from stc.accounts.reference import load_reference as load_accounts
from stc.accounts.services.groups import load_groups
from stc.home import pages
from stc.impartiality.services import load_rules
from stc.regions.services import load_regions


def load() -> None:
    """Load all of it, in order. A second call changes nothing."""
    load_regions()
    load_accounts()
    load_groups()
    load_rules()
    pages.load_pages()
    load_units()
    load_bank()
    load_papers()
    load_reasons()
    load_templates()
    load_curricula(under=pages.homes())
    load_schemes()


def load_catalogue() -> None:
    """The standards, thousands of rows that only their own pages need. Again costs milliseconds."""
    load_standards()
