"""Pages of accounts, one trade a file."""
