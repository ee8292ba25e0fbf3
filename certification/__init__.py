"""Examining people, deciding on them, and what they then hold."""
