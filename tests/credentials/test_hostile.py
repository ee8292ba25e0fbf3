"""What is hostile is refused or inert, by our codec and by the browser's verifier alike."""

import pytest
from playwright.sync_api import expect

from tests.credentials import hostile, trial, verifier

ASK = """async ([script, cases]) => {
  const { check } = await import(script);
  const said = [];
  for (const { digits, now, at, root, least } of cases) {
    localStorage.clear();
    const paths = { trustPath: `/hostile/trust/${at}`, listPath: `/hostile/list/${at}/` };
    const { answer, name, why } = await check(digits, { ...paths, now, root, least });
    said.push([answer, answer === "unknown" ? why : name ?? ""]);
  }
  return said;
}"""


@pytest.mark.parametrize("case", hostile.CASES, ids=lambda case: case.id)
def test_our_codec_says(case):
    said = verifier.check(
        case.digits,
        trust=case.trust,
        status_list=case.status,
        now=case.now,
        root=case.root,
        least=case.least,
    )

    assert said == (case.answer, case.says)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_browser_says_the_same(phone, live_server):
    def give(route) -> None:
        kind, at = route.request.url.split("/hostile/")[1].split("/")[:2]
        case = hostile.CASES[int(at)]
        route.fulfill(status=200, body=case.trust if kind == "trust" else case.status)

    phone.route("**/hostile/**", give)
    phone.goto(f"{live_server.url}/v")
    script = phone.locator("script[type=module]").get_attribute("src")
    asked = [
        {
            "digits": case.digits,
            "now": case.now,
            "at": at,
            "root": case.root,
            "least": case.least,
        }
        for at, case in enumerate(hostile.CASES)
    ]

    said = phone.evaluate(ASK, [script, asked])

    wrong = [
        f"{case.id}: {answer}"
        for case, answer in zip(hostile.CASES, said, strict=True)
        if tuple(answer) != (case.answer, case.says)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_name_that_is_markup_is_shown_as_text(phone, live_server):
    phone.route("**/status/kepercayaan", lambda route: route.fulfill(body=hostile.trust()))
    phone.route("**/status/3", lambda route: route.fulfill(body=hostile.status()))
    trial.pin(hostile.PINNED, least=hostile.LEAST)
    phone.clock.set_fixed_time(hostile.NOW)
    markup = hostile.digits(hostile.code(hostile.claims(name=hostile.MARKUP)))

    phone.goto(f"{live_server.url}/v#{markup}")

    expect(phone.locator("[data-says=name] dd")).to_have_text(hostile.MARKUP)
    assert phone.locator("main img").count() == 0
