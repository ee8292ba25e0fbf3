"""The catalogue of security technology standards, and finding things."""
