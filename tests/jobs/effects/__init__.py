"""An app for the kill test: its job leaves a row, and lines in a file that no rollback takes."""
