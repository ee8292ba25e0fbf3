"""The doors of branches: what everyone may see, and what holders of an office do."""
