import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Optional, Self


@dataclass(frozen=True)
class Code:
    """One code of a standard. Two are equal when their ``key`` is, whatever was typed.

    ``text`` is its right spelling. ``key`` is the same for an address (``iso-iec-27001-2022``),
    without languages. All else are strings too, empty where the code does not say it: ``body``
    publishes it (``ISO/IEC``, ``NIST``, ``SNI``; empty for a bare number); ``kind`` is its type or
    series (``TS``, ``Guide``, ``SP``); ``number`` and ``part`` are as in the text (``27001``,
    ``800-53``; ``2-31``); ``edition`` is what stands for one besides a year (``Rev. 5``,
    ``V2.1.1``, ``ED2``); ``stage`` is a draft's (``DIS``); ``supplement`` is an amendment or a
    correction (``Amd 1:2024``). ``adopts`` is the code that stands inside another body's, as in
    ``SNI ISO/IEC 27001:2022``.
    """

    text: str = field(compare=False)
    body: str = field(compare=False)
    number: str = field(compare=False)
    part: str = field(default="", compare=False)
    kind: str = field(default="", compare=False)
    year: str = field(default="", compare=False)
    edition: str = field(default="", compare=False)
    stage: str = field(default="", compare=False)
    supplement: str = field(default="", compare=False)
    language: str = field(default="", compare=False)
    adopts: Optional["Code"] = field(default=None, compare=False)
    # The text up to the part, up to the number, and what an amendment amends.
    plain: str = field(default="", compare=False, repr=False)
    stem: str = field(default="", compare=False, repr=False)
    amended: str = field(default="", compare=False, repr=False)
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "plain", self.plain or self.text)
        object.__setattr__(self, "stem", self.stem or self.plain)
        object.__setattr__(self, "key", _slug(self.text.removesuffix(f"({self.language})")))

    def __str__(self) -> str:
        return self.text

    @cached_property
    def undated(self) -> Self:
        """The same without year, edition, stage, supplement, language: what editions share."""
        return self._shortened(self.plain, self.stem, adopts=self.adopts and self.adopts.undated)

    @cached_property
    def whole(self) -> Self:
        """``undated`` without the part: what the parts of one standard share."""
        adopts = self.adopts and self.adopts.whole
        return self._shortened(self.stem, self.stem, part="", adopts=adopts)

    @cached_property
    def amends(self) -> Self | None:
        """What a supplement is to: ``ISO 9001:2015`` of ``ISO 9001:2015/Amd 1:2024``."""
        if not self.supplement:
            return None
        adopts = self.adopts and (self.adopts.amends or self.adopts)
        return replace(
            self, text=self.amended, supplement="", language="", amended="", adopts=adopts
        )

    @property
    def numbers(self) -> str:
        """Number and part, as people who leave out the body type them: ``62676-4``."""
        return f"{self.number}-{self.part}" if self.part else self.number

    @cached_property
    def names(self) -> frozenset[str]:
        """The keys by which people ask for it: with and without year, type, each of its publishers.

        A typed code means this one when its ``key`` is among them: ``iso27001`` does mean
        ``ISO/IEC 27001:2022``. A draft or a supplement is meant only by its full name.
        """
        if self.stage or self.supplement:
            return frozenset({self.key})
        since = ["", *(end for end in (self.year, self.edition) if end)]
        asked = {_slug(f"{head} {self.numbers} {end}") for head in self.heads for end in since}
        return frozenset(asked | {self.key, self.undated.key})

    @property
    def heads(self) -> frozenset[str]:
        """What may stand before the number, from everything to nothing at all."""
        if self.adopts:
            adopter = self.text.removesuffix(self.adopts.text).strip()
            return frozenset({""} | {f"{adopter} {head}" for head in self.adopts.heads})
        full = self.stem.removesuffix(self.number).strip()
        publishers = {self.body, *self.body.split("/")}
        return frozenset({"", full, *publishers, *(f"{one} {self.kind}" for one in publishers)})

    def _shortened(self, text: str, stem: str, **changes) -> Self:
        nothing = dict.fromkeys(("year", "edition", "stage", "supplement", "language"), "")
        return replace(self, text=text, plain=text, stem=stem, amended="", **nothing, **changes)


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
