"""From what an editor says and a credential holds to what ``paper`` draws."""
