"""The acts of accounts, one trade a file."""
