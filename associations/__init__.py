"""Associations of guards, companies and professionals, in tiers."""
