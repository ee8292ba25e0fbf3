"""Codes of standards, however typed: ``parse`` reads one, ``str`` writes it as it should be.

Pure: no database, no settings. What the catalogue and the search both stand on. One module for
each body or kind of body; ``reading`` says in what order they are asked.
"""

from search.standards.codes.code import Code
from search.standards.codes.reading import parse

__all__ = ["Code", "parse"]
