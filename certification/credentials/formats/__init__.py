"""How a credential is written down for machines: pure, no database, no settings."""
