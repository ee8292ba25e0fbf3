"""What the schema promises, the API keeps: thousands of odd requests, made from the schema."""

from uuid import uuid4

import pytest
import schemathesis
from django.urls import reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, Phase, settings

from stc.api import urls
from stc.notices.services import send
from stc.wsgi import application
from tests.api.conftest import key_of
from tests.regions.factories import RegionFactory


def made() -> dict:
    return SchemaGenerator(urlconf="stc.api.urls").get_schema(request=None, public=True)


# A word in If-Match that is no ETag of ours is a 412, whatever else is right or wrong.
accepting = ["2xx", "304", "401", "403", "404", "409", "412"]
rejecting = ["4xx"]
config = schemathesis.Config.from_dict(
    {
        "checks": {
            "positive_data_acceptance": {"expected-statuses": accepting},
            "negative_data_rejection": {"expected-statuses": rejecting},
        }
    }
)
schema = schemathesis.openapi.from_dict(made(), config=config)
schema.app = application


@pytest.fixture
def many_allowed(settings):
    rates = dict.fromkeys(("key", "person", "stranger"), "1000000/min")
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    settings.ALLOWED_HOSTS = ["*"]


@pytest.fixture
def there(person) -> dict:
    """A person's key, a region and a notice of theirs; what paths call them."""
    notice = send(kind="accounts.welcome", to=person, key="uji", context={"name": "Sari"})
    return {"token": key_of(person), "code": RegionFactory().code, "id": str(notice.pk)}


def test_the_schema_is_one_and_sound():
    validate_schema(made())


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("many_allowed")
def test_every_answer_is_one_that_the_schema_tells(case, there):
    # Made-up ids find nothing: of good requests, those by id ask for what is there.
    if case.path_parameters and case.meta.generation.mode.is_positive:
        name = next(iter(case.path_parameters))
        case.path_parameters = {name: there[name]}
    # A key used before for another request is refused by intent: a good request has its own.
    if "Idempotency-Key" in case.headers and case.meta.generation.mode.is_positive:
        case.headers["Idempotency-Key"] = uuid4().hex
    case.call_and_validate(headers={"Authorization": f"Bearer {there['token']}"})


def test_every_operation_tells_its_refusals():
    told = made()

    for address, methods in told["paths"].items():
        for method, operation in methods.items():
            missing = {"401", "403", "422", "429"} - operation["responses"].keys()
            assert not missing, (address, method)
    problem = told["components"]["responses"]["Problem409"]["content"]
    assert list(problem) == ["application/problem+json"]


def test_the_pages_of_the_api_are_open_and_need_no_inline_script(client, db):
    page = client.get(reverse("developers:docs"))
    script = client.get(reverse("developers:docs") + "?script=")

    html = page.content.decode()
    assert "<script>" not in html
    assert "<style" not in html
    assert script["Content-Type"].startswith("application/javascript")
    assert client.get(reverse("developers:schema")).json()["servers"] == [{"url": "/api/v1"}]


def test_every_endpoint_stands_in_the_schema():
    addresses = set(made()["paths"])

    assert addresses >= {"/me/", "/regions/", "/regions/{code}/", "/notices/"}
    assert "nowhere" in {getattr(p, "name", None) for p in urls.urlpatterns}
