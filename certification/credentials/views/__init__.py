"""Pages of anybody (``public``), holders (``mine``, ``show``, ``sharing``), officers; files."""
