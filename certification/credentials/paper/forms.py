"""The forms that a credential takes on paper, by name."""

from certification.credentials.paper import archive, badge, card, certificate
from certification.credentials.paper.design import Design
from certification.credentials.paper.press import Press
from certification.credentials.paper.words import Paper

LAYOUTS = {"certificate": certificate, "card": card, "badge": badge}


def render(words: Paper, design: Design, form: str) -> bytes:
    layout = LAYOUTS[form]
    press = Press(layout.SIZE)
    layout.draw(press, words, design)
    return archive.finished(
        press.finished(),
        title=f"{words.title_id} {words.number}",
        author=design.issuer,
        subject=words.serial,
        made=words.made,
    )
