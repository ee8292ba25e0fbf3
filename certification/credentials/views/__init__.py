"""Pages of anybody (``public``), of holders (``mine``, ``show``), of officers; checkers' files."""
