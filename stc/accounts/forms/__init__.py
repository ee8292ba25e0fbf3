"""Forms of accounts, one trade a file."""
