"""Pages of anybody (``public``), of holders (``mine``), of officers; files for checkers."""
