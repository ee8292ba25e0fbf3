"""What is taught, where, and who learns it."""
